import FilePublishing
import RequestResolution

/// Hands out secrets that were made: each in a file of its own that only its owner may read.
///
/// A secret is written before the hash of it is on record: after a crash between the two, the file holds a password
/// that is worth nothing, and not the ledger one that nobody knows.
struct SecretFiles: Sendable {
  let folder: OutputFolder

  /// Writes secrets; durable when this returns.
  func keep(_ secrets: [Decision.Secret]) throws {
    guard !secrets.isEmpty else { return }
    for secret in secrets { try folder.write(Array("\(secret.text)\n".utf8), to: secret.path, mode: .ownerOnly) }
    try folder.flush()
  }
}
