extension LedgerSchema {
  // Of a key, the ledger has everything but the private part. A certificate's key is found by its public key, so that
  // no certificate has a row for that. What is in `key_removal` is destroyed, and its file may still be there.
  static let tokenKeyTables = """
    CREATE TABLE token_key (
      uuid BLOB NOT NULL UNIQUE, profile BLOB NOT NULL, alias TEXT NOT NULL, state TEXT NOT NULL, name TEXT NOT NULL,
      description TEXT, created INTEGER NOT NULL, public BLOB NOT NULL, fingerprint BLOB NOT NULL UNIQUE,
      batch INTEGER NOT NULL, request TEXT NOT NULL, UNIQUE (profile, alias));
    CREATE INDEX token_key_request ON token_key (batch, request);
    CREATE TABLE key_removal (uuid BLOB PRIMARY KEY, profile BLOB NOT NULL) WITHOUT ROWID;
    """
}
