/// Who may read a file that is written.
package enum FileMode: UInt32, Sendable {
  case everybodyReads = 0o644
  /// Keys, passphrases and the like.
  case ownerOnly = 0o600
}
