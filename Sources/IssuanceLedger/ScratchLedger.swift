import Foundation
import GRDB
package import PKIModel

/// A ledger that a run without a key writes to: everything that the real one holds, and what the run would add.
///
/// The additions lie in a file of their own that goes away with the object; the real ledger is only read.
package final class ScratchLedger: Sendable {
  private let base: Ledger
  private let additions: Ledger
  private let folder: String
  private let batch: OpenBatch

  /// - Parameters:
  ///   - batch: The batch as the run would open it, by its name.
  ///   - instant: When the run would begin.
  package init(
    over base: Ledger, batch: OpenBatch, named name: String, at instant: UTCInstant
  ) throws(LedgerError) {
    self.base = base
    self.batch = batch
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("certmill-\(UUID().uuidString)").path
    self.folder = folder
    additions = try LedgerError.translating {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let additions = try Ledger.create(at: folder + "/ledger.sqlite")
      try additions.pool.writeWithoutTransaction { database in
        // Nothing here outlives the run.
        try database.execute(sql: "PRAGMA synchronous = OFF")
        try database.execute(
          sql: "INSERT INTO batch (id, name, opened, runs) VALUES (?, ?, ?, ?)",
          arguments: [batch.number, name, instant.seconds, batch.run])
        // Behind all runs of the real ledger.
        try database.execute(
          sql: "INSERT INTO run (id, batch, number, started, certificates) VALUES (?, ?, ?, ?, 0)",
          arguments: [Int64.max, batch.number, batch.run, instant.seconds])
      }
      return additions
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Reads with what the run would have recorded so far.
  package func view<Result>(_ body: (any LedgerView) throws -> Result) throws(LedgerError) -> Result {
    try LedgerError.translating {
      try base.pool.read { old in
        try additions.pool.read { new in
          try body(
            LayeredView(
              upper: DatabaseView(database: new, batch: batch.number),
              lower: DatabaseView(database: old, batch: batch.number)))
        }
      }
    }
  }

  /// Records decisions as if they were carried out: what is intended counts as issued.
  package func commit(_ decisions: [RecordedDecision]) throws(LedgerError) -> [Int: CommitConflict] {
    let touched = try view { view in try decisions.map { try self.touched(by: $0, view) } }
    return try LedgerError.translating {
      try additions.pool.write { database in
        let writer = LedgerWriter(database, batch: batch.number)
        for (certificates, endEntities, keys) in touched {
          for certificate in certificates { try writer.adopt(certificate) }
          for entity in endEntities { try writer.adopt(entity) }
          for key in keys { try writer.adopt(key) }
        }
        let conflicts = try writer.record(decisions.map(\.asIfSigned))
        for (index, decision) in decisions.enumerated() where conflicts[index] == nil {
          for case .place(let change) in decision.changes { try writer.overlay(change, decision.request) }
        }
        try writer.settleFingerprints()
        return conflicts
      }
    }
  }

  /// What a decision changes and only the real ledger holds.
  private func touched(
    by decision: RecordedDecision, _ view: any LedgerView
  ) throws -> (certificates: [CertificateRecord], endEntities: [EndEntity], keys: [TokenKey]) {
    var certificates: [CertificateRecord] = []
    var endEntities: [EndEntity] = []
    var keys: [TokenKey] = []
    for change in decision.changes {
      switch change {
      case .revoke(let standing, _):
        if let certificate = try view.certificate(standing.uuid) { certificates.append(certificate) }
      case .succeed(let succession):
        if let certificate = try view.certificate(succession.predecessor) { certificates.append(certificate) }
      case .updateEndEntity(let entity):
        if let old = try view.endEntity(raProfile: entity.raProfile, username: entity.username) {
          endEntities.append(old)
        }
      case .deleteEndEntity(let profile, let username, _):
        if let old = try view.endEntity(raProfile: profile, username: username) { endEntities.append(old) }
      case .identify(let uuid, _, _):
        if let certificate = try view.certificate(uuid) { certificates.append(certificate) }
      case .changeKey(let key, _):
        if let old = try view.tokenKey(key.uuid) { keys.append(old) }
      case .place(let change):
        certificates += try [change.replaced, change.certificate].compactMap { try $0.flatMap(view.certificate) }
      case .intend, .keep, .submit, .abandon, .addEndEntity, .enrol, .take, .addKey: break
      }
    }
    return (certificates, endEntities, keys)
  }
}

extension RecordedDecision {
  fileprivate var asIfSigned: RecordedDecision {
    RecordedDecision(request: request, changes: changes.compactMap(\.asIfSigned))
  }
}

extension StateChange {
  /// Nil for what lies over the real ledger instead of in this one.
  fileprivate var asIfSigned: StateChange? {
    switch self {
    case .intend(let certificate): .intend(certificate.with(state: .issued))
    case .revoke(let standing, let revocation): .revoke(standing.elsewhere, revocation)
    case .place: nil
    default: self
    }
  }
}

/// One ledger on top of another: what the upper one holds hides what the lower one does.
struct LayeredView: LedgerView {
  let upper: DatabaseView
  let lower: DatabaseView

  func request(id: String) throws -> RequestRecord? { try upper.request(id: id) ?? lower.request(id: id) }

  func duplicate(id: String, position: Int) throws -> RequestRecord? {
    try upper.duplicate(id: id, position: position) ?? lower.duplicate(id: id, position: position)
  }

  func certificate(_ uuid: UniqueID) throws -> CertificateRecord? {
    try upper.certificate(uuid) ?? lower.certificate(uuid)
  }

  func standings(of certificates: [UniqueID]) throws -> [UniqueID: CertificateStanding] {
    try lower.standings(of: certificates).merging(upper.standings(of: certificates)) { _, new in new }
  }

  func certificate(fingerprint: [UInt8]) throws -> CertificateRecord? {
    guard let certificate = try lower.certificate(fingerprint: fingerprint) else {
      return try upper.certificate(fingerprint: fingerprint)
    }
    return try upper.certificate(certificate.uuid) ?? certificate
  }

  func revocation(of certificate: UniqueID) throws -> Revocation? {
    try upper.revocation(of: certificate) ?? lower.revocation(of: certificate)
  }

  func submission(_ uuid: UniqueID) throws -> SubmittedRequest? {
    try upper.submission(uuid) ?? lower.submission(uuid)
  }

  func successions(of certificate: UniqueID) throws -> [Succession] {
    try lower.successions(of: certificate) + upper.successions(of: certificate)
  }

  func customAttributes(of certificate: UniqueID) throws -> [UInt8] {
    let new = try upper.customAttributes(of: certificate)
    return new.isEmpty ? try lower.customAttributes(of: certificate) : new
  }
}
