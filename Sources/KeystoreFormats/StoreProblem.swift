/// Why a store cannot be read, changed or written.
package enum StoreProblem: Error, Hashable, Sendable {
  /// It is not what its kind says, or is damaged; in words, for people.
  case malformed(String)
  case wrongPassword
  /// Something else stands under an alias.
  case otherEntry(String)
  /// It has room for one entry, which is another one.
  case full
  /// The entry has a private key, which must stay the key of its certificate.
  case keyEntry(String)
  /// The file system or a library refuses; in words, for people.
  case refused(String)
}
