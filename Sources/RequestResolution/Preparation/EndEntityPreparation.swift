import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// addEndEntity (ClientAddEndEntityRequestDto): registered only if a certificate for it would be allowed.
  func addEndEntity(_ draft: inout PreparationDraft) -> Result<RequestTask, RefusedRequest> {
    let profile: ResolvedProfile
    switch legacyProfile(draft) {
    case .failure(let refused): return .failure(refused)
    case .success(let found): profile = found
    }
    guard var body = draft.body() else { return .failure(RefusedRequest(findings: draft.findings.findings)) }
    // The profile of the path counts; its copy in the body says nothing new (domain of the API).
    _ = body.value("raProfile")
    let username = body.requiredString("username")
    let password = body.requiredString("password")
    let subjectDN = body.requiredString("subjectDN")
    let altName = body.string("subjectAltName").flatMap { $0.isEmpty ? nil : $0 }
    let email = body.string("email")
    let data = extensionData(&body)
    body.finish()
    if let username { checkUsername(username, at: body.pointer("username"), draft.findings) }
    let registration = EndEntityNames(profile: profile)
    if let subjectDN { registration.check(subjectDN: subjectDN, altName: altName, draft.findings) }
    guard let username, let password, let subjectDN, draft.findings.isEmpty else {
      return .failure(RefusedRequest(findings: draft.findings.findings))
    }
    touch(profile, username, isExclusive: true, &draft)
    guard let hash = try? cryptography.passwordHash(password) else {
      return .failure(
        RefusedRequest(findings: [
          Finding(.internalError, at: "/body/password", "the password cannot be hashed", fix: "run again")
        ]))
    }
    return .success(
      .addEndEntity(
        EndEntity(
          raProfile: profile.raProfile.uuid, username: username, subjectDN: subjectDN, subjectAltName: altName,
          email: email, extensionData: data, status: .new, passwordHash: hash)))
  }

  func getEndEntity(_ draft: inout PreparationDraft) -> Result<RequestTask, RefusedRequest> {
    draft.refuseBody()
    switch legacyProfile(draft) {
    case .failure(let refused): return .failure(refused)
    case .success(let profile):
      guard let username = draft.envelope.username else {
        return .failure(
          RefusedRequest(findings: [
            Finding(.memberMissing, at: "/username", "the end entity is not named", fix: "add username")
          ]))
      }
      touch(profile, username, isExclusive: false, &draft)
      return .success(.getEndEntity(profile: profile.raProfile.uuid, username: username))
    }
  }

  func listEndEntities(_ draft: inout PreparationDraft) -> Result<RequestTask, RefusedRequest> {
    draft.refuseBody()
    return legacyProfile(draft).map { profile in
      // The list waits for all who may change it, and they wait for it; they do not wait for each other.
      draft.touches.append(.changing(.endEntities(profile: profile.raProfile.uuid)))
      return .listEndEntities(profile: profile.raProfile.uuid)
    }
  }

  /// issueCertificate of version 1 (LegacyClientCertificateSignRequestDto).
  func legacyIssue(_ draft: inout PreparationDraft) -> Result<RequestTask, RefusedRequest> {
    let profile: ResolvedProfile
    switch legacyProfile(draft) {
    case .failure(let refused): return .failure(refused)
    case .success(let found): profile = found
    }
    guard var body = draft.body() else { return .failure(RefusedRequest(findings: draft.findings.findings)) }
    let username = body.requiredString("username")
    let password = body.requiredString("password")
    let inline = body.string("pkcs10")
    body.finish()
    let octets = draft.requestOctets(
      inline: inline.map { Array($0.utf8) }, member: "pkcs10",
      missing: Finding(.memberMissing, at: "/body/pkcs10", "member \"pkcs10\" is missing", fix: "add \"pkcs10\""))
    guard let username, let password, let octets, draft.findings.isEmpty else {
      return .failure(RefusedRequest(findings: draft.findings.findings))
    }
    touch(profile, username, isExclusive: true, &draft)
    let place = draft.requestFile == nil ? "/body/pkcs10" : "/requestFile"
    let request = requestReader.read(
      octets, as: .pkcs10, pinned: draft.envelope.requestDigest, profile: profile.endEntityProfile, at: place)
    return .success(
      .issue(
        IssueTask(
          profile: profile, validityDays: nil, attributes: [],
          enrolment: .endEntity(username: username, password: password, request: request))))
  }

  private func legacyProfile(_ draft: PreparationDraft) -> Result<ResolvedProfile, RefusedRequest> {
    ProfileLookup(configuration: context.configuration).profile(for: draft.envelope, disabled: .isUnknown)
  }

  private func touch(
    _ profile: ResolvedProfile, _ username: String, isExclusive: Bool, _ draft: inout PreparationDraft
  ) {
    let uuid = profile.raProfile.uuid
    let key = ConflictKey.endEntity(profile: uuid, username: username)
    draft.touches += [
      isExclusive ? .changing(key) : .reading(key), .reading(.endEntities(profile: uuid)),
    ]
  }

  private func extensionData(_ body: inout ObjectReader) -> [EndEntity.ExtensionDatum] {
    body.array("extensionData").compactMap { node in
      var reader = ObjectReader(node, findings: body.findings)
      let name = reader.requiredString("name")
      let value = reader.string("value")
      reader.finish()
      return name.map { EndEntity.ExtensionDatum(name: $0, value: value ?? "") }
    }
  }

  private func checkUsername(_ username: String, at pointer: String, _ findings: FindingCollector) {
    if username.unicodeScalars.count > 255 || InvisibleCharacters.first(in: username) != nil {
      findings.add(
        Finding(
          .memberValue, at: pointer, "the username is longer than 255 characters or holds invisible ones",
          fix: "choose another username"))
    }
  }
}
