extension LedgerSchema {
  // What stands in locations, and what is to stand there. A change is on record from the decision on, and goes when it
  // was carried out or given up; what waits longer was left by a crash. `replaced` is NULL where nothing stands there,
  // `certificate` where nothing is to.
  static let locationTables = """
    CREATE TABLE location_entry (
      location BLOB NOT NULL, alias TEXT NOT NULL, certificate INTEGER NOT NULL REFERENCES certificate,
      attributes BLOB NOT NULL, PRIMARY KEY (location, alias)) WITHOUT ROWID;
    CREATE INDEX location_entry_certificate ON location_entry (certificate);
    CREATE TABLE location_change (
      location BLOB NOT NULL, alias TEXT NOT NULL, replaced INTEGER REFERENCES certificate,
      certificate INTEGER REFERENCES certificate, attributes BLOB NOT NULL, batch INTEGER NOT NULL REFERENCES batch,
      request TEXT NOT NULL, PRIMARY KEY (location, alias)) WITHOUT ROWID;
    CREATE INDEX location_change_request ON location_change (batch, request);
    CREATE INDEX location_change_certificate ON location_change (certificate);
    """
}
