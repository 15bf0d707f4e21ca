import Configuration
import FilePublishing
import IssuanceLedger
import PKIModel
import RequestResolution

/// The files of tokens' keys in a home, which follow what the ledger says.
///
/// A key is on disk before it is on record: after a crash between the two, there is a file of a key that nobody knows,
/// and not a key without its file. A key that is destroyed is so on record first, together with the note that its file
/// has to go; whoever works on the ledger next does what a crash left undone.
struct TokenFiles: Sendable {
  private let home: Home
  private let ledger: Ledger

  init(home: Home, ledger: Ledger) {
    self.home = home
    self.ledger = ledger
  }

  /// Writes new keys; durable when this returns.
  func keep(_ files: [Decision.KeyFile]) throws {
    guard !files.isEmpty else { return }
    let folder = try OutputFolder(home.path)
    for file in files { try folder.write(file.octets, to: file.path, mode: .ownerOnly) }
    try folder.flush()
  }

  /// Takes back keys that did not come on record.
  func discard(_ files: [Decision.KeyFile]) throws {
    guard !files.isEmpty else { return }
    try OutputFolder(home.path).removeDurably(files.map(\.path))
  }

  /// Removes the files of destroyed keys, durably, and only then forgets that they have to go.
  ///
  /// Where the home has a token profile no longer, nobody knows where its keys lay; their turn comes when it is back.
  func removeDestroyed() throws {
    let removals = try ledger.keyRemovals()
    let known = removals.compactMap { removal in
      home.configuration.tokenProfile(removal.tokenProfile).map { (removal, $0.keyPath(removal.key)) }
    }
    guard !known.isEmpty else { return }
    try OutputFolder(home.path).removeDurably(known.map(\.1))
    try ledger.forget(known.map(\.0))
  }
}
