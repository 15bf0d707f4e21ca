import GRDB
import PKIModel

extension LedgerWriter {
  /// Writes a submission; false where its UUID is taken.
  func submit(_ submission: SubmittedRequest) throws -> Bool {
    let insert = try RecordStatement(
      database,
      sql: """
        INSERT INTO submission (\(SubmittedRequest.columns)) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
        WHERE NOT EXISTS (SELECT 1 FROM certificate WHERE uuid = ?1) ON CONFLICT (uuid) DO NOTHING
        """)
    return try insert.run {
      $0.add(submission.uuid)
      $0.add(submission.authority)
      $0.add(submission.raProfile)
      $0.add(submission.serialNumber.magnitude)
      $0.add(submission.validityDays.map(Int64.init))
      $0.add(submission.content)
      $0.add(submission.request)
      $0.add(submission.attributes)
    } == 1
  }
}
