import DocumentModel

/// The way to a value of an attribute: `name`, `name.reference`, `name.data` or `name.data.member`.
struct AttributePath: Sendable {
  /// As it was written.
  let text: String
  let name: String
  /// Whether the reference of the content is meant, not its data.
  let isReference: Bool
  /// Members to follow below the data.
  let members: [String]

  /// Nil where the text leads to nothing that content has.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let name = parts.first, !parts.contains("") else { return nil }
    isReference = parts.dropFirst().elementsEqual(["reference"])
    guard parts.count == 1 || isReference || parts[1] == "data" else { return nil }
    self.text = text
    self.name = name
    members = isReference ? [] : Array(parts.dropFirst(2))
  }

  /// Whether all of the data is meant.
  var isWhole: Bool { !isReference && members.isEmpty }

  /// The value in an item of content; nil where it is not there.
  func value(in item: DocumentNode) -> DocumentNode? {
    guard !isReference else { return item.member("reference").flatMap { $0.isNull ? nil : $0 } }
    let value = members.reduce(item.member("data")) { node, name in node?.children.first { $0.name == name } }
    return value.flatMap { $0.isNull ? nil : $0 }
  }
}
