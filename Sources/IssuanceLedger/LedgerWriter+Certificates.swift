import GRDB
import PKIModel

/// A signature and the row of the certificate that it is for.
typealias NumberedSignature = (certificate: Int64, record: RecordedSignature)

extension LedgerWriter {
  static let certificateRows = RowStatements(columns: 7) { rows in
    """
    INSERT INTO certificate (state, uuid, authority, profile, serial, tbs, request) VALUES \(rows)
    ON CONFLICT (uuid) DO NOTHING
    """
  }

  static let intentRows = RowStatements(columns: 1) { "INSERT INTO intent (certificate) VALUES \($0)" }

  static let endedIntentRows = RowStatements(columns: 1) { "DELETE FROM intent WHERE certificate IN (VALUES \($0))" }

  static let signatureRows = RowStatements(columns: 3) {
    "INSERT INTO signature (certificate, fingerprint, signature) VALUES \($0)"
  }

  static func bind(_ values: inout RecordValues, _ record: CertificateRecord) {
    values.add(record.state == .requested ? CertificateState.issued.rawValue : record.state.rawValue)
    values.add(record.uuid)
    values.add(record.authority)
    // The column is never NULL; no octets stand for none.
    if let profile = record.raProfile { values.add(profile) } else { values.add([]) }
    values.add(record.serialNumber.magnitude)
    values.add(record.tbs)
    values.add(record.request)
  }

  static func bind(_ values: inout RecordValues, _ signature: NumberedSignature) {
    values.add(signature.certificate)
    values.add(signature.record.fingerprint)
    values.add(signature.record.signature)
  }

  /// Writes certificates, and of those that wait for their signatures that they do; false where a UUID is taken.
  func intend(_ records: [CertificateRecord]) throws -> Bool {
    guard !records.isEmpty else { return true }
    guard try certificates.write(records) else { return false }
    // The rows have got the next numbers, one after the other.
    let first = database.lastInsertedRowID - Int64(records.count) + 1
    let open = records.indices.filter { records[$0].state == .requested }
    return try intents.write(open.map { first + Int64($0) })
  }

  /// Records signatures of certificates that wait for them.
  func sign(_ records: [RecordedSignature]) throws {
    let numbers = try numberQuery()
    let signed = try records.map { record in
      guard let number = try numbers.integer({ $0.add(record.certificate) }) else { throw LedgerWriter.notIntended }
      return NumberedSignature(number, record)
    }
    guard try endedIntents.write(signed.map(\.certificate)) else { throw LedgerWriter.notIntended }
    try write(signed)
  }

  private static let notIntended = LedgerError.damaged("a signature for a certificate that was not intended")

  /// Takes over a certificate of another ledger; one that is there already stays as it is.
  func adopt(_ record: CertificateRecord) throws { _ = try take(record) }

  /// Writes a certificate with the signature that it has already; false where its UUID is taken.
  func take(_ record: CertificateRecord) throws -> Bool {
    guard try intend([record]) else { return false }
    guard let signature = record.signature, let fingerprint = record.fingerprint else { return true }
    let recorded = RecordedSignature(certificate: record.uuid, signature: signature, fingerprint: fingerprint)
    try write([(database.lastInsertedRowID, recorded)])
    return true
  }

  /// Ends the wait of a certificate that will not be signed; false where it does not wait.
  func abandon(_ certificate: UniqueID) throws -> Bool {
    guard let number = try numberQuery().integer({ $0.add(certificate) }), try endedIntents.write([number]) else {
      return false
    }
    try database.execute(sql: "UPDATE certificate SET state = 'failed' WHERE id = ?", arguments: [number])
    try database.execute(sql: "DELETE FROM location_change WHERE certificate = ?", arguments: [number])
    return true
  }

  private func write(_ signed: [NumberedSignature]) throws {
    _ = try signatures.write(signed)
    _ = try fingerprints.write(signed)
  }

  /// The row of a certificate, by its UUID.
  private func numberQuery() throws -> RecordStatement {
    try RecordStatement(database, sql: "SELECT id FROM certificate WHERE uuid = ?")
  }
}
