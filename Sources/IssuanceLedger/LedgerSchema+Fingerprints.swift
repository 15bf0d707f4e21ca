extension LedgerSchema {
  // A fingerprint is random: where each is put into an index by itself, the transaction of a thousand certificates
  // writes nearly as many pages of it. So the index is a table that gets many at once, in its own order. `through` is
  // the last certificate whose fingerprint is there, or will be as soon as there is one; the signatures behind it are
  // looked through one by one.
  static let fingerprintTables = """
    DROP INDEX signature_fingerprint;
    CREATE TABLE fingerprint (
      prefix BLOB NOT NULL, certificate INTEGER NOT NULL REFERENCES certificate,
      PRIMARY KEY (prefix, certificate)) WITHOUT ROWID;
    INSERT INTO fingerprint SELECT substr(fingerprint, 1, 8), certificate FROM signature ORDER BY 1, 2;
    CREATE TABLE fingerprint_order (through INTEGER NOT NULL);
    INSERT INTO fingerprint_order SELECT coalesce(max(id), 0) FROM certificate;
    """

  /// The certificates that may have a fingerprint; its values are the first eight octets of that, and all of it.
  static let certificatesByFingerprint = """
    SELECT certificate FROM fingerprint WHERE prefix = ?
    UNION ALL SELECT certificate FROM signature
    WHERE certificate > (SELECT through FROM fingerprint_order) AND fingerprint = ?
    """
}
