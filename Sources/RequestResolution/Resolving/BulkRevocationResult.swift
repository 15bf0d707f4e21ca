package import Diagnostics
package import DocumentModel
package import PKIModel

/// What became of each certificate of a bulk revocation: the body of its result.
package struct BulkRevocationResult: Sendable {
  package private(set) var entries: [Entry] = []

  /// One certificate.
  package struct Entry: Sendable {
    /// Nil where none was found.
    package let uuid: UniqueID?
    package let serialNumber: String?
    /// What a revocation of this certificate alone would have come to.
    package let outcome: Outcome
    /// Why it is not revoked; nil where it is.
    package let code: String?
    package let message: String?
  }

  init() {}

  /// From the form that results and the ledger have.
  init?(_ node: DocumentNode) {
    guard let certificates = node.member("certificates") else { return nil }
    for entry in certificates.children {
      guard let outcome = entry.member("outcome")?.string.flatMap(Outcome.init(rawValue:)) else { return nil }
      entries.append(
        Entry(
          uuid: entry.member("certificateUuid")?.string.flatMap { UniqueID($0) },
          serialNumber: entry.member("serialNumber")?.string, outcome: outcome, code: entry.member("code")?.string,
          message: entry.member("message")?.string))
    }
  }

  mutating func add(revoked uuid: UniqueID, _ serialNumber: SerialNumber) {
    entries.append(Entry(uuid: uuid, serialNumber: serialNumber.description, outcome: .ok, code: nil, message: nil))
  }

  mutating func add(refused problem: Finding, _ uuid: UniqueID?, _ serialNumber: SerialNumber?) {
    entries.append(
      Entry(
        uuid: uuid, serialNumber: serialNumber?.description, outcome: problem.code.outcome, code: problem.code.rawValue,
        message: problem.problem))
  }

  /// How many of them are revoked by the request.
  package var revokedCount: Int { entries.count { $0.outcome == .ok } }

  /// The form that results and the ledger have.
  package func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("revoked", revokedCount)
      $0.member("notRevoked", entries.count - revokedCount)
      $0.member("certificates") {
        $0.array(entries) { writer, entry in
          writer.object {
            $0.member("certificateUuid", ifPresent: entry.uuid?.description)
            $0.member("serialNumber", ifPresent: entry.serialNumber)
            $0.member("outcome", entry.outcome.rawValue)
            $0.member("code", ifPresent: entry.code)
            $0.member("message", ifPresent: entry.message)
          }
        }
      }
    }
  }
}
