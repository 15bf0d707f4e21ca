import Foundation
import GRDB
import PKIModel

extension LedgerWriter {
  /// Takes over a key of another ledger, made by none of this one's requests; one that is there already stays.
  func adopt(_ key: TokenKey) throws { _ = try insert(key, batch: 0, request: "") }

  /// Writes a key; false where its UUID, its alias or the key itself is taken.
  func add(_ key: TokenKey, _ request: RequestRecord) throws -> Bool {
    try insert(key, batch: batch, request: request.id)
  }

  private func insert(_ key: TokenKey, batch: Int64, request: String) throws -> Bool {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO token_key (\(TokenKey.columns), batch, request)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """)
    try statement.execute(arguments: [
      Data(key.uuid.octets), Data(key.tokenProfile.octets), key.alias, key.state.rawValue, key.name, key.description,
      key.created.seconds, Data(key.publicKey.der), Data(key.fingerprint), batch, request,
    ])
    return database.changesCount == 1
  }

  /// Gives a key another state, and writes that its file has to go where it is destroyed now; false where it is not in
  /// the state before.
  func changeState(of key: TokenKey, from state: KeyState) throws -> Bool {
    let update = try database.cachedStatement(sql: "UPDATE token_key SET state = ? WHERE uuid = ? AND state = ?")
    try update.execute(arguments: [key.state.rawValue, Data(key.uuid.octets), state.rawValue])
    guard database.changesCount == 1 else { return false }
    guard key.state.isDestroyed, !state.isDestroyed else { return true }
    let remember = try database.cachedStatement(sql: "INSERT INTO key_removal (uuid, profile) VALUES (?, ?)")
    try remember.execute(arguments: [Data(key.uuid.octets), Data(key.tokenProfile.octets)])
    return true
  }
}
