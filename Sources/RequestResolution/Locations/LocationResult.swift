import Diagnostics
package import DocumentModel
import PKIModel

/// What became of a predecessor in one location where it stood.
package struct LocationResult: Hashable, Sendable {
  let location: UniqueID
  /// Nil where the home has the location no longer.
  let name: String?
  let alias: String
  /// Why the predecessor still stands there; nil where it was replaced.
  var problem: String?

  init(location: UniqueID, name: String?, alias: String, problem: String?) {
    self.location = location
    self.name = name
    self.alias = alias
    self.problem = problem
  }

  /// From the form that the ledger keeps.
  init?(_ node: DocumentNode) {
    guard let location = node.member("uuid")?.string.flatMap(UniqueID.init), let alias = node.member("alias")?.string
    else { return nil }
    self.init(
      location: location, name: node.member("name")?.string, alias: alias, problem: node.member("message")?.string)
  }

  /// Writes the member `locations` of a result; none where there is nothing to tell.
  package static func writeMember(_ results: [LocationResult], to writer: inout JSONWriter) {
    guard !results.isEmpty else { return }
    writer.member("locations") { writer in
      writer.array(results) { writer, result in
        writer.object {
          $0.member("uuid", result.location.description)
          $0.member("name", ifPresent: result.name)
          $0.member("alias", result.alias)
          $0.member("replaced", result.problem == nil)
          $0.member("message", ifPresent: result.problem)
        }
      }
    }
  }

  /// What is to be said where the predecessor still stands somewhere; the API's words come first.
  static func warnings(_ results: [LocationResult], _ operation: RenewalTask.Operation) -> [Finding] {
    let problems = results.compactMap { result in
      result.problem.map { "\(result.name ?? result.location.description): \($0)" }
    }
    guard !problems.isEmpty else { return [] }
    return [
      Finding(
        .locationFailed, at: "/body/replaceInLocations",
        "Failed to replace certificate in all locations during \(operation.rawValue) operation: "
          + problems.joined(separator: "; "),
        fix: "mend the location, then remove the old certificate from it and push the new one")
    ]
  }
}
