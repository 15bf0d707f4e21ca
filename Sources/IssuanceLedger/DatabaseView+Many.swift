import PKIModel

/// What is asked of many certificates at once.
extension DatabaseView {
  func standings(of certificates: [UniqueID]) throws -> [UniqueID: CertificateStanding] {
    var standings: [UniqueID: CertificateStanding] = [:]
    standings.reserveCapacity(certificates.count)
    try forEachRow(of: certificates, CertificateStanding.columns) { row in
      let standing = try CertificateStanding(row: row)
      standings[standing.uuid] = standing
    }
    return standings
  }

  /// Certificates and, where they are revoked, their revocations.
  func certificates(_ uuids: [UniqueID]) throws -> [UniqueID: RecordedCertificate] {
    var found: [UniqueID: RecordedCertificate] = [:]
    found.reserveCapacity(uuids.count)
    let joins = """
      LEFT JOIN signature s ON s.certificate = c.id LEFT JOIN revocation r ON r.certificate = c.id
      """
    try forEachRow(of: uuids, "\(CertificateRecord.columns), \(Revocation.columns)", joins) { row in
      let certificate = try CertificateRecord(row: row)
      let first = CertificateRecord.columnCount
      let revocation =
        row.optionalInteger(first) == nil ? nil : try Revocation(of: certificate.uuid, row: row, from: first)
      found[certificate.uuid] = RecordedCertificate(certificate: certificate, revocation: revocation)
    }
    return found
  }

  /// Why certificates were revoked, those among them that were.
  func reasons(of certificates: [UniqueID]) throws -> [RevocationReason] {
    var reasons: [RevocationReason] = []
    try forEachRow(of: certificates, "r.reason", "JOIN revocation r ON r.certificate = c.id") { row in
      reasons.append(try row.reason(0))
    }
    return reasons
  }

  /// As many are looked up by one statement: each alone has SQLite open the same tables and indexes again.
  private static let together = 64

  private static let given = """
    WITH given (uuid) AS (VALUES \(Array(repeating: "(?)", count: together).joined(separator: ", ")))
    """

  /// Goes through the rows of certificates; of those that are not on record there are none.
  private func forEachRow(
    of certificates: [UniqueID], _ columns: String, _ joins: String = "", _ body: (RecordRow) throws -> Void
  ) throws {
    let statement = try RecordStatement(
      database,
      sql: """
        \(DatabaseView.given) SELECT \(columns) FROM given CROSS JOIN certificate c ON c.uuid = given.uuid \(joins)
        """)
    var rest = certificates[...]
    while !rest.isEmpty {
      let bind: (inout RecordValues) -> Void = { values in
        for uuid in rest.prefix(DatabaseView.together) { values.add(uuid) }
        for _ in min(rest.count, DatabaseView.together)..<DatabaseView.together { values.add(nil as UniqueID?) }
      }
      try statement.forEachRow(bind, body)
      rest = rest.dropFirst(DatabaseView.together)
    }
  }
}
