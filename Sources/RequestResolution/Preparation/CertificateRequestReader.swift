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

  init(context: ResolutionContext, cryptography: any RequestCryptography) {
    self.cryptography = cryptography
    authorityKeys = Set(context.issuers.values.compactMap { try? $0.get().certificate.tbs.publicKey.der })
    compromisedKeys = context.configuration.compromisedKeys
  }

  /// - Parameters:
  ///   - octets: As they came: DER, base64 or PEM.
  ///   - pinned: SHA-256 of the request that was approved.
  ///   - place: JSON Pointer of the request.
  func read(
    _ octets: [UInt8], pinned: [UInt8]?, rules: [EndEntityProfile.KeyRule], at place: String
  ) -> Result<VerifiedRequest, RefusedRequest> {
    switch decode(octets, pinned: pinned, at: place) {
    case .success(let request): verify(request, rules, place)
    case .failure(let refused): .failure(refused)
    }
  }

  private func decode(
    _ octets: [UInt8], pinned: [UInt8]?, at place: String
  ) -> Result<CertificationRequest, RefusedRequest> {
    let der: [UInt8]
    switch RequestText.der(octets) {
    case .success(let decoded): der = decoded
    case .failure(let problem):
      return refuse(
        .csrEncoding, place, "Cannot process PKCS#10 request: \(problem.text)",
        fix: "give one PKCS#10 request as base64 of DER, or as PEM")
    }
    if let pinned, cryptography.sha256(der) != pinned {
      return refuse(
        .requestDigest, place, "the certificate request is not the one that requestSha256 names",
        fix: "give the request that was approved, or have this one approved")
    }
    do {
      return .success(try CertificationRequest(der: der))
    } catch {
      return refuse(
        .csrMalformed, place, "Cannot process PKCS#10 request: \(error.text)",
        fix: "make the request again with a program that writes DER")
    }
  }

  private func verify(
    _ request: CertificationRequest, _ rules: [EndEntityProfile.KeyRule], _ place: String
  ) -> Result<VerifiedRequest, RefusedRequest> {
    let policy = KeyPolicy(
      rules: rules, authorityKeys: authorityKeys, compromisedKeys: compromisedKeys, cryptography: cryptography)
    let keyFindings = policy.findings(for: request.publicKey, at: place)
    guard RequestSignaturePolicy.allows(request.signatureAlgorithm) else {
      let finding = Finding(
        .csrSignatureAlgorithm, at: place,
        "the request is signed with \(RequestSignaturePolicy.name(request.signatureAlgorithm)), which is not allowed",
        fix: "sign the request with SHA-256 or better")
      return .failure(RefusedRequest(findings: [finding] + keyFindings))
    }
    // A key of a forbidden kind is not worth a verification, and its arithmetic may be an attack.
    guard keyFindings.isEmpty else { return .failure(RefusedRequest(findings: keyFindings)) }
    switch cryptography.verifyProof(of: request) {
    case .valid:
      return .success(
        VerifiedRequest(request: request, keyIdentifier: cryptography.keyIdentifier(of: request.publicKey)))
    case .invalid:
      return refuse(
        .csrProofOfPossession, place, "the signature of the certificate request is not that of its key",
        fix: "make the request again with the private key at hand")
    case .unsupportedAlgorithm:
      // Where OpenSSL has to read the whole request, it refuses names with such values, whatever the signature is.
      if let value = request.subject.relativeNames.lazy.flatMap(\.attributes).first(where: { $0.text == nil }) {
        return .failure(RefusedRequest(findings: [SubjectPolicy.notText(value, at: place)]))
      }
      return refuse(
        .csrSignatureAlgorithm, place, "the signature algorithm of the request does not fit its key",
        fix: "make the request again")
    }
  }

  private func refuse<Success>(
    _ code: FindingCode, _ place: String, _ problem: String, fix remedy: String
  ) -> Result<Success, RefusedRequest> {
    .failure(RefusedRequest(findings: [Finding(code, at: place, problem, fix: remedy)]))
  }
}
