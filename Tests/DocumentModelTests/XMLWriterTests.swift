import DocumentModel
import Testing

@Suite struct XMLWriterTests {
  private func xml(_ body: (inout XMLWriter) -> Void) -> String {
    var writer = XMLWriter()
    writer.root("r", namespace: "urn:x", body)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func line(_ body: (inout XMLWriter) -> Void) -> String {
    let lines = xml(body).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.dropFirst(2).dropLast(2).joined(separator: "\n")
  }

  @Test("Members, arrays and objects are written in one form")
  func form() {
    let text = xml {
      $0.member("text", "a")
      $0.member("count", 5)
      $0.member("flag", true)
      $0.member("absent", ifPresent: nil)
      $0.member("none", orNull: nil)
      $0.member("list", ["b", "c"])
      $0.object("o") { $0.array("p", [1, 2]) { writer, number in writer.object(nil) { $0.member("n", number) } } }
    }
    #expect(
      text == """
        <?xml version="1.0" encoding="UTF-8"?>
        <r xmlns="urn:x">
          <text>a</text>
          <count type="number">5</count>
          <flag type="boolean">true</flag>
          <none nil="true"/>
          <list>
            <item>b</item>
            <item>c</item>
          </list>
          <o>
            <p>
              <item>
                <n type="number">1</n>
              </item>
              <item>
                <n type="number">2</n>
              </item>
            </p>
          </o>
        </r>

        """)
  }

  @Test(
    "Text that could be taken for another type, or that XML cannot hold, says so",
    arguments: [
      ("", #"  <m type="string"/>"#), (" ", #"  <m type="string"> </m>"#), ("1", #"  <m type="string">1</m>"#),
      ("-1.5e3", #"  <m type="string">-1.5e3</m>"#), ("01", "  <m>01</m>"), ("1 ", "  <m>1 </m>"),
      ("true", #"  <m type="string">true</m>"#), ("True", "  <m>True</m>"), ("null", "  <m>null</m>"),
      ("<&>\"'", "  <m>&lt;&amp;&gt;\"'</m>"), ("]]>", "  <m>]]&gt;</m>"), ("a\r\nb\t", "  <m>a&#13;\nb\t</m>"),
      ("\u{1}\\\"é", #"  <m escaped="true">\u0001\\\"é</m>"#), ("\u{FFFF}", #"  <m escaped="true">\uffff</m>"#),
      ("\u{FFFD}", "  <m>\u{FFFD}</m>"), ("\u{7F}", "  <m>\u{7F}</m>"),
      ("\n\u{1F}", #"  <m escaped="true">\u000a\u001f</m>"#),
    ])
  func text(value: String, expected: String) {
    #expect(line { $0.member("m", value) } == expected)
  }

  @Test(
    "Names that cannot be those of elements become attributes",
    arguments: [
      ("a", "<a>x</a>"), ("_.-9", "<_.-9>x</_.-9>"), ("", #"<member name="">x</member>"#),
      ("item", #"<member name="item">x</member>"#), ("member", #"<member name="member">x</member>"#),
      ("a b", #"<member name="a b">x</member>"#), ("a:b", #"<member name="a:b">x</member>"#),
      ("1", #"<member name="1">x</member>"#), ("xmlns", #"<member name="xmlns">x</member>"#),
      ("XML", #"<member name="XML">x</member>"#), ("é", #"<member name="é">x</member>"#),
      ("\"<\n\t\r&", "<member name=\"&quot;&lt;&#10;&#9;&#13;&amp;\">x</member>"),
      ("\u{1}\"", #"<member escapedName="\u0001\&quot;">x</member>"#),
    ])
  func names(name: String, expected: String) {
    #expect(line { $0.member(name, "x") } == "  " + expected)
  }

  @Test("Empty containers say what they are")
  func empty() {
    #expect(line { $0.object("o") { _ in } } == #"  <o type="object"/>"#)
    #expect(line { $0.array("a", [] as [Int]) { _, _ in } } == #"  <a type="array"/>"#)
    #expect(xml { _ in }.hasSuffix("\n<r xmlns=\"urn:x\"/>\n"))
  }

  @Test("Taken piece by piece, the text is the same")
  func pieces() {
    var writer = XMLWriter()
    writer.beginRoot("r", namespace: "urn:x")
    var octets = writer.take()
    writer.member("a", "b")
    octets += writer.take()
    writer.object("c") { $0.member("d", 1) }
    octets += writer.take()
    writer.endRoot()
    octets += writer.take()
    let whole = xml {
      $0.member("a", "b")
      $0.object("c") { $0.member("d", 1) }
    }
    #expect(String(decoding: octets, as: UTF8.self) == whole)
  }
}
