import GRDB

/// The tables, as a history of migrations that is only ever appended to.
enum LedgerSchema {
  /// "CMil" in SQLite's header: tells our files from others.
  static let applicationID: Int32 = 0x434D_696C

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: requests, certificates, revocations, end entities, CRLs") { database in
      try database.execute(sql: firstTables)
    }
    migrator.registerMigration("2: states follow from what is on record") { database in
      try database.execute(sql: intentTable)
    }
    migrator.registerMigration("3: runs that left nothing to do") { database in
      try database.execute(sql: FinishedRun.table)
    }
    migrator.registerMigration("4: revocations by authority, CRLs in parts") { database in
      try database.execute(sql: crlTables)
    }
    migrator.registerMigration("end entities: their certificates, and who is gone") { database in
      try database.execute(sql: endEntityTables)
    }
    migrator.registerMigration("predecessors and successors of certificates") { database in
      try database.execute(sql: successionTable)
    }
    migrator.registerMigration("submitted requests") { database in try database.execute(sql: submissionTable) }
    migrator.registerMigration("revocations of many certificates at once") { database in
      try database.execute(sql: revokingIndex)
    }
    migrator.registerMigration("runs, and requests by certificate") { database in
      try database.execute(sql: historyTables)
    }
    migrator.registerMigration("keys of software tokens") { database in try database.execute(sql: tokenKeyTables) }
    migrator.registerMigration("certificates in locations") { database in try database.execute(sql: locationTables) }
    migrator.registerMigration("CRLs without their entries") { database in try database.execute(sql: crlFrames) }
    migrator.registerMigration("requests that revoke, told by comparisons") { database in
      try database.execute(sql: comparedRevokingIndex)
    }
    migrator.registerMigration("fingerprints in an index that gets many at once") { database in
      try database.execute(sql: orderedFingerprintTables)
    }
    migrator.registerMigration("fingerprints in three indexes") { database in
      try indexFingerprints(database)
    }
    return migrator
  }

  /// Which requests asked for a revocation in the first version.
  private static let firstRevoking = "operation IN ('revokeCertificate', 'legacyRevokeCertificate')"

  // The state stands before the large columns so that changing it rewrites no overflow page. A request that was
  // refused because its id is taken is kept under its place + 1 in `duplicate`; all others have 0 there.
  private static let firstTables = """
    CREATE TABLE batch (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, opened INTEGER NOT NULL, runs INTEGER NOT NULL);
    CREATE TABLE request (
      batch INTEGER NOT NULL REFERENCES batch, name TEXT NOT NULL, duplicate INTEGER NOT NULL,
      position INTEGER NOT NULL, run INTEGER NOT NULL, last_run INTEGER NOT NULL, digest BLOB NOT NULL,
      operation TEXT NOT NULL, outcome TEXT NOT NULL, configuration BLOB NOT NULL, certificate BLOB,
      detail BLOB NOT NULL,
      PRIMARY KEY (batch, name, duplicate)) WITHOUT ROWID;
    CREATE INDEX request_position ON request (batch, position);
    CREATE INDEX request_revoking ON request (batch, position)
      WHERE \(firstRevoking);
    CREATE TABLE certificate (
      id INTEGER PRIMARY KEY, state TEXT NOT NULL, uuid BLOB NOT NULL UNIQUE, authority BLOB NOT NULL,
      profile BLOB NOT NULL, serial BLOB NOT NULL, tbs BLOB NOT NULL, request BLOB);
    CREATE INDEX certificate_open ON certificate (id) WHERE state = 'requested';
    CREATE TABLE signature (
      certificate INTEGER PRIMARY KEY REFERENCES certificate, fingerprint BLOB NOT NULL, signature BLOB NOT NULL);
    CREATE INDEX signature_fingerprint ON signature (substr(fingerprint, 1, 8));
    CREATE TABLE revocation (
      certificate INTEGER PRIMARY KEY REFERENCES certificate, reason INTEGER NOT NULL, date INTEGER NOT NULL,
      invalidity INTEGER, batch INTEGER NOT NULL REFERENCES batch, request TEXT NOT NULL);
    CREATE TABLE end_entity (
      profile BLOB NOT NULL, username TEXT NOT NULL, status TEXT NOT NULL, subject TEXT NOT NULL, alt_name TEXT,
      email TEXT, extensions TEXT NOT NULL, password TEXT NOT NULL, PRIMARY KEY (profile, username)) WITHOUT ROWID;
    CREATE TABLE crl (
      authority BLOB NOT NULL, number INTEGER NOT NULL, this_update INTEGER NOT NULL, next_update INTEGER NOT NULL,
      entries INTEGER NOT NULL, der BLOB NOT NULL, PRIMARY KEY (authority, number)) WITHOUT ROWID;
    """

  // From here on, a certificate's row is written once: that it waits for its signature or is revoked is a row of
  // another table. Changing the row itself would copy it whole into the log of the database.
  private static let intentTable = """
    DROP INDEX certificate_open;
    CREATE TABLE intent (certificate INTEGER PRIMARY KEY REFERENCES certificate);
    INSERT INTO intent SELECT id FROM certificate WHERE state = 'requested';
    UPDATE certificate SET state = 'issued' WHERE state IN ('requested', 'revoked');
    CREATE INDEX certificate_unusual ON certificate (state) WHERE state <> 'issued';
    """

  /// The state of certificate `c`, from its own row and what other tables hold of it.
  ///
  /// IN, because for EXISTS SQLite opens these tables again for every row.
  static let certificateState = """
    CASE WHEN c.id IN (SELECT certificate FROM revocation) THEN 'revoked'
      WHEN c.id IN (SELECT certificate FROM intent) THEN 'requested' ELSE c.state END
    """
}
