import Diagnostics
import DocumentModel
import Testing
import XMLReading

@Suite struct XMLDocumentReaderTests {
  /// The JSON of a document.
  private func json(_ text: String, _ limits: DocumentLimits = DocumentLimits()) throws(DocumentError) -> String {
    var writer = JSONWriter()
    writer.value(try XMLDocumentReader.document(Array(text.utf8), limits: limits).root)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func wrapped(_ content: String) -> String { "<v xmlns=\"urn:certmill:home:1\">\(content)</v>" }

  private func error(_ text: String, _ limits: DocumentLimits = DocumentLimits()) -> DocumentError? {
    do {
      _ = try json(text, limits)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "The form of an element says what its value is",
    arguments: [
      ("<a>x</a><b>1</b>", #"{"a":"x","b":"1"}"#),
      ("<a><item>x</item></a>", #"{"a":["x"]}"#),
      ("<item>1</item><item><item/></item>", #"["1",[""]]"#),
      ("<a nil=\"true\"/><b nil=\"false\">x</b>", #"{"a":null,"b":"x"}"#),
      ("<a type=\"number\">1.50e3</a><b type=\"boolean\">true</b>", #"{"a":1.50e3,"b":true}"#),
      ("<a type=\"array\"/><b type=\"object\"> </b><c type=\"string\"> </c>", #"{"a":[],"b":{},"c":" "}"#),
      ("<a> \n </a><b/><c></c>", #"{"a":"","b":"","c":""}"#),
      ("<member name=\"item\">1</member><member name=\"b c\">2</member>", #"{"item":"1","b c":"2"}"#),
      ("<a type=\"object\"><item>1</item></a>", #"{"a":{"item":"1"}}"#),
      ("<a escaped=\"true\">\\u0001\\\"</a>", #"{"a":"\u0001\""}"#),
      ("<member escapedName=\"\\u0001\">x</member>", #"{"\u0001":"x"}"#),
      ("<p:a xmlns:p=\"urn:certmill:home:1\">x</p:a>", #"{"a":"x"}"#),
    ])
  func form(content: String, expected: String) throws {
    #expect(try json(wrapped(content)) == expected)
  }

  @Test(
    "Text is read whole, whatever stands in the middle of it",
    arguments: [
      ("x<!-- y -->z", "xz"), ("x<![CDATA[<&>]]>y", "x<&>y"), ("<![CDATA[]]]]><![CDATA[>]]>", "]]>"),
      ("&lt;&amp;&gt;&quot;&apos;&#65;&#x42;", "<&>\\\"'AB"), ("a\r\nb\rc", "a\\nb\\nc"), ("&#13;", "\\r"),
      ("<!-- <a> & --x -->y<!-->-->", "y"),
    ])
  func text(content: String, expected: String) throws {
    let text = wrapped("<a type=\"string\">\(content)</a>")
    guard content.contains("--x") else {
      #expect(try json(text) == "{\"a\":\"\(expected)\"}")
      return
    }
    // XML 1.0 2.5: no "--" inside a comment.
    #expect(error(text)?.code == .documentSyntax)
  }

  @Test("The outermost element can be any value")
  func outermost() throws {
    #expect(try json(wrapped("x")) == "\"x\"")
    #expect(try json(wrapped("")) == "\"\"")
    #expect(try json("<v xmlns=\"urn:certmill:home:1\" type=\"array\"/>") == "[]")
    #expect(try json("<!-- a -->\n<v xmlns=\"urn:certmill:home:1\"/>\n<!-- b -->\n") == "\"\"")
    #expect(try json("<?xml version='1.0' encoding='utf-8' standalone='yes'?>" + wrapped("x")) == "\"x\"")
  }

  @Test(
    "What has no one meaning is refused",
    arguments: [
      ("<a/><a/>", FindingCode.documentDuplicateMember, "member \"a\" stands twice in one object (line 1)"),
      ("<a/><member name=\"a\"/>", .documentDuplicateMember, "member \"a\" stands twice in one object (line 1)"),
      (
        "<member name=\"b\"/><member escapedName=\"\\u0062\"/>", .documentDuplicateMember,
        "member \"b\" stands twice in one object (line 1)"
      ),
      ("x<a/>", .documentSyntax, "text stands where only elements may (line 1)"),
      ("<a/>x", .documentSyntax, "text stands where only elements may (line 1)"),
      ("<item/>x<item/>", .documentSyntax, "text stands where only elements may (line 1)"),
      ("<item/><b/>", .documentSyntax, "element <b> among <item> (line 1)"),
      ("<b/>\n<item/>", .documentSyntax, "<item> among other elements (line 2)"),
      ("<a type=\"array\"><b/></a>", .documentSyntax, "element <b> among <item> (line 1)"),
      ("<a type=\"string\"><b/></a>", .documentSyntax, "element <b> inside a value that is text (line 1)"),
      ("<a nil=\"true\"><b/></a>", .documentSyntax, "element <b> inside a value that is text (line 1)"),
      ("<a escaped=\"true\"><b/></a>", .documentSyntax, "element <b> inside a value that is text (line 1)"),
      ("<a nil=\"true\">x</a>", .documentSyntax, "text stands where only elements may (line 1)"),
      ("<a type=\"object\">x</a>", .documentSyntax, "text stands where only elements may (line 1)"),
      ("<a type=\"number\">01</a>", .memberType, "a number is expected (line 1)"),
      ("<a type=\"number\"> 1</a>", .memberType, "a number is expected (line 1)"),
      ("<a type=\"number\"/>", .memberType, "a number is expected (line 1)"),
      ("<a type=\"boolean\">yes</a>", .memberType, "true or false is expected (line 1)"),
      ("<a type=\"null\"/>", .memberValue, "type \"null\" is not known (line 1)"),
      ("<a nil=\"maybe\"/>", .memberValue, "nil cannot be \"maybe\" (line 1)"),
      ("<a id=\"1\"/>", .memberUnknown, "attribute id of element <a> is unknown here (line 1)"),
      ("<a name=\"b\"/>", .memberUnknown, "attribute name of element <a> is unknown here (line 1)"),
      ("<a nil=\"true\" type=\"string\"/>", .memberUnknown, "attribute type of element <a> is unknown here (line 1)"),
      (
        "<member name=\"a\" escapedName=\"a\"/>", .memberUnknown,
        "attribute escapedName of element <member> is unknown here (line 1)"
      ),
      ("<a xml:space=\"preserve\"/>", .memberUnknown, "attribute xml:space of element <a> is unknown here (line 1)"),
      ("<member>x</member>", .memberMissing, "<member> without name (line 1)"),
      ("<a xmlns=\"urn:other\"/>", .documentForbidden, "element <a> is not in namespace urn:certmill:home:1 (line 1)"),
      ("<a xmlns=\"\"/>", .documentForbidden, "element <a> is not in namespace urn:certmill:home:1 (line 1)"),
      ("<a escaped=\"true\">\\x</a>", .documentSyntax, "escaped text: an unknown escape (line 1)"),
      ("<a escaped=\"true\">\\ud800</a>", .documentEncoding, "escaped text: half of a surrogate pair (line 1)"),
      ("<a escaped=\"true\">\"</a>", .documentSyntax, "escaped text: something follows the value (line 1)"),
      ("<?php x?>", .documentForbidden, "a processing instruction (line 1)"),
      ("<?xml version=\"1.0\"?>", .documentForbidden, "a processing instruction (line 1)"),
    ])
  func refused(content: String, code: FindingCode, problem: String) {
    let error = error(wrapped(content))
    #expect(error?.code == code)
    #expect(error?.problem == problem)
  }

  @Test(
    "What is not well-formed, or not plain UTF-8, is refused before anything is made of it",
    arguments: [
      ("", FindingCode.documentSyntax), ("  \n", .documentSyntax), ("x", .documentSyntax), ("<v", .documentSyntax),
      ("<v xmlns=\"urn:certmill:home:1\">", .documentSyntax),
      ("<v xmlns=\"urn:certmill:home:1\"/><v/>", .documentSyntax),
      ("<v xmlns=\"urn:certmill:home:1\"/>x", .documentSyntax),
      ("<v xmlns=\"urn:certmill:home:1\"><a></b></v>", .documentSyntax),
      ("<v xmlns=\"urn:certmill:home:1\" type=\"array\" type=\"array\"/>", .documentSyntax),
      ("<v xmlns=\"urn:certmill:home:1\">&e;</v>", .documentSyntax),
      ("<v xmlns=\"urn:certmill:home:1\">&#0;</v>", .documentSyntax),
      ("<v xmlns=\"urn:certmill:home:1\">&#xD800;</v>", .documentSyntax),
      ("<v xmlns=\"urn:certmill:home:1\">\u{1}</v>", .documentSyntax),
      ("<v xmlns=\"urn:certmill:home:1\">\u{0}</v>", .documentSyntax),
      ("<v xmlns=\"urn:certmill:home:1\">\u{FFFE}</v>", .documentSyntax),
      ("<v xmlns=\"urn:certmill:home:1\"><p:a/></v>", .documentSyntax),
      ("<!DOCTYPE v><v xmlns=\"urn:certmill:home:1\"/>", .documentForbidden),
      (
        "<?xml version=\"1.0\"?>\n<!DOCTYPE v [<!ENTITY e \"x\">]><v xmlns=\"urn:certmill:home:1\">&e;</v>",
        .documentForbidden
      ),
      ("<?xml-stylesheet href=\"a\"?><v xmlns=\"urn:certmill:home:1\"/>", .documentForbidden),
      ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><v xmlns=\"urn:certmill:home:1\"/>", .documentEncoding),
      ("<?xml version=\"1.0\" encoding = 'UTF-7'?><v xmlns=\"urn:certmill:home:1\"/>", .documentEncoding),
      ("<?xml version=\"1.0\" encoding=\"US-ASCII\"?><v xmlns=\"urn:certmill:home:1\"/>", .documentEncoding),
      ("<?xml version=\"1.1\"?><v xmlns=\"urn:certmill:home:1\"/>", .documentSyntax),
      ("\u{FEFF}<v xmlns=\"urn:certmill:home:1\"/>", .documentEncoding),
      ("{\"a\":1}", .documentSyntax), ("", .documentSyntax),
    ])
  func malformed(text: String, code: FindingCode) {
    #expect(error(text)?.code == code, "\(error(text)?.problem ?? "")")
  }

  @Test("Octets that are not UTF-8 are refused")
  func encoding() {
    for octets in [[0xFF], [0xC0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE4]] as [[UInt8]] {
      let text = Array("<v xmlns=\"urn:certmill:home:1\">".utf8) + octets + Array("</v>".utf8)
      let error = #expect(throws: DocumentError.self) { try XMLDocumentReader.document(text) }
      #expect(error?.code == .documentEncoding, "\(error?.problem ?? "")")
    }
    let utf16 = Array(wrapped("x").utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] })
    for text in [utf16, [0xFF, 0xFE] + utf16] {
      let error = #expect(throws: DocumentError.self) { try XMLDocumentReader.document(text) }
      #expect(error?.code == .documentEncoding)
    }
  }

  @Test("Each limit refuses what is one above it, and nothing below")
  func limits() {
    var limits = DocumentLimits()
    limits.nesting = 3
    limits.stringOctets = 4
    limits.nodes = 5
    limits.recordOctets = 90
    #expect(error(wrapped("<a><b>1234</b></a>"), limits) == nil)
    #expect(error(wrapped("<a><b><c/></b></a>"), limits) == nil)
    #expect(error(wrapped("<a><b><c><d/></c></b></a>"), limits)?.problem == "values are nested more than 3 deep")
    #expect(error(wrapped("<a>12345</a>"), limits)?.problem == "a string is longer than 4 octets")
    #expect(error(wrapped("<a>12<!-- -->345</a>"), limits)?.problem == "a string is longer than 4 octets")
    #expect(error(wrapped("<a/><b/><c/><d/>"), limits) == nil)
    #expect(error(wrapped("<a/><b/><c/><d/><e/>"), limits)?.problem == "more than 5 values in one record")
    #expect(
      error(wrapped(String(repeating: " ", count: 60)), limits)?.problem == "the document is larger than 90 octets")
  }
}
