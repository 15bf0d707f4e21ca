extension LedgerSchema {
  /// Which requests ask for revocations; reports look only at these, through an index with the same condition.
  ///
  /// Comparisons, because for IN with more than two values SQLite fills a table whenever a request is written, of
  /// whatever operation it is.
  static let revoking = """
    (operation = 'revokeCertificate' OR operation = 'legacyRevokeCertificate'
      OR operation = 'revokeAndDeleteEndEntity' OR operation = 'bulkRevoke')
    """

  static let revokingIndex = """
    DROP INDEX request_revoking;
    CREATE INDEX request_revoking ON request (batch, position)
      WHERE operation IN ('revokeCertificate', 'legacyRevokeCertificate', 'revokeAndDeleteEndEntity', 'bulkRevoke');
    """

  static let comparedRevokingIndex = """
    DROP INDEX request_revoking;
    CREATE INDEX request_revoking ON request (batch, position)
      WHERE \(revoking);
    """
}
