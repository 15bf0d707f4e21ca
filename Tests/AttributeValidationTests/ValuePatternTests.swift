import Diagnostics
import DocumentModel
import Testing

@testable import AttributeValidation

@Suite("Patterns")
struct ValuePatternTests {
  @Test(
    "match whole texts", arguments: [("a", "a", true), ("a", "ba", false), ("a", "ab", false), ("🦊+", "🦊🦊", true)])
  func matches(source: String, text: String, isMatch: Bool) throws {
    #expect(try #require(ValuePattern(source)).matches(text) == isMatch)
  }

  @Test(
    "are whole expressions themselves: none that only fits into what is put around it",
    arguments: ["(", ")", "a)|(?:b", "a)(b", "[", "*", "\\", "(?<n", "a{2,1}"])
  func refused(source: String) {
    #expect(ValuePattern(source) == nil)
  }
}
