extension LedgerSchema {
  // Only certificates that follow another have a row, and only requests with custom attributes an index entry: plain
  // issuing pays for neither.
  static let successionTable = """
    CREATE TABLE succession (
      successor INTEGER PRIMARY KEY REFERENCES certificate, predecessor INTEGER NOT NULL REFERENCES certificate,
      kind TEXT NOT NULL);
    CREATE INDEX succession_predecessor ON succession (predecessor);
    CREATE INDEX request_custom_attributes ON request (certificate) WHERE \(hasCustomAttributes);
    """

  /// Which requests gave their certificate custom attributes.
  static let hasCustomAttributes = #"instr(detail, CAST('"customAttributes":' AS BLOB)) > 0"#
}
