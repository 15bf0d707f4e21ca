extension LedgerSchema {
  // A revocation says by itself what a CRL needs of it, and a CRL lies in parts.
  static let crlTables = """
    CREATE TABLE revocation_of_certificate (
      certificate INTEGER PRIMARY KEY REFERENCES certificate, authority BLOB NOT NULL, serial BLOB NOT NULL,
      reason INTEGER NOT NULL, date INTEGER NOT NULL, invalidity INTEGER, batch INTEGER NOT NULL REFERENCES batch,
      request TEXT NOT NULL);
    INSERT INTO revocation_of_certificate
      SELECT r.certificate, c.authority, c.serial, r.reason, r.date, r.invalidity, r.batch, r.request
      FROM revocation r JOIN certificate c ON c.id = r.certificate;
    DROP TABLE revocation;
    ALTER TABLE revocation_of_certificate RENAME TO revocation;
    CREATE INDEX revocation_serial ON revocation (authority, length(serial), serial);
    CREATE TABLE crl_part (
      authority BLOB NOT NULL, number INTEGER NOT NULL, part INTEGER NOT NULL, octets BLOB NOT NULL,
      PRIMARY KEY (authority, number, part)) WITHOUT ROWID;
    INSERT INTO crl_part SELECT authority, number, 0, der FROM crl;
    ALTER TABLE crl DROP COLUMN der;
    """

  // A CRL is what cannot be made a second time; its entries follow from the revocations. `crl` is the number of the
  // first CRL that lists a revocation, 0 for those from before, and `head` is NULL for CRLs from before: those keep
  // their parts.
  static let crlFrames = """
    ALTER TABLE revocation ADD COLUMN crl INTEGER NOT NULL DEFAULT 0;
    DROP INDEX revocation_serial;
    CREATE INDEX revocation_listed ON revocation (
      authority, length(serial), serial, reason, date, invalidity, crl);
    ALTER TABLE crl ADD COLUMN head BLOB;
    ALTER TABLE crl ADD COLUMN tail BLOB;
    ALTER TABLE crl ADD COLUMN digest BLOB;
    """
}
