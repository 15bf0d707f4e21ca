import Foundation
import GRDB
import PKIModel

/// Writes records inside one transaction, with statements that are compiled once for the connection.
///
/// A class, because it is handed on for every record and holds much.
final class LedgerWriter {
  let database: Database
  let batch: Int64
  private let insertRequest: RecordStatement
  private let insertCertificate: RecordStatement
  private let insertIntent: RecordStatement
  private let findCertificate: RecordStatement
  private let deleteIntent: RecordStatement
  private let insertSignature: RecordStatement
  let insertFingerprint: RecordStatement
  /// Whether this transaction has added fingerprints.
  var hasIndexed = false

  init(_ database: Database, batch: Int64) throws {
    self.database = database
    self.batch = batch
    insertRequest = try RecordStatement(
      database,
      sql: """
        INSERT INTO request (batch, \(RequestRecord.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (batch, name, duplicate) DO UPDATE SET position = excluded.position, run = excluded.run,
          last_run = excluded.last_run, digest = excluded.digest, operation = excluded.operation,
          outcome = excluded.outcome, configuration = excluded.configuration, certificate = excluded.certificate,
          detail = excluded.detail
        WHERE request.outcome NOT IN ('OK', 'PARTIAL') AND request.run < excluded.run
        """)
    insertCertificate = try RecordStatement(
      database,
      sql: """
        INSERT INTO certificate (state, uuid, authority, profile, serial, tbs, request) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (uuid) DO NOTHING
        """)
    insertIntent = try RecordStatement(database, sql: "INSERT INTO intent (certificate) VALUES (?)")
    findCertificate = try RecordStatement(database, sql: "SELECT id FROM certificate WHERE uuid = ?")
    deleteIntent = try RecordStatement(database, sql: "DELETE FROM intent WHERE certificate = ?")
    insertSignature = try RecordStatement(
      database, sql: "INSERT INTO signature (certificate, fingerprint, signature) VALUES (?, ?, ?)")
    insertFingerprint = try RecordStatement(
      database, sql: "INSERT INTO recent_fingerprint (prefix, certificate) VALUES (?, ?)")
  }

  func sign(_ record: RecordedSignature) throws {
    guard let certificate = try endIntent(of: record.certificate) else {
      throw LedgerError.damaged("a signature for a certificate that was not intended")
    }
    try write(record.signature, record.fingerprint, ofCertificate: certificate)
  }

  /// Records decisions, each whole or nothing of it; returns those, by index, that could not be recorded.
  func record(_ decisions: [RecordedDecision]) throws -> [Int: CommitConflict] {
    let revoked = try revokeTogether(decisions)
    var conflicts: [Int: CommitConflict] = [:]
    for (index, decision) in decisions.enumerated() {
      conflicts[index] =
        if revoked[index], let revocation = decision.onlyRevocation {
          try record(decision.request, of: revocation)
        } else {
          try record(decision)
        }
    }
    return conflicts
  }

  /// Records a decision whole, or nothing of it.
  func record(_ decision: RecordedDecision) throws -> CommitConflict? {
    if decision.isReplay {
      try move(decision.request)
      return nil
    }
    // Most decisions are one row, or two of which the first can be taken back; a savepoint would cost as much again.
    if decision.changes.isEmpty { return try write(decision.request) ? nil : .requestTaken }
    if decision.changes.count == 1 {
      switch decision.changes[0] {
      case .intend(let certificate): return try record(certificate, for: decision.request)
      case .revoke(let revocation):
        guard try revoke([(revocation, decision.request.id)]) else { return .stateChanged }
        return try record(decision.request, of: revocation)
      default: break
      }
    }
    var conflict: CommitConflict?
    try database.inSavepoint {
      conflict = try recordStepwise(decision)
      return conflict == nil ? .commit : .rollback
    }
    return conflict
  }

  /// Replaces what stands of a request whose intent failed.
  func replace(_ decision: RecordedDecision) throws {
    let delete = try database.cachedStatement(sql: "DELETE FROM request WHERE batch = ? AND name = ? AND duplicate = 0")
    try delete.execute(arguments: [batch, decision.request.id])
    guard try recordStepwise(decision) == nil else {
      throw LedgerError.damaged("the failure of \(decision.request.id) does not fit what is on record")
    }
  }

  /// Takes over a certificate of another ledger; one that is there already stays as it is.
  func adopt(_ record: CertificateRecord) throws { _ = try take(record) }

  private func recordStepwise(_ decision: RecordedDecision) throws -> CommitConflict? {
    guard try revoke(decision.revocations.map { ($0, decision.request.id) }) else { return .stateChanged }
    for change in decision.changes {
      if let conflict = try apply(change, decision.request) { return conflict }
    }
    return try write(decision.request) ? nil : .requestTaken
  }

  private func record(_ certificate: CertificateRecord, for request: RequestRecord) throws -> CommitConflict? {
    guard try intend(certificate) else { return .serialNumberTaken }
    if try write(request) { return nil }
    if let number = try endIntent(of: certificate.uuid) {
      try database.execute(sql: "DELETE FROM certificate WHERE id = ?", arguments: [number])
    }
    return .requestTaken
  }

  /// Records the request of a revocation that is on record; where that cannot be, neither stays.
  private func record(_ request: RequestRecord, of revocation: Revocation) throws -> CommitConflict? {
    if try write(request) { return nil }
    try database.execute(
      sql: "DELETE FROM revocation WHERE certificate = (SELECT id FROM certificate WHERE uuid = ?)",
      arguments: [Data(revocation.certificate.octets)])
    return .requestTaken
  }

  private func move(_ record: RequestRecord) throws {
    let update = try RecordStatement(
      database, sql: "UPDATE request SET position = ?, last_run = ? WHERE batch = ? AND name = ? AND duplicate = ?")
    _ = try update.run {
      $0.add(record.position)
      $0.add(record.lastRun)
      $0.add(batch)
      $0.add(record.id)
      $0.add(record.duplicateColumn)
    }
  }

  /// Writes a certificate, and that it waits for its signature where it does; false where its UUID is taken.
  private func intend(_ record: CertificateRecord) throws -> Bool {
    let isOpen = record.state == .requested
    let changes = try insertCertificate.run {
      $0.add(isOpen ? CertificateState.issued.rawValue : record.state.rawValue)
      $0.add(record.uuid)
      $0.add(record.authority)
      // The column is never NULL; no octets stand for none.
      if let profile = record.raProfile { $0.add(profile) } else { $0.add([]) }
      $0.add(record.serialNumber.magnitude)
      $0.add(record.tbs)
      $0.add(record.request)
    }
    guard changes == 1 else { return false }
    if isOpen {
      let number = database.lastInsertedRowID
      _ = try insertIntent.run { $0.add(number) }
    }
    return true
  }

  /// Writes a certificate with the signature that it has already; false where its UUID is taken.
  private func take(_ record: CertificateRecord) throws -> Bool {
    guard try intend(record) else { return false }
    guard let signature = record.signature, let fingerprint = record.fingerprint else { return true }
    try write(signature, fingerprint, ofCertificate: database.lastInsertedRowID)
    return true
  }

  private func write(_ signature: [UInt8], _ fingerprint: [UInt8], ofCertificate number: Int64) throws {
    _ = try insertSignature.run {
      $0.add(number)
      $0.add(fingerprint)
      $0.add(signature)
    }
    try index(fingerprint, ofCertificate: number)
  }

  /// Takes back that a certificate waits for its signature; returns its number, nil where it does not wait.
  private func endIntent(of uuid: UniqueID) throws -> Int64? {
    guard let number = try findCertificate.integer({ $0.add(uuid) }) else { return nil }
    return try deleteIntent.run { $0.add(number) } == 1 ? number : nil
  }

  private func write(_ record: RequestRecord) throws -> Bool {
    try insertRequest.run {
      $0.add(batch)
      $0.add(record.position)
      $0.add(record.id)
      $0.add(record.duplicateColumn)
      $0.add(record.run)
      $0.add(record.lastRun)
      $0.add(record.digest)
      $0.add(record.operation)
      $0.add(record.outcome)
      $0.add(record.configurationDigest)
      $0.add(record.certificate)
      $0.add(record.detail)
    } == 1
  }

  private func apply(_ change: StateChange, _ request: RequestRecord) throws -> CommitConflict? {
    switch change {
    case .intend(let certificate): try intend(certificate) ? nil : .serialNumberTaken
    case .abandon(let certificate): try abandon(certificate) ? nil : .stateChanged
    case .addEndEntity(let entity): try add(entity) ? nil : .stateChanged
    case .updateEndEntity(let entity): try update(entity) ? nil : .stateChanged
    case .enrol(let certificate, let profile, let name): try enrol(certificate, profile, name) ? nil : .stateChanged
    case .deleteEndEntity(let profile, let name, let date):
      try delete(profile, name, at: date, request) ? nil : .stateChanged
    // Done before everything else, many at a time.
    case .revoke: nil
    case .submit(let submission): try submit(submission) ? nil : .serialNumberTaken
    case .keep(let attributes): try keep(attributes) ? nil : .stateChanged
    case .succeed(let succession): try link(succession) ? nil : .stateChanged
    case .take(let certificate): try take(certificate) ? nil : .stateChanged
    case .identify(let certificate, let profile, let authority):
      try identify(certificate, profile, authority) ? nil : .stateChanged
    case .addKey(let key): try add(key, request) ? nil : .stateChanged
    case .changeKey(let key, let state): try changeState(of: key, from: state) ? nil : .stateChanged
    case .place(let change): try place(change, request) ? nil : .stateChanged
    }
  }

  private func abandon(_ certificate: UniqueID) throws -> Bool {
    guard let number = try endIntent(of: certificate) else { return false }
    try database.execute(sql: "UPDATE certificate SET state = 'failed' WHERE id = ?", arguments: [number])
    try database.execute(sql: "DELETE FROM location_change WHERE certificate = ?", arguments: [number])
    return true
  }
}

extension RequestRecord {
  /// What tells a refused duplicate from the request that has the id: its place + 1, or 0.
  fileprivate var duplicateColumn: Int { isDuplicate ? position + 1 : 0 }
}
