import AttributeValidation
import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// revokeCertificate of version 2 (ClientCertificateRevocationDto).
  func revoke(_ draft: inout PreparationDraft) throws -> Result<RequestTask, RefusedRequest> {
    let lookup = ProfileLookup(configuration: context.configuration)
    let disabled = "Cannot perform operation revoke on certificate with disabled RA profile."
    let profile: ResolvedProfile
    switch lookup.profile(for: draft.envelope, disabled: .isRefused(disabled)) {
    case .failure(let refused): return .failure(refused)
    case .success(let found): profile = found
    }
    guard var body = draft.body() else { return .failure(RefusedRequest(findings: draft.findings.findings)) }
    let reason = RequestPreparer.reason(body.string("reason"), body.pointer("reason"), draft.findings)
    let attributes = body.array("attributes")
    let destroysKey = body.boolean("destroyKey") ?? false
    body.finish()
    let values = AttributeValidator.validate(
      attributes, by: profile.raProfile.revokeAttributes, at: "/body/attributes", findings: draft.findings)
    guard let target = try certificateTarget(&draft) else {
      return .failure(RefusedRequest(findings: draft.findings.findings))
    }
    return try revoke(
      RevokeTask(
        profile: profile, target: target, reason: reason, destroysKey: destroysKey,
        attributes: RecordedAttributes.json(issue: values, custom: []),
        destroysActiveKey: draft.envelope.destroysActiveKey), &draft)
  }

  /// revokeCertificate of version 1 (LegacyClientCertificateRevocationDto); issuer and serial number must both match.
  func legacyRevoke(_ draft: inout PreparationDraft) throws -> Result<RequestTask, RefusedRequest> {
    let lookup = ProfileLookup(configuration: context.configuration)
    let profile: ResolvedProfile
    switch lookup.profile(for: draft.envelope, disabled: .isUnknown) {
    case .failure(let refused): return .failure(refused)
    case .success(let found): profile = found
    }
    guard var body = draft.body() else { return .failure(RefusedRequest(findings: draft.findings.findings)) }
    let serialText = body.requiredString("certificateSN")
    let issuerText = body.requiredString("issuerDN")
    let reasonText = body.requiredString("reason")
    body.finish()
    let reason = RequestPreparer.reason(reasonText, body.pointer("reason"), draft.findings)
    guard let serialText, let issuerText,
      let serial = SerialNumberText.read(
        serialText, isHexadecimal: true, at: body.pointer("certificateSN"), draft.findings)
    else { return .failure(RefusedRequest(findings: draft.findings.findings)) }
    let target = target(serial, issuerText, at: body.pointer("issuerDN"), &draft)
    return try revoke(
      RevokeTask(profile: profile, target: target, reason: reason, destroysKey: false, attributes: []), &draft)
  }

  private func revoke(_ task: RevokeTask, _ draft: inout PreparationDraft) throws -> Result<RequestTask, RefusedRequest>
  {
    if try mayChangeKey(task) { draft.touches.append(.changing(.keyStates)) }
    return .success(.revoke(task))
  }

  /// Whether a key of a token changes with the certificate, or nobody can say yet.
  ///
  /// Else many revocations for keyCompromise would wait for each other for nothing.
  private func mayChangeKey(_ task: RevokeTask) throws -> Bool {
    guard task.concernsKey, !context.configuration.tokenProfiles.isEmpty else { return false }
    guard case .uuid(let uuid, _) = task.target else { return true }
    return try ledger.read { view in
      guard let certificate = try view.certificate(uuid) else { return true }
      return try view.tokenKey(of: certificate, cryptography) != nil
    }
  }

  /// The API's reason; absent means unspecified.
  private static func reason(
    _ code: String?, _ pointer: String, _ findings: FindingCollector
  ) -> RevocationReason {
    guard let code else { return .unspecified }
    if let reason = RevocationReason(code: code) { return reason }
    findings.add(
      Finding(
        .revocationReason, at: pointer, "Unknown Certificate Revocation reason \(code)",
        fix: "use one of \(RevocationReason.allCases.map(\.code).joined(separator: ", "))"))
    return .unspecified
  }

  /// The certificate that the envelope names, which the request may change; nil, and reported, where it names none.
  func certificateTarget(_ draft: inout PreparationDraft) throws -> CertificateTarget? {
    if let reference = draft.envelope.certificate { return try target(reference, &draft) }
    draft.findings.add(
      Finding(.memberMissing, at: "/certificateUuid", "the certificate is not named", fix: "add certificateUuid"))
    return nil
  }

  /// The certificate that a request names, with all that it touches because of that.
  func target(
    _ reference: CertificateReference, _ draft: inout PreparationDraft
  ) throws -> CertificateTarget {
    switch reference {
    case .uuid(let uuid):
      draft.touches.append(.changing(.certificate(uuid)))
      return .uuid(uuid, text: uuid.description)
    case .serialNumber(let serial, let issuerDN):
      return target(serial, issuerDN, at: "/certificateUuid/issuerDn", &draft)
    case .fingerprint(let fingerprint):
      let text = Hex.encode(fingerprint)
      guard let uuid = try ledger.read({ try $0.certificate(fingerprint: fingerprint)?.uuid }) else {
        return .unknown(text: text)
      }
      draft.touches.append(.changing(.certificate(uuid)))
      return .uuid(uuid, text: text)
    case .file(let name): return target(file: name, &draft)
    case .request(let id):
      draft.touches.append(.changing(.request(id)))
      // On a later run the certificate is known already, and others may name it by its UUID.
      if context.run > 1, let uuid = try ledger.read({ try $0.request(id: id)?.certificate }) {
        draft.touches.append(.changing(.certificate(uuid)))
      }
      return .request(id)
    }
  }

  private func target(
    _ serial: SerialNumber, _ issuerText: String, at pointer: String, _ draft: inout PreparationDraft
  ) -> CertificateTarget {
    let text = "\(serial) of \(issuerText)"
    do {
      let issuerDN = try DistinguishedName(text: issuerText)
      guard let authority = context.authority(issuing: issuerDN),
        let uuid = CertificateIdentity.uuid(serial, under: authority, cryptography)
      else { return .unknown(text: text) }
      draft.touches.append(.changing(.certificate(uuid)))
      return .uuid(uuid, text: text)
    } catch {
      draft.findings.add(
        Finding(
          .memberValue, at: pointer, "not a distinguished name: \(error.problem)", fix: "write it as CN=…, O=…, C=…"))
      return .unknown(text: text)
    }
  }

  private func target(file name: String, _ draft: inout PreparationDraft) -> CertificateTarget {
    switch readFile(name) {
    case .failure(let problem):
      draft.findings.add(
        Finding(
          .requestFile, at: "/certificateUuid/file", problem.text, fix: "name a file in the manifest's folder"))
    case .success(let octets):
      let der = PEM.isPresent(in: octets) ? try? PEM.decodeSingle(octets, labels: ["CERTIFICATE"]) : octets
      if let der, let certificate = try? Certificate(der: der) {
        let issuer = certificate.tbs.issuer
        guard let authority = context.authority(issuing: issuer),
          let uuid = CertificateIdentity.uuid(certificate.tbs.serialNumber, under: authority, cryptography)
        else { return .unknown(text: "\(certificate.tbs.serialNumber) of \(issuer)") }
        draft.touches.append(.changing(.certificate(uuid)))
        return .uuid(uuid, text: name)
      }
      draft.findings.add(
        Finding(.requestFile, at: "/certificateUuid/file", "\(name) is not a certificate", fix: "name another file"))
    }
    return .unknown(text: name)
  }
}

/// How a certificate's UUID follows from its serial number.
enum CertificateIdentity {
  static func uuid(
    _ serial: SerialNumber, under authority: UniqueID, _ cryptography: any RequestCryptography
  ) -> UniqueID? {
    UniqueID(ofCertificate: serial, digest: cryptography.sha256(authority.octets + serial.magnitude))
  }
}
