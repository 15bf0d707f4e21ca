import AttributeValidation
import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// uploadCertificate (UploadCertificateRequestDto): a certificate that was signed elsewhere.
  func upload(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    var body = try draft.body()
    let inline = body.string("certificate")
    let attributes = body.array("customAttributes")
    body.finish()
    let values = AttributeValidator.validate(
      attributes, by: context.configuration.customAttributes, at: "/body/customAttributes", findings: draft.findings)
    let octets = draft.requestOctets(
      inline: inline.flatMap { $0.isEmpty ? nil : Array($0.utf8) }, member: "certificate",
      missing: Finding(
        .memberMissing, at: "/body/certificate", "member \"certificate\" is missing", fix: "add \"certificate\""))
    guard let octets else { throw draft.refusal }
    let place = draft.requestFile == nil ? "/body/certificate" : "/requestFile"
    let certificate: Certificate
    do {
      certificate = try CertificateText.certificate(octets, at: place)
    } catch {
      draft.report(error)
      throw draft.refusal
    }
    return try upload(certificate, RecordedAttributes.json(issue: [], custom: values), at: place, &draft)
  }

  private func upload(
    _ certificate: Certificate, _ attributes: [UInt8], at place: String, _ draft: inout PreparationDraft
  ) throws(RefusedRequest) -> RequestTask {
    let fingerprint = cryptography.sha256(certificate.der)
    if let pinned = draft.envelope.requestDigest, pinned != fingerprint {
      draft.findings.add(
        Finding(
          .requestDigest, at: place, "the certificate is not the one that requestSha256 names",
          fix: "give the certificate that was approved, or have this one approved"))
    }
    guard
      let names = CertificateIdentity(context: context, cryptography: cryptography).names(of: certificate)
    else { throw RefusedRequest(findings: [CertificateLookup.unreadable]) }
    draft.touches.append(.changing(.certificate(names.uuid)))
    let record = CertificateRecord(
      uuid: names.uuid, authority: names.authority, raProfile: nil, serialNumber: certificate.tbs.serialNumber,
      state: .issued, tbs: Array(certificate.der[certificate.signedRange]), signature: certificate.signature,
      fingerprint: fingerprint, request: nil)
    return .upload(
      UploadTask(certificate: record, fingerprint: fingerprint, customAttributes: attributes, place: place))
  }

  /// identifyCertificate (CertificateUpdateObjectsDto, of which only the RA profile means something here).
  func identify(_ draft: inout PreparationDraft) throws -> RequestTask {
    let profile = try profile(
      of: draft.envelope, named: readObjects(draft),
      disabled: .isRefused("Cannot switch RA profile for certificate with disabled RA profile."))
    guard let target = try certificateTarget(&draft) else { throw draft.refusal }
    try touchSecondName(of: target, under: profile, &draft)
    return .identify(profile: profile, target: target)
  }

  /// One that was uploaded before its authority came to the home must not share its serial number with another.
  private func touchSecondName(
    of target: CertificateTarget, under profile: ResolvedProfile, _ draft: inout PreparationDraft
  ) throws {
    guard case .uuid(let uuid, _) = target, let record = try ledger.read({ try $0.certificate(uuid) }),
      let expected = CertificateIdentity.uuid(record.serialNumber, under: profile.authority.uuid, cryptography),
      expected != uuid
    else { return }
    draft.touches.append(.changing(.certificate(expected)))
  }

  /// The UUID of the RA profile, where the body names one.
  private func readObjects(_ draft: PreparationDraft) -> String? {
    guard let node = draft.envelope.body, !node.isNull else { return nil }
    var body = ObjectReader(node, findings: draft.findings)
    let profile = body.string("raProfileUuid")
    for other in [body.value("groupUuids"), body.value("ownerUuid"), body.value("trustedCa")].compactMap({ $0 }) {
      draft.findings.add(
        .memberUnsupported, at: other, "certificates here have no groups, owners and trust settings",
        fix: "remove it")
    }
    body.finish()
    return profile
  }
}
