import Foundation
import GRDB
import PKIModel

/// Writes records inside one transaction, with statements that are compiled once for the connection.
struct LedgerWriter {
  private let database: Database
  private let batch: Int64
  private let insertRequest: Statement
  private let insertCertificate: Statement
  private let issueCertificate: Statement
  private let insertSignature: Statement

  init(_ database: Database, batch: Int64) throws {
    self.database = database
    self.batch = batch
    insertRequest = try database.cachedStatement(
      sql: """
        INSERT INTO request (batch, \(RequestRecord.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (batch, name, duplicate) DO UPDATE SET position = excluded.position, run = excluded.run,
          last_run = excluded.last_run, digest = excluded.digest, operation = excluded.operation,
          outcome = excluded.outcome, configuration = excluded.configuration, certificate = excluded.certificate,
          detail = excluded.detail
        WHERE request.outcome <> 'OK' AND request.run < excluded.run
        """)
    insertCertificate = try database.cachedStatement(
      sql: """
        INSERT INTO certificate (state, uuid, authority, profile, serial, tbs, request) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (uuid) DO NOTHING
        """)
    issueCertificate = try database.cachedStatement(
      sql: "UPDATE certificate SET state = 'issued' WHERE uuid = ? AND state = 'requested' RETURNING id")
    insertSignature = try database.cachedStatement(
      sql: "INSERT INTO signature (certificate, fingerprint, signature) VALUES (?, ?, ?)")
  }

  func sign(_ record: RecordedSignature) throws {
    guard
      let certificate = try Int64.fetchOne(issueCertificate, arguments: [Data(record.certificate.octets)])
    else { throw LedgerError.damaged("a signature for a certificate that was not intended") }
    insertSignature.setUncheckedArguments([certificate, Data(record.fingerprint), Data(record.signature)])
    try insertSignature.execute()
  }

  /// Records a decision whole, or nothing of it.
  func record(_ decision: RecordedDecision) throws -> CommitConflict? {
    if decision.isReplay {
      try move(decision.request)
      return nil
    }
    // Most decisions are one row, or two of which the first can be taken back; a savepoint would cost as much again.
    if decision.changes.isEmpty { return try write(decision.request) ? nil : .requestTaken }
    if decision.changes.count == 1, case .intend(let certificate) = decision.changes[0] {
      return try record(certificate, for: decision.request)
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
  func adopt(_ record: CertificateRecord) throws { _ = try intend(record) }

  /// Takes over an end entity of another ledger; one that is there already stays as it is.
  func adopt(_ entity: EndEntity) throws { _ = try add(entity) }

  private func recordStepwise(_ decision: RecordedDecision) throws -> CommitConflict? {
    for change in decision.changes {
      if let conflict = try apply(change, decision.request) { return conflict }
    }
    return try write(decision.request) ? nil : .requestTaken
  }

  private func record(_ certificate: CertificateRecord, for request: RequestRecord) throws -> CommitConflict? {
    guard try intend(certificate) else { return .serialNumberTaken }
    if try write(request) { return nil }
    try database.execute(
      sql: "DELETE FROM certificate WHERE uuid = ? AND state = 'requested'", arguments: [Data(certificate.uuid.octets)])
    return .requestTaken
  }

  private func move(_ record: RequestRecord) throws {
    let update = try database.cachedStatement(
      sql: "UPDATE request SET position = ?, last_run = ? WHERE batch = ? AND name = ? AND duplicate = ?")
    update.setUncheckedArguments([record.position, record.lastRun, batch, record.id, record.duplicateColumn])
    try update.execute()
  }

  private func intend(_ record: CertificateRecord) throws -> Bool {
    insertCertificate.setUncheckedArguments([
      record.state.rawValue, Data(record.uuid.octets), Data(record.authority.octets), Data(record.raProfile.octets),
      Data(record.serialNumber.magnitude), Data(record.tbs), record.request.map { Data($0) },
    ])
    try insertCertificate.execute()
    return database.changesCount == 1
  }

  private func write(_ record: RequestRecord) throws -> Bool {
    insertRequest.setUncheckedArguments([
      batch, record.position, record.id, record.duplicateColumn, record.run, record.lastRun, Data(record.digest),
      record.operation, record.outcome, Data(record.configurationDigest),
      record.certificate.map { Data($0.octets) }, Data(record.detail),
    ])
    try insertRequest.execute()
    return database.changesCount == 1
  }

  private func apply(_ change: StateChange, _ request: RequestRecord) throws -> CommitConflict? {
    switch change {
    case .intend(let certificate): try intend(certificate) ? nil : .serialNumberTaken
    case .abandon(let certificate): try abandon(certificate) ? nil : .stateChanged
    case .addEndEntity(let entity): try add(entity) ? nil : .stateChanged
    case .updateEndEntity(let entity): try update(entity) ? nil : .stateChanged
    case .revoke(let revocation): try revoke(revocation, request) ? nil : .stateChanged
    }
  }

  private func abandon(_ certificate: UniqueID) throws -> Bool {
    try database.execute(
      sql: "UPDATE certificate SET state = 'failed' WHERE uuid = ? AND state = 'requested'",
      arguments: [Data(certificate.octets)])
    return database.changesCount == 1
  }

  private func revoke(_ revocation: Revocation, _ request: RequestRecord) throws -> Bool {
    let statement = try database.cachedStatement(
      sql: "UPDATE certificate SET state = 'revoked' WHERE uuid = ? AND state = 'issued' RETURNING id")
    guard let certificate = try Int64.fetchOne(statement, arguments: [Data(revocation.certificate.octets)]) else {
      return false
    }
    let insert = try database.cachedStatement(
      sql: "INSERT INTO revocation (certificate, reason, date, invalidity, batch, request) VALUES (?, ?, ?, ?, ?, ?)")
    try insert.execute(arguments: [
      certificate, revocation.reason.rawValue, revocation.date.seconds, revocation.invalidityDate?.seconds, batch,
      request.id,
    ])
    return true
  }

  private func add(_ entity: EndEntity) throws -> Bool {
    let statement = try database.cachedStatement(
      sql: "INSERT INTO end_entity (\(EndEntity.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
    try statement.execute(arguments: [
      Data(entity.raProfile.octets), entity.username, entity.subjectDN, entity.subjectAltName, entity.email,
      entity.extensionColumn, entity.status.rawValue, entity.passwordHash,
    ])
    return database.changesCount == 1
  }

  private func update(_ entity: EndEntity) throws -> Bool {
    let statement = try database.cachedStatement(
      sql: """
        UPDATE end_entity SET subject = ?, alt_name = ?, email = ?, extensions = ?, status = ?, password = ?
        WHERE profile = ? AND username = ?
        """)
    try statement.execute(arguments: [
      entity.subjectDN, entity.subjectAltName, entity.email, entity.extensionColumn, entity.status.rawValue,
      entity.passwordHash, Data(entity.raProfile.octets), entity.username,
    ])
    return database.changesCount == 1
  }
}

extension RequestRecord {
  /// What tells a refused duplicate from the request that has the id: its place + 1, or 0.
  fileprivate var duplicateColumn: Int { isDuplicate ? position + 1 : 0 }
}
