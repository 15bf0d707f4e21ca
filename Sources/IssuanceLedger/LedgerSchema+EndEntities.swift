extension LedgerSchema {
  /// Which requests asked for revocations when end entities came to leave.
  private static let revokingThen =
    "operation IN ('revokeCertificate', 'legacyRevokeCertificate', 'revokeAndDeleteEndEntity')"

  // Enrolment writes a row for each certificate; nothing that is issued without an end entity does. A deleted end
  // entity leaves its name, with when and by which request, so that nobody else gets it.
  static let endEntityTables = """
    CREATE TABLE enrolment (
      profile BLOB NOT NULL, username TEXT NOT NULL, certificate INTEGER NOT NULL REFERENCES certificate,
      PRIMARY KEY (profile, username, certificate)) WITHOUT ROWID;
    CREATE TABLE deleted_end_entity (
      profile BLOB NOT NULL, username TEXT NOT NULL, date INTEGER NOT NULL, batch INTEGER NOT NULL REFERENCES batch,
      request TEXT NOT NULL, PRIMARY KEY (profile, username)) WITHOUT ROWID;
    DROP INDEX request_revoking;
    CREATE INDEX request_revoking ON request (batch, position)
      WHERE \(revokingThen);
    """
}
