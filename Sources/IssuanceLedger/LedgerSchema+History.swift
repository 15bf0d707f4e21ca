extension LedgerSchema {
  // A run keeps when it was and how many certificates there were before it, so that each certificate's run is found by
  // its number: nothing is written for each of them. `certificates` is NULL for runs from before.
  static let historyTables = """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batch, number INTEGER NOT NULL,
      started INTEGER NOT NULL, certificates INTEGER, UNIQUE (batch, number));
    INSERT INTO run (batch, number, started) SELECT id, 1, opened FROM batch ORDER BY id;
    CREATE INDEX request_certificate ON request (certificate)
      WHERE certificate IS NOT NULL AND \(saysMore);
    """

  /// Which requests have more to say than their outcome; those that only issue or revoke pay for no index.
  static let saysMore = "length(detail) > 0"
}
