extension LedgerSchema {
  // Rows are written once. What waits is a submission without a certificate of its UUID: no intent, so that nothing is
  // signed for it before somebody asks.
  static let submissionTable = """
    CREATE TABLE submission (
      uuid BLOB NOT NULL UNIQUE, authority BLOB NOT NULL, profile BLOB NOT NULL, serial BLOB NOT NULL, days INTEGER,
      content BLOB NOT NULL, request BLOB NOT NULL, attributes BLOB NOT NULL);
    """

  /// Which submissions wait to be issued.
  static let isWaiting = "uuid NOT IN (SELECT uuid FROM certificate)"
}
