import Testing

@testable import ResultWriting

@Suite("Escaping in the revocation report")
struct RevocationReportEscapingTests {
  @Test(
    "a CSV cell that a spreadsheet would take for a formula gets an apostrophe, and so does one that has it already",
    arguments: [
      ("=1+2", "\"'=1+2\""), ("+1", "\"'+1\""), ("-1", "\"'-1\""), ("@SUM(A1)", "\"'@SUM(A1)\""),
      ("\t=1", "\"'\t=1\""), ("\r=1", "\"'\r=1\""), ("\n=1", "\"'\n=1\""), ("'=1", "\"''=1\""),
      ("\u{FF1D}1", "\"'\u{FF1D}1\""), ("=\"a\"", "\"'=\"\"a\"\"\""),
    ])
  func formulas(_ text: String, _ cell: String) {
    #expect(csv(text) == cell)
  }

  @Test(
    "other CSV cells are quoted only where RFC 4180 or a lenient reader needs it, and control characters are shown",
    arguments: [
      ("", ""), ("CN=a", "CN=a"), ("1-2", "1-2"), ("a,b", "\"a,b\""), ("a;b", "\"a;b\""), ("a\"b", "\"a\"\"b\""),
      ("a\r\nb", "\"a\r\nb\""), (" a", "\" a\""), ("a ", "\"a \""), ("\u{1B}[2J", "\\u001b[2J"), ("\u{0}", "\\u0000"),
      ("\u{9B}2J", "\\u009b2J"), ("ä 😀", "ä 😀"),
    ])
  func cells(_ text: String, _ cell: String) {
    #expect(csv(text) == cell)
  }

  @Test(
    "XML shows what it cannot hold and refers to what nobody can see",
    arguments: [
      ("<a b='c\"'>&amp;", "&lt;a b=&#39;c&quot;&#39;&gt;&amp;amp;"), ("]]>", "]]&gt;"), ("\u{7}", "\\u0007"),
      ("\u{0}", "\\u0000"), ("\u{FFFE}\u{FFFF}", "\\ufffe\\uffff"), ("a\r\n\tb", "a&#xd;\n&#x9;b"),
      ("\u{7F}\u{85}", "&#x7f;&#x85;"), ("\u{202E}", "&#x202e;"), ("é\u{1F600}", "é\u{1F600}"),
    ])
  func xml(_ text: String, _ escaped: String) {
    #expect(markup(text, .xml) == escaped)
  }

  @Test(
    "HTML shows control characters, turned directions and invisible letters, and leaves the joiners alone",
    arguments: [
      ("<script>", "&lt;script&gt;"), ("\u{1B}", "\\u001b"), ("\u{80}", "\\u0080"), ("a\r\n\tb", "a\\u000d\n\\u0009b"),
      ("evil\u{202E}gro", "evil\\u202egro"), ("a\u{200B}b", "a\\u200bb"), ("\u{200D}", "\u{200D}"),
    ])
  func html(_ text: String, _ escaped: String) {
    #expect(markup(text, .html) == escaped)
  }

  private func csv(_ text: String) -> String {
    var bytes: [UInt8] = []
    CSVCell.append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func markup(_ text: String, _ dialect: MarkupWriter.Dialect) -> String {
    var writer = MarkupWriter(dialect)
    writer.text(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
