package import DERCoding
import GRDB
import PKIModel

/// What a CRL lists: an authority's revocations, in the order of serial numbers.
///
/// Revocations never change nor go, and each says which CRL is the first that lists it. So what a CRL listed can be
/// told at any time.
package struct ListedRevocations {
  let database: Database
  let authority: UniqueID
  /// The number of the CRL.
  package let number: Int

  /// How many there are at the most: those of all authorities, which SQLite counts without looking at their rows.
  package func upperBound() throws -> Int {
    Int(try RecordStatement(database, sql: "SELECT count(*) FROM revocation").integer({ _ in }) ?? 0)
  }

  /// Writes the entries of the CRL one behind the other; returns how many there are.
  ///
  /// - Parameter afterEach: gets the writer behind each entry, and may take out what was written.
  @discardableResult
  package func write(
    to writer: inout DERWriter, afterEach: (inout DERWriter) throws -> Void = { _ in }
  ) throws -> Int {
    // An index holds these columns in this order: the rows themselves are not looked at.
    let query = try RecordStatement(
      database,
      sql: """
        SELECT serial, reason, date, invalidity FROM revocation WHERE authority = ? AND crl <= ?
        ORDER BY length(serial), serial
        """)
    var entries = CertificateListEntryWriter()
    var count = 0
    try query.forEachRow(bind) { row in
      guard let reason = RevocationReason(rawValue: Int(row.integer(1))), row.octetCount(0) > 0 else {
        throw LedgerError.damaged("a revocation's serial number or reason is not one")
      }
      row.withOctets(0) { serial in
        entries.write(
          serialNumber: serial, revocationDate: UTCInstant(seconds: row.integer(2)), reason: reason,
          invalidityDate: row.optionalInteger(3).map(UTCInstant.init(seconds:)), to: &writer)
      }
      count += 1
      try afterEach(&writer)
    }
    return count
  }

  private func bind(_ values: inout RecordValues) {
    values.add(authority)
    values.add(number)
  }
}
