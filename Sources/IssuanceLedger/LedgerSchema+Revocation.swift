extension LedgerSchema {
  /// Which requests ask for revocations; reports look only at these, through an index with the same condition.
  static let revoking = """
    operation IN ('revokeCertificate', 'legacyRevokeCertificate', 'revokeAndDeleteEndEntity', 'bulkRevoke')
    """

  static let revokingIndex = """
    DROP INDEX request_revoking;
    CREATE INDEX request_revoking ON request (batch, position)
      WHERE \(revoking);
    """
}
