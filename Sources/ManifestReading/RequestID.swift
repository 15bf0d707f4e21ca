/// The names that requests and batches bear.
package enum RequestID {
  /// Whether a text can be the id of a request or a batch: it becomes part of file names and references.
  package static func isValid(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count) && !text.hasPrefix("@") && !text.hasPrefix(".")
      && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x2F && $0 != 0x5C }
  }

  /// The id that a reference `@ID` names; nil for any other text.
  static func referenced(by text: String) -> String? {
    guard text.hasPrefix("@") else { return nil }
    let id = String(text.dropFirst())
    return isValid(id) ? id : nil
  }

  /// The rule in words.
  package static let rule =
    "use 1 to 128 printable ASCII characters without blank, / and \\, not beginning with @ or ."
}
