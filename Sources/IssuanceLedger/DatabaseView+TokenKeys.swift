import Foundation
import GRDB
import PKIModel

extension DatabaseView {
  func tokenKey(_ uuid: UniqueID) throws -> TokenKey? {
    try tokenKey(where: "uuid = ?", [Data(uuid.octets)])
  }

  func tokenKey(alias: String, in tokenProfile: UniqueID) throws -> TokenKey? {
    try tokenKey(where: "profile = ? AND alias = ?", [Data(tokenProfile.octets), alias])
  }

  func tokenKey(fingerprint: [UInt8]) throws -> TokenKey? {
    try tokenKey(where: "fingerprint = ?", [Data(fingerprint)])
  }

  func tokenKey(ofRequest id: String) throws -> TokenKey? {
    try tokenKey(where: "batch = ? AND request = ?", [batch, id])
  }

  func tokenKeys(in tokenProfile: UniqueID?) throws -> [TokenKey] {
    let statement = try database.cachedStatement(
      sql: "SELECT \(TokenKey.columns) FROM token_key WHERE ?1 IS NULL OR profile = ?1 ORDER BY profile, alias")
    return try Row.fetchAll(statement, arguments: [tokenProfile.map { Data($0.octets) }]).map(TokenKey.init(row:))
  }

  private func tokenKey(where condition: String, _ arguments: StatementArguments) throws -> TokenKey? {
    try row("SELECT \(TokenKey.columns) FROM token_key WHERE \(condition)", arguments).map(TokenKey.init(row:))
  }
}

extension LayeredView {
  func tokenKey(_ uuid: UniqueID) throws -> TokenKey? { try upper.tokenKey(uuid) ?? lower.tokenKey(uuid) }

  func tokenKey(alias: String, in tokenProfile: UniqueID) throws -> TokenKey? {
    try upper.tokenKey(alias: alias, in: tokenProfile) ?? lower.tokenKey(alias: alias, in: tokenProfile)
  }

  func tokenKey(fingerprint: [UInt8]) throws -> TokenKey? {
    try upper.tokenKey(fingerprint: fingerprint) ?? lower.tokenKey(fingerprint: fingerprint)
  }

  func tokenKey(ofRequest id: String) throws -> TokenKey? {
    guard let key = try upper.tokenKey(ofRequest: id) ?? lower.tokenKey(ofRequest: id) else { return nil }
    return try tokenKey(key.uuid)
  }

  func tokenKeys(in tokenProfile: UniqueID?) throws -> [TokenKey] {
    let new = try upper.tokenKeys(in: tokenProfile)
    let hidden = Set(new.map(\.uuid))
    return (new + (try lower.tokenKeys(in: tokenProfile)).filter { !hidden.contains($0.uuid) })
      .sorted {
        ($0.tokenProfile.octets + $0.alias.utf8).lexicographicallyPrecedes($1.tokenProfile.octets + $1.alias.utf8)
      }
  }
}

extension TokenKey {
  static let columns = "uuid, profile, alias, state, name, description, created, public, fingerprint"

  init(row: Row) throws {
    guard let state = KeyState(rawValue: row[3]), let publicKey = try? SubjectPublicKeyInfo(der: row.octets(7)) else {
      throw LedgerError.damaged("a key's state or public key is not one")
    }
    self.init(
      uuid: try row.uniqueID(0), tokenProfile: try row.uniqueID(1), alias: row[2], name: row[4], description: row[5],
      publicKey: publicKey, fingerprint: row.octets(8), state: state, created: UTCInstant(seconds: row[6]))
  }
}
