/// A store of certificates under aliases, as a file holds it: read, changed, and written whole.
///
/// What others put there stays as it is.
package protocol CertificateStore {
  /// The certificate under an alias, DER; nil where nothing stands there.
  func certificate(under alias: String) throws(StoreProblem) -> [UInt8]?
  /// Whether anything stands there under another alias, whoever put it there.
  func hasEntries(besides alias: String) throws(StoreProblem) -> Bool
  /// Puts a certificate under an alias, in the place of the one that stands there.
  mutating func put(_ certificate: [UInt8], under alias: String) throws(StoreProblem)
  /// Removes what stands under an alias.
  mutating func remove(_ alias: String) throws(StoreProblem)
}

/// What is to become of one alias of a store.
package struct StoreChange: Hashable, Sendable {
  package let alias: String
  /// The certificate that may stand there, DER; nil where nothing may.
  package let replaced: [UInt8]?
  /// The certificate that is to stand there, DER; nil where nothing is to.
  package let certificate: [UInt8]?

  package init(alias: String, replaced: [UInt8]?, certificate: [UInt8]?) {
    self.alias = alias
    self.replaced = replaced
    self.certificate = certificate
  }
}

extension CertificateStore {
  /// Makes a change, unless it was made before: after a crash nobody knows.
  ///
  /// - Returns: whether anything is different now.
  package mutating func apply(_ change: StoreChange) throws(StoreProblem) -> Bool {
    let held = try certificate(under: change.alias)
    if held == change.certificate { return false }
    // One that somebody has taken away is put there again.
    guard held == nil || held == change.replaced else { throw .otherEntry(change.alias) }
    if let certificate = change.certificate {
      try put(certificate, under: change.alias)
    } else {
      try remove(change.alias)
    }
    return true
  }
}
