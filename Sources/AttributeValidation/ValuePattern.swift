import Foundation

/// A regular expression that judges whole values, as the API's do.
package struct ValuePattern: Sendable {
  package let source: String
  private let compiled: NSRegularExpression

  /// Nil where ICU does not understand the expression.
  package init?(_ source: String) {
    // Alone too: `a)|(?:b` would only be an expression within ours, and would not judge whole values.
    guard (try? NSRegularExpression(pattern: source)) != nil || source.isEmpty,
      let compiled = try? NSRegularExpression(pattern: "\\A(?:\(source))\\z")
    else { return nil }
    self.source = source
    self.compiled = compiled
  }

  /// Whether the whole text matches.
  package func matches(_ text: String) -> Bool {
    compiled.firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) != nil
  }
}
