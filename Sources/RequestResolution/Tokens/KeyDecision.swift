import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

/// Decides about the keys of tokens: which are made, which are destroyed, which there are.
struct KeyDecision {
  let context: ResolutionContext
  let cryptography: any RequestCryptography
  let draft: DecisionDraft
  let attempt: Int

  func decide(_ task: KeyTask, _ view: any LedgerView) throws -> Decision {
    switch task {
    case .create(let creation): try create(creation, view)
    case .list(let tokenProfile): try list(tokenProfile, view)
    case .destroy(let destruction): try destroy(destruction, view)
    }
  }

  private func create(_ task: KeyCreation, _ view: any LedgerView) throws -> Decision {
    let profile = task.tokenProfile
    // A name is given once: what was said of a destroyed key must not be taken for another one.
    guard try view.tokenKey(alias: task.alias, in: profile.uuid) == nil else {
      return draft.refused([
        Finding(
          .keyExists, at: "/body/attributes",
          "Object of type 'CryptographicKey' identified by \(task.alias) already exists.", fix: "choose another alias")
      ])
    }
    let random = try context.serialNumbers.randomOctets(forRequest: draft.request.id, attempt: attempt)
    guard let uuid = UniqueID(random: random) else {
      return draft.refused([Finding(.internalError, "no UUID could be made", fix: "report this")])
    }
    switch context.tokenKeyring.makeKey(task.algorithm, in: profile.uuid) {
    case .failure(let problem): return draft.refused([problem.finding])
    case .success(let made):
      let key = TokenKey(
        uuid: uuid, tokenProfile: profile.uuid, alias: task.alias, name: task.name, description: task.description,
        publicKey: made.publicKey, fingerprint: cryptography.sha256(made.publicKey.der), state: .active,
        created: context.now)
      var detail = RequestDetail()
      detail.body = KeyDetail(key, context.configuration).json
      return draft.decision(
        .ok, detail, changes: [.addKey(key)], certificate: nil,
        keyFile: Decision.KeyFile(path: profile.keyPath(uuid), octets: made.file))
    }
  }

  private func list(_ tokenProfile: TokenProfile?, _ view: any LedgerView) throws -> Decision {
    let keys = try view.tokenKeys(in: tokenProfile?.uuid)
    var writer = JSONWriter()
    writer.array(keys) { KeyDetail($1, context.configuration).write(to: &$0) }
    return draft.answered(writer.bytes)
  }

  private func destroy(_ task: KeyDestruction, _ view: any LedgerView) throws -> Decision {
    let key = try TokenKeyLookup(context: context, request: draft.request).find(task.key, at: "/keyUuid", view)
    let profile = context.configuration.tokenProfile(key.tokenProfile)
    guard task.tokenProfile ?? key.tokenProfile == key.tokenProfile,
      task.token ?? profile?.tokenUUID == profile?.tokenUUID
    else { return draft.refused([TokenKeyLookup.unknown(key.uuid.description, at: "/keyUuid")]) }
    let destroyed = try key.destroyed(isConfirmed: task.isConfirmed, at: "/keyUuid", context.configuration)
    var detail = RequestDetail()
    detail.destroyedKey = key.uuid
    return draft.decision(.ok, detail, changes: [.changeKey(destroyed, from: key.state)], certificate: nil)
  }
}

extension TokenKey {
  /// The key as it is after it was destroyed, or why it may not be, in the API's words.
  func destroyed(
    isConfirmed: Bool, at pointer: String, _ configuration: HomeConfiguration
  ) throws(RefusedRequest) -> TokenKey {
    guard configuration.tokenProfile(tokenProfile) != nil else {
      throw RefusedRequest(
        .tokenProfileUnknown, at: pointer, "Object of type 'TokenProfile' identified by \(tokenProfile) is not found.",
        fix: "put the token profile back into the home")
    }
    guard let next = state.state(after: isConfirmed ? .confirmedDestruction : .destruction) else {
      throw RefusedRequest(
        .keyState, at: pointer, "Invalid state of key \(uuid). Key is \(state.label), hence can't be set to Destroyed.",
        fix: state == .active ? "set destroyActiveKey to true if nobody needs the key" : "leave the request out")
    }
    return with(state: next)
  }
}

extension TokenProblem {
  /// The refusal of a request that needs the token.
  var finding: Finding { Finding(.tokenUnavailable, text, fix: "mend the token and run again") }
}
