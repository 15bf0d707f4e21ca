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
    for entry in entries { link(entry.callback, of: entry.definition, &found) }
    let groups = groups(found)
    let definitions = entries.compactMap(\.definition) + groups.flatMap(\.table.attributes)
    let names = Set(definitions.filter(\.kind.isSent).map(\.name))
    for entry in entries { checkSources(of: entry.callback, names) }
    for (group, table) in groups {
      for definition in table.attributes {
        // What is wrong with a row is told at the group: the list is what does not fit together.
        link(definition.callback, of: definition, at: group.callback.place, &found)
        checkSources(of: definition.callback, at: group.callback.place, names)
      }
    }
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

  /// - Parameters:
  ///   - definition: The attribute whose values the callback gives; nil for a group.
  ///   - place: Where faults are told, if not at the callback.
  private func link(
    _ callback: AttributeCallback?, of definition: AttributeDefinition?, at place: String? = nil,
    _ found: inout [String: AttributeTable]
  ) {
    guard let callback else { return }
    let place = place ?? callback.place
    guard let table = tables.first(where: { $0.title == callback.title }) else {
      refuse("no attribute table answers the callback \(callback.title)", at: place, fix: "add one to attribute-tables")
      return
    }
    if table.contentType != definition?.contentType {
      let kinds = [table.contentType, definition?.contentType].map {
        $0.map { "values of type \($0.rawValue)" } ?? "attributes"
      }
      refuse(
        "the table \(table.title) answers with \(kinds[0]), not with \(kinds[1])", at: place, fix: "use another one")
    }
    let variables = Set(callback.mappings.map(\.variable))
    for variable in Set(table.rows.flatMap { $0.conditions.map(\.variable) }).subtracting(variables).sorted() {
      refuse(
        "the table \(table.title) asks for \(variable), which the callback does not give", at: place,
        fix: "map something to \(variable)")
    }
    found[callback.title] = table
  }

  private func checkSources(of callback: AttributeCallback?, at place: String? = nil, _ names: Set<String>) {
    guard let callback else { return }
    for mapping in callback.mappings {
      guard case .attribute(let path) = mapping.source, !names.contains(path.name) else { continue }
      refuse(
        "the callback \(callback.title) asks for attribute \(path.name), which is not in the list",
        at: place ?? callback.place, fix: "define it")
    }
  }

  private func refuse(_ problem: String, at place: String, fix remedy: String) {
    findings.add(Finding(.configurationReference, at: place, problem, fix: remedy))
  }
}
