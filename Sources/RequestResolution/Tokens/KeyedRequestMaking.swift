import Configuration
import Diagnostics
import DocumentModel
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
  ) throws -> Result<CertificateMaterial, RefusedRequest> {
    switch source {
    case .ready(let material, statedKey: nil): return .success(material)
    case .ready(let material, let stated?):
      let lookup = TokenKeyLookup(context: context, request: request)
      return try lookup.key(stated, at: KeyedRequestMaking.place, view).flatMap { key in
        key.publicKey == material.request.publicKey
          ? .success(material) : .failure(RefusedRequest(findings: [KeyedRequestMaking.foreign(key)]))
      }
    case .keyed(let keyed, let names): return try material(keyed, names, profile, view)
    }
  }

  private static func foreign(_ key: TokenKey) -> Finding {
    Finding(
      .keyMismatch, at: place, "the certificate request is not one of key \(key.uuid)",
      fix: "leave keyUuid out, or leave the request out to have one made")
  }

  private func material(
    _ keyed: KeyedRequest, _ names: KeyedNames, _ profile: ResolvedProfile, _ view: any LedgerView
  ) throws -> Result<CertificateMaterial, RefusedRequest> {
    try signing(keyed, view).flatMap { key, method in
      make(key, method, subject: names.requestedSubject, altNames: [], profile)
    }.flatMap { verified in
      let written = (try? context.issuing(profile).get()).map {
        WrittenExtensions(template: $0.template, request: verified)
      }
      let collector = FindingCollector()
      let material = MaterialBuilder(profile: profile, written: written, place: KeyedRequestMaking.place)
        .material(
          verified, subject: names.subject, altNames: names.altNames, extensions: names.extensions, collector)
      return collector.isEmpty ? .success(material) : .failure(RefusedRequest(findings: collector.findings))
    }
  }

  /// The key, if it may sign, and how it does; the refusal says everything that speaks against both.
  ///
  /// - Parameter predecessor: The certificate whose request says how to sign where the signature attributes do not.
  func signing(
    _ keyed: KeyedRequest, after predecessor: CertificateRecord? = nil, _ view: any LedgerView
  ) throws -> Result<(TokenKey, SignatureMethod), RefusedRequest> {
    switch try TokenKeyLookup(context: context, request: request)
      .key(keyed.selection, at: KeyedRequestMaking.place, view)
    {
    case .failure(let refused): return .failure(refused)
    case .success(let key):
      var findings: [Finding] = []
      if key.state.state(after: .use) == nil {
        findings.append(
          Finding(
            .keyState, at: KeyedRequestMaking.place, "Key needs to be Active and enabled.",
            fix: "key \(key.uuid) is \(key.state.label): use another one"))
      }
      switch method(keyed.signature, key.publicKey, after: predecessor) {
      case .success(let method) where findings.isEmpty: return .success((key, method))
      case .success: break
      case .failure(let refused): findings += refused.findings
      }
      return .failure(RefusedRequest(findings: findings))
    }
  }

  private func method(
    _ choice: SignatureChoice, _ key: SubjectPublicKeyInfo, after predecessor: CertificateRecord?
  ) -> Result<SignatureMethod, RefusedRequest> {
    guard choice.isEmpty, let predecessor, !SignatureMethod.ed25519.fits(key) else { return choice.method(for: key) }
    let old = predecessor.request.flatMap { try? CertificationRequest(der: $0) }
    if let method = old.flatMap({ SignatureMethod($0.signatureAlgorithm) }), method.fits(key) {
      return .success(method)
    }
    return .failure(
      RefusedRequest(findings: [
        Finding(
          .attributeRequired, at: "/body/signatureAttributes",
          "Signature Attributes are not provided in request and old certificate", fix: "add signatureAttributes")
      ]))
  }

  /// A signed request, which has passed the end-entity profile's rules for keys.
  func make(
    _ key: TokenKey, _ method: SignatureMethod, subject: DistinguishedName, altNames: [GeneralName],
    _ profile: ResolvedProfile
  ) -> Result<VerifiedRequest, RefusedRequest> {
    let info = CertificationRequest.info(subject: subject, publicKey: key.publicKey, altNames: altNames)
    switch context.tokenKeyring.sign(info, with: key, by: method) {
    case .failure(let problem): return .failure(RefusedRequest(findings: [problem.finding]))
    case .success(let signature):
      let der = SignedStructure.der(signed: info, algorithm: method.algorithm, signature: signature)
      let reader = CertificateRequestReader(context: context, cryptography: cryptography)
      // Where nothing is signed there is nothing to verify.
      return signature.isEmpty
        ? reader.read(stored: der, profile: profile.endEntityProfile, at: KeyedRequestMaking.place)
        : reader.read(
          der, as: .pkcs10, pinned: nil, profile: profile.endEntityProfile, at: KeyedRequestMaking.place)
    }
  }
}
