extension LedgerSchema {
  // Only certificates that follow another, and those with custom attributes, have rows: plain issuing pays for neither.
  static let successionTable = """
    CREATE TABLE succession (
      successor INTEGER PRIMARY KEY REFERENCES certificate, predecessor INTEGER NOT NULL REFERENCES certificate,
      kind TEXT NOT NULL);
    CREATE INDEX succession_predecessor ON succession (predecessor);
    CREATE TABLE custom_attributes (certificate INTEGER PRIMARY KEY REFERENCES certificate, members BLOB NOT NULL);
    """
}
