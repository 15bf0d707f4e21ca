import GRDB
import PKIModel

extension LedgerWriter {
  /// Binds a certificate to an RA profile and its authority; false where it has one already.
  func identify(_ certificate: UniqueID, _ raProfile: UniqueID, _ authority: UniqueID) throws -> Bool {
    let update = try RecordStatement(
      database,
      sql: "UPDATE certificate SET authority = ?, profile = ? WHERE uuid = ? AND length(profile) = 0")
    return try update.run {
      $0.add(authority)
      $0.add(raProfile)
      $0.add(certificate)
    } == 1
  }
}
