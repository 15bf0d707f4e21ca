import PKIModel

/// A revocation and the id of the request that asked for it.
typealias RequestedRevocation = (revocation: Revocation, request: String)

extension LedgerWriter {
  /// Revokes certificates that are issued.
  static let revocationRows = RowStatements(columns: 6) { rows in
    """
    WITH given (uuid, reason, date, invalidity, batch, request) AS (VALUES \(rows))
    INSERT INTO revocation (certificate, authority, serial, reason, date, invalidity, batch, request, crl)
    SELECT id, authority, serial, given.reason, given.date, given.invalidity, given.batch, given.request,
      1 + coalesce((SELECT max(number) FROM crl WHERE crl.authority = certificate.authority), 0)
    FROM given CROSS JOIN certificate ON certificate.uuid = given.uuid
    WHERE state = 'issued' AND id NOT IN (SELECT certificate FROM intent)
    ON CONFLICT (certificate) DO NOTHING
    """
  }

  static func bind(_ values: inout RecordValues, _ given: RequestedRevocation, _ batch: Int64) {
    values.add(given.revocation.certificate)
    values.add(given.revocation.reason.rawValue)
    values.add(given.revocation.date.seconds)
    values.add(given.revocation.invalidityDate?.seconds)
    values.add(batch)
    values.add(given.request)
  }

  /// Revokes the certificates of decisions; false, with some of it done, where one of them cannot be revoked.
  func revoke(_ decisions: some Sequence<RecordedDecision>) throws -> Bool {
    try revocations.write(
      decisions.flatMap { decision in
        decision.changes.compactMap { change in
          change.revocation.map { RequestedRevocation($0, decision.request.id) }
        }
      })
  }
}

extension StateChange {
  fileprivate var revocation: Revocation? {
    if case .revoke(let revocation) = self { revocation } else { nil }
  }
}
