import Configuration
import Diagnostics
import PKIModel

/// Makes certificate requests with keys of tokens, and judges them as if somebody had sent them.
struct KeyedRequestMaking {
  let context: ResolutionContext
  let cryptography: any RequestCryptography
  let request: RequestIdentity

  private static let place = "/body/keyUuid"

  /// What a certificate will hold.
  func material(
    _ source: MaterialSource, _ profile: ResolvedProfile, _ view: any LedgerView
  ) throws -> CertificateMaterial {
    switch source {
    case .ready(let material, statedKey: nil): return material
    case .ready(let material, let stated?):
      let key = try TokenKeyLookup(context: context, request: request).key(stated, at: KeyedRequestMaking.place, view)
      guard key.publicKey == material.request.publicKey else {
        throw RefusedRequest(
          .keyMismatch, at: KeyedRequestMaking.place, "the certificate request is not one of key \(key.uuid)",
          fix: "leave keyUuid out, or leave the request out to have one made")
      }
      return material
    case .keyed(let keyed, let names): return try material(keyed, names, profile, view)
    }
  }

  private func material(
    _ keyed: KeyedRequest, _ names: KeyedNames, _ profile: ResolvedProfile, _ view: any LedgerView
  ) throws -> CertificateMaterial {
    let (key, method) = try signing(keyed, view)
    let verified = try make(key, method, subject: names.requestedSubject, altNames: [], profile)
    return try context.materialBuilder(for: verified, under: profile, at: KeyedRequestMaking.place)
      .material(verified, subject: names.subject, altNames: names.altNames, extensions: names.extensions)
  }

  /// The key, if it may sign, and how it does; the refusal says everything that speaks against both.
  ///
  /// - Parameter predecessor: The certificate whose request says how to sign where the signature attributes do not.
  func signing(
    _ keyed: KeyedRequest, after predecessor: CertificateRecord? = nil, _ view: any LedgerView
  ) throws -> (TokenKey, SignatureMethod) {
    let key = try TokenKeyLookup(context: context, request: request)
      .key(keyed.selection, at: KeyedRequestMaking.place, view)
    var findings: [Finding] = []
    if key.state.state(after: .use) == nil {
      findings.append(
        Finding(
          .keyState, at: KeyedRequestMaking.place, "Key needs to be Active and enabled.",
          fix: "key \(key.uuid) is \(key.state.label): use another one"))
    }
    do {
      let method = try method(keyed.signature, key.publicKey, after: predecessor)
      if findings.isEmpty { return (key, method) }
    } catch {
      findings += error.findings
    }
    throw RefusedRequest(findings: findings)
  }

  private func method(
    _ choice: SignatureChoice, _ key: SubjectPublicKeyInfo, after predecessor: CertificateRecord?
  ) throws(RefusedRequest) -> SignatureMethod {
    guard choice.isEmpty, let predecessor, !SignatureMethod.ed25519.fits(key) else {
      return try choice.method(for: key)
    }
    let old = predecessor.request.flatMap { try? CertificationRequest(der: $0) }
    if let method = old.flatMap({ SignatureMethod($0.signatureAlgorithm) }), method.fits(key) {
      return method
    }
    throw RefusedRequest(
      .attributeRequired, at: "/body/signatureAttributes",
      "Signature Attributes are not provided in request and old certificate", fix: "add signatureAttributes")
  }

  /// A signed request, which has passed the end-entity profile's rules for keys.
  func make(
    _ key: TokenKey, _ method: SignatureMethod, subject: DistinguishedName, altNames: [GeneralName],
    _ profile: ResolvedProfile
  ) throws(RefusedRequest) -> VerifiedRequest {
    let info = CertificationRequest.info(subject: subject, publicKey: key.publicKey, altNames: altNames)
    switch context.tokenKeyring.sign(info, with: key, by: method) {
    case .failure(let problem): throw RefusedRequest(findings: [problem.finding])
    case .success(let signature):
      let der = SignedStructure.der(signed: info, algorithm: method.algorithm, signature: signature)
      let reader = CertificateRequestReader(context: context, cryptography: cryptography)
      // Where nothing is signed there is nothing to verify.
      return signature.isEmpty
        ? try reader.read(stored: der, profile: profile.endEntityProfile, at: KeyedRequestMaking.place)
        : try reader.read(
          der, as: .pkcs10, pinned: nil, profile: profile.endEntityProfile, at: KeyedRequestMaking.place)
    }
  }
}
