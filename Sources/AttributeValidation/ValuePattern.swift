import Foundation
import Synchronization

/// A regular expression that judges whole values, as the API's do.
package final class ValuePattern: Sendable {
  package let source: String
  private let compiled: NSRegularExpression
  /// The last text that matched: in a batch, most values of a kind are the same.
  private let lastMatch = Mutex<String?>(nil)

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
    if lastMatch.withLock({ $0 == text }) { return true }
    let range = NSRange(location: 0, length: text.utf16.count)
    guard compiled.firstMatch(in: text, range: range) != nil else { return false }
    lastMatch.withLock { $0 = text }
    return true
  }
}
