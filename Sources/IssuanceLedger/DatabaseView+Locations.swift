import Foundation
import GRDB
import PKIModel

extension DatabaseView {
  func locationEntry(_ alias: String, in location: UniqueID) throws -> LocationEntry? {
    try row("\(LocationEntry.select) WHERE e.location = ? AND e.alias = ?", [Data(location.octets), alias])
      .map(LocationEntry.init(row:))
  }

  func locationEntries(in location: UniqueID) throws -> [LocationEntry] {
    let statement = try database.cachedStatement(sql: "\(LocationEntry.select) WHERE e.location = ? ORDER BY e.alias")
    return try Row.fetchAll(statement, arguments: [Data(location.octets)]).map(LocationEntry.init(row:))
  }

  func locationEntries(of certificate: UniqueID) throws -> [LocationEntry] {
    let statement = try database.cachedStatement(sql: "\(LocationEntry.select) WHERE c.uuid = ? ORDER BY e.location")
    return try Row.fetchAll(statement, arguments: [Data(certificate.octets)]).map(LocationEntry.init(row:))
  }

  func isChanging(_ alias: String, in location: UniqueID) throws -> Bool {
    try row("SELECT 1 FROM location_change WHERE location = ? AND alias = ?", [Data(location.octets), alias]) != nil
  }

  func locationChanges(ofRequest id: String) throws -> [LocationChange] {
    let statement = try database.cachedStatement(
      sql: "\(LocationChange.select) WHERE l.batch = ? AND l.request = ? ORDER BY l.location, l.alias")
    return try Row.fetchAll(statement, arguments: [batch, id]).map(LocationChange.init(row:))
  }

  func locationChanges(in location: UniqueID) throws -> [LocationChange] {
    let statement = try database.cachedStatement(sql: "\(LocationChange.select) WHERE l.location = ?")
    return try Row.fetchAll(statement, arguments: [Data(location.octets)]).map(LocationChange.init(row:))
  }

  /// Those that put a certificate somewhere.
  func locationChanges(to certificate: UniqueID) throws -> [LocationChange] {
    let statement = try database.cachedStatement(sql: "\(LocationChange.select) WHERE n.uuid = ?")
    return try Row.fetchAll(statement, arguments: [Data(certificate.octets)]).map(LocationChange.init(row:))
  }

  func locationChange(_ alias: String, in location: UniqueID) throws -> LocationChange? {
    try row("\(LocationChange.select) WHERE l.location = ? AND l.alias = ?", [Data(location.octets), alias])
      .map(LocationChange.init(row:))
  }
}

/// What a check would have carried out by now is what the upper ledger has on record.
extension LayeredView {
  func locationEntry(_ alias: String, in location: UniqueID) throws -> LocationEntry? {
    if let change = try upper.locationChange(alias, in: location) { return change.entry }
    return try lower.locationEntry(alias, in: location)
  }

  func locationEntries(in location: UniqueID) throws -> [LocationEntry] {
    try overlaid(lower.locationEntries(in: location), upper.locationChanges(in: location))
      .sorted { $0.alias.utf8.lexicographicallyPrecedes($1.alias.utf8) }
  }

  func locationEntries(of certificate: UniqueID) throws -> [LocationEntry] {
    try overlaid(lower.locationEntries(of: certificate), upper.locationChanges(to: certificate))
      .sorted { $0.location.octets.lexicographicallyPrecedes($1.location.octets) }
  }

  func isChanging(_ alias: String, in location: UniqueID) throws -> Bool {
    try lower.isChanging(alias, in: location)
  }

  func locationChanges(ofRequest id: String) throws -> [LocationChange] { try lower.locationChanges(ofRequest: id) }

  private func overlaid(_ entries: [LocationEntry], _ changes: [LocationChange]) throws -> [LocationEntry] {
    try entries.filter { try upper.locationChange($0.alias, in: $0.location) == nil } + changes.compactMap(\.entry)
  }
}

extension LocationEntry {
  fileprivate static let select = """
    SELECT e.location, e.alias, c.uuid, e.attributes FROM location_entry e JOIN certificate c ON c.id = e.certificate
    """

  fileprivate init(row: Row) throws {
    self.init(
      location: try row.uniqueID(0), alias: row[1], certificate: try row.uniqueID(2), pushAttributes: row.octets(3))
  }
}

extension LocationChange {
  static let select = """
    SELECT l.location, l.alias, o.uuid, n.uuid, l.attributes, l.batch, l.request FROM location_change l
    LEFT JOIN certificate o ON o.id = l.replaced LEFT JOIN certificate n ON n.id = l.certificate
    """

  init(row: Row) throws {
    self.init(
      location: try row.uniqueID(0), alias: row[1], replaced: row.hasNull(atIndex: 2) ? nil : try row.uniqueID(2),
      certificate: row.hasNull(atIndex: 3) ? nil : try row.uniqueID(3), pushAttributes: row.octets(4))
  }

  /// What stands under the alias afterwards.
  fileprivate var entry: LocationEntry? {
    certificate.map {
      LocationEntry(location: location, alias: alias, certificate: $0, pushAttributes: pushAttributes)
    }
  }
}
