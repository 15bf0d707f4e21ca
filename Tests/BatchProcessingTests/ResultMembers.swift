import DocumentModel

/// The members of a result that are strings, by name.
struct ResultMembers {
  private let root: DocumentNode

  init(_ line: String) throws { root = try JSONReader.document(Array(line.utf8)).root }

  subscript(name: StaticString) -> String? { root.member(name)?.string }

  /// The code of the first problem, or the outcome where there is none.
  var verdict: String { self["code"] ?? self["outcome"] ?? "" }
}
