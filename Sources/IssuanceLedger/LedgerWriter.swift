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
        INSERT INTO request (batch, \(RequestRecord.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (batch, name, duplicate) DO UPDATE SET position = excluded.position, run = excluded.run,
          digest = excluded.digest, operation = excluded.operation, outcome = excluded.outcome,
          configuration = excluded.configuration, certificate = excluded.certificate, detail = excluded.detail
        WHERE request.outcome <> 'OK'
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
    for case .intend(let certificate) in decision.changes {
      guard try intend(certificate) else { return .serialNumberTaken }
    }
    guard try write(decision.request) else {
      for case .intend(let certificate) in decision.changes { try remove(certificate.uuid) }
      return .requestTaken
    }
    for change in decision.changes { try apply(change, decision.request) }
    return nil
  }

  /// Replaces what stands of a request whose intent failed.
  func replace(_ decision: RecordedDecision) throws {
    try database.execute(
      sql: "UPDATE request SET outcome = 'FAILED' WHERE batch = ? AND name = ? AND duplicate = 0",
      arguments: [batch, decision.request.id])
    _ = try write(decision.request)
    for change in decision.changes { try apply(change, decision.request) }
  }

  private func intend(_ record: CertificateRecord) throws -> Bool {
    insertCertificate.setUncheckedArguments([
      record.state.rawValue, Data(record.uuid.octets), Data(record.authority.octets), Data(record.raProfile.octets),
      Data(record.serialNumber.magnitude), Data(record.tbs), record.request.map { Data($0) },
    ])
    try insertCertificate.execute()
    return database.changesCount == 1
  }

  private func remove(_ certificate: UniqueID) throws {
    try database.execute(
      sql: "DELETE FROM certificate WHERE uuid = ? AND state = 'requested'", arguments: [Data(certificate.octets)])
  }

  private func write(_ record: RequestRecord) throws -> Bool {
    insertRequest.setUncheckedArguments([
      batch, record.position, record.id, record.isDuplicate ? record.position + 1 : 0, record.run,
      Data(record.digest), record.operation, record.outcome, Data(record.configurationDigest),
      record.certificate.map { Data($0.octets) }, Data(record.detail),
    ])
    try insertRequest.execute()
    return database.changesCount == 1
  }

  private func apply(_ change: StateChange, _ request: RequestRecord) throws {
    switch change {
    case .intend: break
    case .abandon(let certificate): try abandon(certificate)
    case .addEndEntity(let entity): try add(entity)
    case .updateEndEntity(let entity): try update(entity)
    case .revoke(let revocation): try revoke(revocation, request)
    }
  }

  private func abandon(_ certificate: UniqueID) throws {
    try database.execute(
      sql: "UPDATE certificate SET state = 'failed' WHERE uuid = ? AND state = 'requested'",
      arguments: [Data(certificate.octets)])
  }

  private func revoke(_ revocation: Revocation, _ request: RequestRecord) throws {
    let statement = try database.cachedStatement(
      sql: "UPDATE certificate SET state = 'revoked' WHERE uuid = ? AND state = 'issued' RETURNING id")
    guard let certificate = try Int64.fetchOne(statement, arguments: [Data(revocation.certificate.octets)]) else {
      throw LedgerError.damaged("a revocation of a certificate that is not issued")
    }
    let insert = try database.cachedStatement(
      sql: "INSERT INTO revocation (certificate, reason, date, invalidity, batch, request) VALUES (?, ?, ?, ?, ?, ?)")
    try insert.execute(arguments: [
      certificate, revocation.reason.rawValue, revocation.date.seconds, revocation.invalidityDate?.seconds, batch,
      request.id,
    ])
  }

  private func add(_ entity: EndEntity) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT INTO end_entity (\(EndEntity.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    try statement.execute(arguments: [
      Data(entity.raProfile.octets), entity.username, entity.subjectDN, entity.subjectAltName, entity.email,
      entity.extensionColumn, entity.status.rawValue, entity.passwordHash,
    ])
  }

  private func update(_ entity: EndEntity) throws {
    let statement = try database.cachedStatement(
      sql: """
        UPDATE end_entity SET subject = ?, alt_name = ?, email = ?, extensions = ?, status = ?, password = ?
        WHERE profile = ? AND username = ?
        """)
    try statement.execute(arguments: [
      entity.subjectDN, entity.subjectAltName, entity.email, entity.extensionColumn, entity.status.rawValue,
      entity.passwordHash, Data(entity.raProfile.octets), entity.username,
    ])
  }
}
