import Configuration
import DERCoding
import Diagnostics
import PKIModel

/// Takes a certificate request in only if it is whole, well formed, signed by its own key and of an allowed kind.
struct CertificateRequestReader {
  let cryptography: any RequestCryptography
  /// The public keys of the authorities, which no request may carry.
  let authorityKeys: Set<[UInt8]>
  let compromisedKeys: Set<[UInt8]>
  /// Where proofs are put off to that are quicker to verify together; nil where each is verified at once.
  var postponed: PostponedProofs?

  init(context: ResolutionContext, cryptography: any RequestCryptography) {
    self.cryptography = cryptography
    authorityKeys = context.authorityKeys
    compromisedKeys = context.configuration.compromisedKeys
  }

  /// - Parameters:
  ///   - octets: As they came: DER, base64 or PEM.
  ///   - format: What they are said to be.
  ///   - pinned: SHA-256 of the request that was approved.
  ///   - place: JSON Pointer of the request.
  func read(
    _ octets: [UInt8], as format: RequestFormat, pinned: [UInt8]?, profile: EndEntityProfile, at place: String
  ) throws(RefusedRequest) -> VerifiedRequest {
    try verify(decode(octets, format, pinned: pinned, at: place), profile, place)
  }

  /// A request that is on record, judged by the rules of today; its proof was verified before it was written, and no
  /// rule could change that.
  func read(
    stored der: [UInt8], profile: EndEntityProfile, at place: String
  ) throws(RefusedRequest) -> VerifiedRequest {
    let request = try parse(der, RequestFormat(der: der) ?? .pkcs10, place)
    let findings = findings(for: request, profile, place)
    guard findings.isEmpty else { throw RefusedRequest(findings: findings) }
    return verified(request)
  }

  private func decode(
    _ octets: [UInt8], _ format: RequestFormat, pinned: [UInt8]?, at place: String
  ) throws(RefusedRequest) -> CertificateRequest {
    let der: [UInt8]
    do {
      der = try RequestText.der(octets)
    } catch {
      throw RefusedRequest(
        .csrEncoding, at: place, "Cannot process \(format.name) request: \(error.text)",
        fix: "give one \(format.name) request as base64 of DER, or as PEM")
    }
    if let pinned, cryptography.sha256(der) != pinned {
      throw RefusedRequest(
        .requestDigest, at: place, "the certificate request is not the one that requestSha256 names",
        fix: "give the request that was approved, or have this one approved")
    }
    return try parse(der, format, place)
  }

  private func parse(
    _ der: [UInt8], _ format: RequestFormat, _ place: String
  ) throws(RefusedRequest) -> CertificateRequest {
    let problem: String
    switch format {
    case .pkcs10:
      do { return .pkcs10(try CertificationRequest(der: der)) } catch { problem = error.text }
    case .crmf:
      do { return .crmf(try CertificateRequestMessage(der: der)) } catch { problem = error.text }
    }
    if let other = RequestFormat(der: der), other != format {
      throw RefusedRequest(
        .csrMalformed, at: place, "Cannot process \(format.name) request: it looks like \(other.name)",
        fix: "give a \(format.name) request, or say in \"format\" what it is")
    }
    throw RefusedRequest(
      .csrMalformed, at: place, "Cannot process \(format.name) request: \(problem)",
      fix: "make the request again with a program that writes DER")
  }

  private func verify(
    _ request: CertificateRequest, _ profile: EndEntityProfile, _ place: String
  ) throws(RefusedRequest) -> VerifiedRequest {
    let findings = findings(for: request, profile, place)
    // A key of a forbidden kind is not worth a verification, and its arithmetic may be an attack.
    guard findings.isEmpty else { throw RefusedRequest(findings: findings) }
    switch proofOutcome(of: request) {
    case .valid: return verified(request)
    case .invalid where request.isVouchedFor:
      throw RefusedRequest(.keyNotAllowed, at: place, "the key is none of its algorithm", fix: "make a new key")
    case .invalid:
      throw RefusedRequest(
        .csrProofOfPossession, at: place, "the signature of the certificate request is not that of its key",
        fix: "make the request again with the private key at hand")
    case .unsupportedAlgorithm:
      throw RefusedRequest(
        .csrSignatureAlgorithm, at: place, "the signature algorithm of the request does not fit its key",
        fix: "make the request again")
    }
  }

  private func findings(
    for request: CertificateRequest, _ profile: EndEntityProfile, _ place: String
  ) -> [Finding] {
    let policy = KeyPolicy(
      rules: profile.keys, authorityKeys: authorityKeys, compromisedKeys: compromisedKeys, cryptography: cryptography)
    return ProofPolicy(profile: profile, place: place).findings(for: request)
      + policy.findings(for: request.publicKey, at: place)
  }

  private func verified(_ request: CertificateRequest) -> VerifiedRequest {
    VerifiedRequest(request: request, keyIdentifier: cryptography.keyIdentifier(of: request.publicKey))
  }

  private func proofOutcome(of request: CertificateRequest) -> ProofOutcome {
    switch request {
    case .pkcs10(let request):
      guard let postponed, cryptography.isProvableTogether(request) else {
        return cryptography.verifyProof(of: request)
      }
      return postponed.postpone(request)
    case .crmf(let message):
      switch message.proof {
      case .signature(let proof): return cryptography.verifyProof(proof, of: message)
      // The profile takes a registration authority's word; that the key is one is not for it to say.
      case .raVerified: return cryptography.isSound(message.publicKey) ? .valid : .invalid
      case .keyEncipherment, .keyAgreement, nil: return .invalid
      }
    }
  }
}

extension CertificateRequest {
  /// Whether a registration authority says that it has verified possession of the key.
  fileprivate var isVouchedFor: Bool {
    if case .crmf(let message) = self, case .raVerified? = message.proof { true } else { false }
  }
}
