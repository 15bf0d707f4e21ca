import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// addEndEntity (ClientAddEndEntityRequestDto): registered only if a certificate for it would be allowed.
  func addEndEntity(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    let profile = try legacyProfile(draft)
    var body = try draft.body()
    let rules = profile.endEntityProfile.enrolment
    // The profile of the path counts; its copy in the body says nothing new (domain of the API).
    _ = body.value("raProfile")
    let password = body.requiredString("password")
    let subjectDN = body.requiredString("subjectDN")
    let altName = body.text("subjectAltName")
    let email = body.string("email")
    let data = extensionData(&body)
    let username = Usernames(rule: rules.names, cryptography: cryptography).read(&body, subjectDN: subjectDN)
    body.finish()
    if let subjectDN {
      EndEntityNames(profile: profile).check(subjectDN: subjectDN, altName: altName, draft.findings)
    }
    guard let username, let password, let subjectDN, draft.findings.isEmpty,
      let hash = EnrolmentPassword.hash(password, rules, cryptography, draft.findings)
    else { throw draft.refusal }
    draft.touch(profile, username, isExclusive: true)
    return .endEntity(
      .add(
        EndEntity(
          raProfile: profile.raProfile.uuid, username: username, subjectDN: subjectDN, subjectAltName: altName,
          email: email, extensionData: data, status: .new, passwordHash: hash)))
  }

  /// editEndEntity (ClientEditEndEntityRequestDto): what is absent or blank stays as it is.
  func editEndEntity(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    let (profile, username) = try namedEndEntity(draft)
    var body = try draft.body()
    let rules = profile.endEntityProfile.enrolment
    _ = body.value("raProfile")
    let password = body.text("password")
    let subjectDN = body.text("subjectDN")
    let altName = body.text("subjectAltName")
    let email = body.text("email")
    let data = extensionData(&body)
    let status = body.word("status", as: EndEntityStatus.self)
    body.finish()
    EndEntityNames(profile: profile).check(subjectDN: subjectDN, altName: altName, draft.findings)
    guard draft.findings.isEmpty else { throw draft.refusal }
    let hash = password.flatMap { EnrolmentPassword.hash($0, rules, cryptography, draft.findings) }
    draft.touch(profile, username, isExclusive: true)
    return .endEntity(
      .edit(
        EndEntityEdit(
          profile: profile.raProfile.uuid, username: username, subjectDN: subjectDN, subjectAltName: altName,
          email: email, extensionData: data, status: status, passwordHash: hash,
          mayLeaveRevoked: rules.mayLeaveRevoked)))
  }

  func getEndEntity(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    draft.refuseBody()
    let (profile, username) = try namedEndEntity(draft)
    draft.touch(profile, username, isExclusive: false)
    return .endEntity(.get(profile: profile.raProfile.uuid, username: username))
  }

  func listEndEntities(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    draft.refuseBody()
    let profile = try legacyProfile(draft)
    // The list waits for all who may change it, and they wait for it; they do not wait for each other.
    draft.touches.append(.changing(.endEntities(profile: profile.raProfile.uuid)))
    return .endEntity(.list(profile: profile.raProfile.uuid))
  }

  /// resetPassword: a random one, where the real connector sets the same word for everybody.
  func resetPassword(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    draft.refuseBody()
    let (profile, username) = try namedEndEntity(draft)
    draft.touch(profile, username, isExclusive: true)
    guard let password = try? EnrolmentPassword.make(profile.endEntityProfile.enrolment, cryptography) else {
      throw RefusedRequest(.internalError, "no password could be made", fix: "run again")
    }
    return .endEntity(.resetPassword(profile: profile.raProfile.uuid, username: username, password))
  }

  /// revokeAndDeleteEndEntity: which certificates are revoked only the ledger knows, so that nobody else may change
  /// any of them meanwhile.
  func revokeAndDeleteEndEntity(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    draft.refuseBody()
    let (profile, username) = try namedEndEntity(draft)
    draft.goesAlone = true
    return .endEntity(.revokeAndDelete(profile: profile.raProfile.uuid, username: username))
  }
}

extension RequestPreparer {
  /// The RA profile of an operation of version 1, which knows no disabled ones.
  func legacyProfile(_ draft: PreparationDraft) throws(RefusedRequest) -> ResolvedProfile {
    try profile(of: draft.envelope, disabled: .isUnknown)
  }

  /// The RA profile and the end entity that a path names.
  private func namedEndEntity(
    _ draft: PreparationDraft
  ) throws(RefusedRequest) -> (profile: ResolvedProfile, username: String) {
    let profile = try legacyProfile(draft)
    guard let username = draft.envelope.username else {
      throw RefusedRequest(.memberMissing, at: "/username", "the end entity is not named", fix: "add username")
    }
    return (profile, username)
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
}

extension ObjectReader {
  /// A string that says something; nil where it is absent or blank.
  fileprivate mutating func text(_ name: StaticString) -> String? {
    string(name).flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
  }
}

extension PreparationDraft {
  /// Notes that the request is about an end entity.
  mutating func touch(_ profile: ResolvedProfile, _ username: String, isExclusive: Bool) {
    let uuid = profile.raProfile.uuid
    let key = ConflictKey.endEntity(profile: uuid, username: username)
    touches += [isExclusive ? .changing(key) : .reading(key), .reading(.endEntities(profile: uuid))]
  }
}
