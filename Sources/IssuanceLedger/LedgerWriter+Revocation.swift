import PKIModel

/// A revocation on its way into the ledger.
struct NumberedRevocation {
  /// The row of the certificate.
  let certificate: Int64
  let standing: CertificateStanding
  let revocation: Revocation
  /// The number of the first CRL that will list it.
  let crl: Int64
  /// The id of the request that asked for it.
  let request: String
}

extension LedgerWriter {
  static let revocationRows = RowStatements(columns: 9) { rows in
    """
    INSERT INTO revocation (certificate, authority, serial, reason, date, invalidity, batch, request, crl) VALUES \(rows)
    ON CONFLICT (certificate) DO NOTHING
    """
  }

  static func bind(_ values: inout RecordValues, _ given: NumberedRevocation, _ batch: Int64) {
    values.add(given.certificate)
    values.add(given.standing.authority)
    values.add(given.standing.serialNumber.magnitude)
    values.add(given.revocation.reason.rawValue)
    values.add(given.revocation.date.seconds)
    values.add(given.revocation.invalidityDate?.seconds)
    values.add(batch)
    values.add(given.request)
    values.add(given.crl)
  }

  /// Revokes the certificates of decisions; false, with some of it done, where one of them cannot be revoked.
  ///
  /// A certificate that was issued when the decision was made has either remained so or is revoked, which its row in the
  /// table tells.
  func revoke(_ decisions: some Sequence<RecordedDecision>) throws -> Bool {
    var given: [NumberedRevocation] = []
    for decision in decisions {
      for case .revoke(let seen, let revocation) in decision.changes {
        guard let standing = try ours(seen), standing.state == .issued, let number = standing.ledgerNumber else {
          return false
        }
        given.append(
          NumberedRevocation(
            certificate: number, standing: standing, revocation: revocation, crl: try nextCRL(of: standing.authority),
            request: decision.request.id))
      }
    }
    return try revocations.write(given)
  }

  /// Where a certificate stands by this ledger, which may have told so already.
  private func ours(_ standing: CertificateStanding) throws -> CertificateStanding? {
    if standing.ledgerNumber != nil { return standing }
    return try DatabaseView(database: database, batch: batch).standings(of: [standing.uuid])[standing.uuid]
  }

  /// The number that the authority's next CRL will have; none is made while this writes.
  private func nextCRL(of authority: UniqueID) throws -> Int64 {
    if let known = nextCRLs[authority] { return known }
    let query = try RecordStatement(
      database, sql: "SELECT 1 + coalesce(max(number), 0) FROM crl WHERE authority = ?")
    let number = try query.integer { $0.add(authority) } ?? 1
    nextCRLs[authority] = number
    return number
  }
}
