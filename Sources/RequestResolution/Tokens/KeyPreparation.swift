import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// listCsrAttributes: BaseAttribute[] that a request made from a key takes.
  func listCSRAttributes(_ draft: inout PreparationDraft) -> RequestTask {
    draft.refuseBody()
    return .answer(body: CSRAttributes.json)
  }

  /// createKey (KeyRequestDto): a key pair in the token of a token profile.
  func createKey(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    guard let text = draft.envelope.tokenProfileUuid else {
      throw RefusedRequest(
        .memberMissing, at: "/tokenProfileUuid", "the token profile is not named", fix: "add tokenProfileUuid")
    }
    let profile = try TokenProfileLookup(configuration: context.configuration).profile(text, at: "/tokenProfileUuid")
    if let foreign = foreignToken(draft.envelope, profile.tokenUUID) { throw foreign }
    var body = try draft.body()
    let name = body.string("name")
    let description = body.string("description")
    let attributes = body.array("attributes")
    if !body.array("customAttributes").isEmpty {
      draft.findings.add(
        Finding(
          .memberUnsupported, at: body.pointer("customAttributes"), "keys have no custom attributes",
          fix: "leave them out"))
    }
    if body.boolean("enabled") == false {
      draft.findings.add(
        Finding(
          .memberUnsupported, at: body.pointer("enabled"), "a key that is disabled could not be enabled later",
          fix: "leave it out: keys are enabled"))
    }
    body.finish()
    guard let wanted = KeyAttributes(attributes, draft.findings) else { throw draft.refusal }
    draft.touches.append(.changing(.keyAlias(tokenProfile: profile.uuid, alias: wanted.alias)))
    return .key(
      .create(
        KeyCreation(
          tokenProfile: profile, alias: wanted.alias, name: name.flatMap { $0.isEmpty ? nil : $0 } ?? wanted.alias,
          description: description, algorithm: wanted.algorithm)))
  }

  /// listKeys: KeyDto[] of one token profile or of all, as of this place in the manifest.
  func listKeys(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    draft.refuseBody()
    draft.goesAlone = true
    guard let text = draft.envelope.tokenProfileUuid else { return .key(.list(nil)) }
    let lookup = TokenProfileLookup(configuration: context.configuration)
    return .key(.list(try lookup.find(text, at: "/tokenProfileUuid")))
  }

  /// destroyKey: the private key goes, and what is known of it stays.
  func destroyKey(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    if let body = draft.envelope.body, !body.isNull, !body.isEmpty {
      draft.findings.add(
        .memberUnsupported, at: body, "the items of a key are not destroyed one by one", fix: "leave the body out")
    }
    guard let key = draft.envelope.key else {
      throw RefusedRequest(.memberMissing, at: "/keyUuid", "the key is not named", fix: "add keyUuid")
    }
    let tokenProfile = uuid(draft.envelope.tokenProfileUuid, at: "/tokenProfileUuid", draft)
    let token = uuid(draft.envelope.tokenInstanceUuid, at: "/tokenInstanceUuid", draft)
    touch(key, &draft)
    draft.touches.append(.changing(.keyStates))
    return .key(
      .destroy(
        KeyDestruction(
          key: key, tokenProfile: tokenProfile, token: token, isConfirmed: draft.envelope.destroysActiveKey)))
  }

  /// The key that a body names for signing a request, or that the request is said to be signed by; nil where it names
  /// none.
  ///
  /// What is wrong is reported.
  /// - Parameters:
  ///   - withoutKey: What is said where only the token profile is named.
  ///   - withoutProfile: What is said where only the key is named.
  func selection(
    _ key: String?, _ tokenProfile: String?, withoutKey: String = "Key UUID Cannot be empty",
    withoutProfile: String = "Token Profile UUID Cannot be empty", _ draft: inout PreparationDraft
  ) -> TokenKeySelection? {
    let reference = key.flatMap { $0.isEmpty ? nil : $0 }
    let profile = tokenProfile.flatMap { $0.isEmpty ? nil : $0 }
    switch (reference, profile) {
    case (nil, nil): return nil
    case (nil, _?):
      draft.findings.add(Finding(.keyReference, at: "/body/keyUuid", withoutKey, fix: "add keyUuid"))
      return nil
    case (_?, nil):
      draft.findings.add(
        Finding(.keyReference, at: "/body/tokenProfileUuid", withoutProfile, fix: "add tokenProfileUuid"))
      return nil
    case (let reference?, let profile?): return selection(named: reference, profile, &draft)
    }
  }

  private func selection(
    named text: String, _ tokenProfile: String, _ draft: inout PreparationDraft
  ) -> TokenKeySelection? {
    let reference = KeyReference(text: text)
    if let reference {
      touch(reference, &draft)
      draft.touches.append(.reading(.keyStates))
    } else {
      draft.findings.add(
        Finding(
          .memberValue, at: "/body/keyUuid", "Invalid UUID string: \(text)",
          fix: "give the key's UUID, or @ and the id of the request that creates it"))
    }
    let lookup = TokenProfileLookup(configuration: context.configuration)
    do {
      let profile = try lookup.profile(tokenProfile, for: .sign, at: "/body/tokenProfileUuid")
      return reference.map { TokenKeySelection(key: $0, tokenProfile: profile) }
    } catch {
      draft.report(error)
      return nil
    }
  }

  private func touch(_ key: KeyReference, _ draft: inout PreparationDraft) {
    if case .request(let id) = key { draft.touches.append(.reading(.request(id))) }
  }

  private func uuid(_ text: String?, at pointer: String, _ draft: PreparationDraft) -> UniqueID? {
    guard let text else { return nil }
    if let uuid = UniqueID(text) { return uuid }
    draft.findings.add(Finding(.memberValue, at: pointer, "Invalid UUID string: \(text)", fix: "give a UUID"))
    return nil
  }

  private func foreignToken(_ envelope: Envelope, _ token: UniqueID) -> RefusedRequest? {
    guard let text = envelope.tokenInstanceUuid, UniqueID(text) != token else { return nil }
    return RefusedRequest(
      .tokenProfileUnknown, at: "/tokenInstanceUuid",
      "Object of type 'TokenInstanceReference' identified by \(text) is not found.",
      fix: "give the token of the token profile, \(token)")
  }
}
