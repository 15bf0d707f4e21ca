import GRDB
import PKIModel

/// Revocations are written many at a time: each alone has SQLite open five tables and indexes for one row.
extension LedgerWriter {
  private static let largestGroup = 64
  /// As many as fit go into the largest group, and so on.
  private static let groups = [largestGroup, 8, 1].map { (size: $0, sql: revoking($0)) }

  /// A statement that revokes so many certificates, those that are issued; its values are those of `revoke`.
  private static func revoking(_ count: Int) -> String {
    """
    WITH given (uuid, reason, date, invalidity, request) AS (
      VALUES \(Array(repeating: "(?, ?, ?, ?, ?)", count: count).joined(separator: ", ")))
    INSERT INTO revocation (certificate, authority, serial, reason, date, invalidity, batch, request, crl)
    SELECT id, authority, serial, given.reason, given.date, given.invalidity, ?, given.request,
      1 + coalesce((SELECT max(number) FROM crl WHERE crl.authority = certificate.authority), 0)
    FROM given CROSS JOIN certificate ON certificate.uuid = given.uuid
    WHERE state = 'issued' AND id NOT IN (SELECT certificate FROM intent)
    ON CONFLICT (certificate) DO NOTHING
    """
  }

  /// Revokes the certificates of those decisions that do nothing else; says of each decision whether that is done.
  ///
  /// A group in which one certificate cannot be revoked is taken back, to be recorded one by one.
  func revokeTogether(_ decisions: [RecordedDecision]) throws -> [Bool] {
    var isDone = [Bool](repeating: false, count: decisions.count)
    let alone = decisions.enumerated().compactMap { index, decision in
      decision.onlyRevocation.map { (index, given: (revocation: $0, request: decision.request.id)) }
    }
    for start in stride(from: 0, to: alone.count, by: LedgerWriter.largestGroup) {
      let group = alone[start...].prefix(LedgerWriter.largestGroup)
      try database.inSavepoint {
        guard try revoke(group.map(\.given)) else { return .rollback }
        for (index, _) in group { isDone[index] = true }
        return .commit
      }
    }
    return isDone
  }

  /// Revokes certificates; false, with some of it done, where one of them cannot be revoked.
  func revoke(_ revocations: [(revocation: Revocation, request: String)]) throws -> Bool {
    var rest = revocations[...]
    for (size, sql) in LedgerWriter.groups where rest.count >= size {
      let statement = try RecordStatement(database, sql: sql)
      while rest.count >= size {
        guard try revoke(rest.prefix(size), statement) else { return false }
        rest = rest.dropFirst(size)
      }
    }
    return true
  }

  private func revoke(
    _ group: ArraySlice<(revocation: Revocation, request: String)>, _ statement: RecordStatement
  ) throws -> Bool {
    try statement.run {
      for (revocation, request) in group {
        $0.add(revocation.certificate)
        $0.add(revocation.reason.rawValue)
        $0.add(revocation.date.seconds)
        $0.add(revocation.invalidityDate?.seconds)
        $0.add(request)
      }
      $0.add(batch)
    } == group.count
  }
}

extension RecordedDecision {
  /// The revocation that is all that the decision changes.
  var onlyRevocation: Revocation? {
    guard changes.count == 1, case .revoke(let revocation) = changes[0] else { return nil }
    return revocation
  }

  var revocations: [Revocation] {
    changes.compactMap { if case .revoke(let revocation) = $0 { revocation } else { nil } }
  }
}
