import Diagnostics
import DocumentModel
import PKIModel

/// Decides about end entities themselves.
struct EndEntityDecision {
  let draft: DecisionDraft

  func decide(_ task: EndEntityTask, _ view: any LedgerView) throws -> Decision {
    switch task {
    case .add(let entity): try add(entity, view)
    case .get(let profile, let username):
      try with(username, profile, view) { entity in
        var writer = JSONWriter()
        EndEntityDecision.write(entity, to: &writer)
        return draft.answered(writer.bytes)
      }
    case .list(let profile): try list(profile, view)
    case .edit(let edit): try with(edit.username, edit.profile, view) { self.edit($0, edit) }
    case .resetPassword(let profile, let username, let password):
      try with(username, profile, view) { reset($0, password) }
    case .revokeAndDelete(let profile, let username):
      try with(username, profile, view) { try EndEntityRemoval(draft: draft).decide($0, view) }
    }
  }

  static func unknown(_ username: String) -> Finding {
    Finding(
      .endEntityUnknown, at: "/username", "Object of type 'EndEntity' identified by \(username) is not found.",
      fix: "add the end entity first")
  }

  private func with(
    _ username: String, _ profile: UniqueID, _ view: any LedgerView, _ body: (EndEntity) throws -> Decision
  ) throws -> Decision {
    guard let entity = try view.endEntity(raProfile: profile, username: username) else {
      return draft.refused([EndEntityDecision.unknown(username)])
    }
    return try body(entity)
  }

  private func add(_ entity: EndEntity, _ view: any LedgerView) throws -> Decision {
    let (profile, username) = (entity.raProfile, entity.username)
    if try view.endEntity(raProfile: profile, username: username) != nil {
      return draft.refused([
        Finding(
          .endEntityExists, at: "/body/username",
          "Object of type 'EndEntity' identified by \(username) already exists.", fix: "choose another username")
      ])
    }
    if try view.isEndEntityDeleted(raProfile: profile, username: username) {
      return draft.refused([
        Finding(
          .endEntityDeleted, at: "/body/username",
          "end entity \(username) was deleted; its name is not given again",
          fix: "choose another username")
      ])
    }
    var result = EndEntityResult(username: username)
    result.status = entity.status
    return draft.answered(nil, endEntity: result, changes: [.addEndEntity(entity)])
  }

  private func edit(_ entity: EndEntity, _ edit: EndEntityEdit) -> Decision {
    var edited = entity
    if let status = edit.status, status != entity.status {
      if entity.status.transition(on: .edit) == .asGivenByPermission, !edit.mayLeaveRevoked {
        return draft.refused([
          Finding(
            .endEntityStatus, at: "/body/status",
            "end entity \(entity.username) has status \(entity.status.rawValue), which an edit does not change",
            fix: "leave the status out, or set enrolment.leaveRevoked in the end-entity profile")
        ])
      }
      edited.status = status
    }
    edited.subjectDN = edit.subjectDN ?? entity.subjectDN
    edited.subjectAltName = edit.subjectAltName ?? entity.subjectAltName
    edited.email = edit.email ?? entity.email
    edited.passwordHash = edit.passwordHash ?? entity.passwordHash
    for datum in edit.extensionData {
      if let index = edited.extensionData.firstIndex(where: { $0.name == datum.name }) {
        edited.extensionData[index] = datum
      } else {
        edited.extensionData.append(datum)
      }
    }
    var result = EndEntityResult(username: entity.username)
    (result.previousStatus, result.status) = (entity.status, edited.status)
    return draft.answered(nil, endEntity: result, changes: [.updateEndEntity(edited)])
  }

  private func reset(_ entity: EndEntity, _ password: EnrolmentPassword) -> Decision {
    var changed = entity
    changed.passwordHash = password.hash
    let secret = Decision.Secret(path: "secrets/\(draft.request.id).password", text: password.text)
    var result = EndEntityResult(username: entity.username)
    result.status = entity.status
    result.secretFile = secret.path
    return draft.answered(nil, endEntity: result, changes: [.updateEndEntity(changed)], secret: secret)
  }

  private func list(_ profile: UniqueID, _ view: any LedgerView) throws -> Decision {
    var writer = JSONWriter()
    writer.array(try view.endEntities(raProfile: profile)) { EndEntityDecision.write($1, to: &$0) }
    return draft.answered(writer.bytes)
  }

  /// ClientEndEntityDto; never the password.
  private static func write(_ entity: EndEntity, to writer: inout JSONWriter) {
    writer.object {
      $0.member("subjectDN", entity.subjectDN)
      $0.member("email", ifPresent: entity.email)
      $0.member("extensionData") { writer in
        writer.array(entity.extensionData) { writer, datum in
          writer.object {
            $0.member("name", datum.name)
            $0.member("value", datum.value)
          }
        }
      }
      $0.member("subjectAltName", ifPresent: entity.subjectAltName)
      $0.member("status", entity.status.rawValue)
      $0.member("username", entity.username)
    }
  }
}
