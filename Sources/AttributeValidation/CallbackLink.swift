import Diagnostics
import DocumentModel

/// Finds the tables that answer the callbacks of a list of attributes, and checks that the answers fit.
struct CallbackLink {
  let entries: [AttributeEntry]
  let tables: [AttributeTable]
  let findings: FindingCollector

  /// The tables by the callback that they answer; what a group stands for can have callbacks, too.
  func tablesByCallback() -> [String: AttributeTable] {
    var found: [String: AttributeTable] = [:]
    for entry in entries { link(entry, &found) }
    let rows = groups(found).flatMap(\.table.attributes)
    for definition in rows { link(.attribute(definition), &found) }
    let names = Set(entries.compactMap(\.definition).filter(\.kind.isSent).map(\.name) + rows.map(\.name))
    for entry in entries + rows.map(AttributeEntry.attribute) { checkSources(of: entry, names) }
    return found
  }

  /// Reports names that a request could not tell apart.
  func checkNames(_ found: [String: AttributeTable]) {
    var owners = Dictionary(entries.map { ($0.name, "the list") }, uniquingKeysWith: { first, _ in first })
    for (group, table) in groups(found) {
      for name in Set(table.attributes.map(\.name)).sorted() {
        if let owner = owners[name] {
          findings.add(
            Finding(
              .configurationDuplicate, at: group.callback.place,
              "attribute \(name) of the table \(table.title) is also in \(owner)", fix: "give one another name"))
        }
        owners[name] = "the table \(table.title)"
      }
    }
  }

  private func groups(_ found: [String: AttributeTable]) -> [(group: AttributeGroup, table: AttributeTable)] {
    entries.compactMap { entry in
      guard case .group(let group) = entry, let table = found[group.callback.title] else { return nil }
      return (group, table)
    }
  }

  private func link(_ entry: AttributeEntry, _ found: inout [String: AttributeTable]) {
    guard let callback = entry.callback else { return }
    guard let table = tables.first(where: { $0.title == callback.title }) else {
      refuse(callback, "no attribute table answers the callback \(callback.title)", fix: "add one to attribute-tables")
      return
    }
    let wanted = entry.definition?.contentType
    if table.contentType != wanted {
      let kinds = [table.contentType, wanted].map { $0.map { "values of type \($0.rawValue)" } ?? "attributes" }
      refuse(
        callback, "the table \(table.title) answers with \(kinds[0]), not with \(kinds[1])", fix: "use another one")
    }
    let variables = Set(callback.mappings.map(\.variable))
    for variable in Set(table.rows.flatMap { $0.conditions.map(\.variable) }).subtracting(variables).sorted() {
      refuse(
        callback, "the table \(table.title) asks for \(variable), which the callback does not give",
        fix: "map something to \(variable)")
    }
    found[callback.title] = table
  }

  private func checkSources(of entry: AttributeEntry, _ names: Set<String>) {
    guard let callback = entry.callback else { return }
    for mapping in callback.mappings {
      guard case .attribute(let path) = mapping.source, !names.contains(path.name) else { continue }
      refuse(callback, "the callback asks for attribute \(path.name), which is not in the list", fix: "define it")
    }
  }

  private func refuse(_ callback: AttributeCallback, _ problem: String, fix remedy: String) {
    findings.add(Finding(.configurationReference, at: callback.place, problem, fix: remedy))
  }
}
