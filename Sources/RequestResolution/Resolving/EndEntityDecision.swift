import Diagnostics
import DocumentModel
import PKIModel

/// Decides about end entities themselves.
struct EndEntityDecision {
  let draft: DecisionDraft

  func add(_ entity: EndEntity, _ view: any LedgerView) throws -> Decision {
    if try view.endEntity(raProfile: entity.raProfile, username: entity.username) != nil {
      return draft.refused([
        Finding(
          .endEntityExists, at: "/body/username",
          "Object of type 'EndEntity' identified by \(entity.username) already exists.",
          fix: "choose another username")
      ])
    }
    return draft.answered(nil, changes: [.addEndEntity(entity)])
  }

  func get(_ username: String, _ profile: UniqueID, _ view: any LedgerView) throws -> Decision {
    guard let entity = try view.endEntity(raProfile: profile, username: username) else {
      return draft.refused([EndEntityDecision.unknown(username)])
    }
    var writer = JSONWriter()
    EndEntityDecision.write(entity, to: &writer)
    return draft.answered(writer.bytes)
  }

  func list(_ profile: UniqueID, _ view: any LedgerView) throws -> Decision {
    var writer = JSONWriter()
    writer.array(try view.endEntities(raProfile: profile)) { EndEntityDecision.write($1, to: &$0) }
    return draft.answered(writer.bytes)
  }

  static func unknown(_ username: String) -> Finding {
    Finding(
      .endEntityUnknown, at: "/username", "Object of type 'EndEntity' identified by \(username) is not found.",
      fix: "add the end entity first")
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
