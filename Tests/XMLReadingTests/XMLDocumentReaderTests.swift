import Diagnostics
import DocumentModel
import Testing
import XMLReading

@Suite struct XMLDocumentReaderTests {
  /// The JSON of a home document with this content.
  private func json(_ content: String) throws -> String {
    let text = "<v xmlns=\"urn:certmill:home:1\">\(content)</v>"
    var writer = JSONWriter()
    writer.value(try XMLDocumentReader.document(Array(text.utf8)).root)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test(
    "The form of an element says what its value is",
    arguments: [
      ("<a>x</a><b>1</b>", #"{"a":"x","b":"1"}"#),
      ("<a><item>x</item></a>", #"{"a":["x"]}"#),
      ("<item>1</item><item>2</item>", #"["1","2"]"#),
      ("<a nil=\"true\"/>", #"{"a":null}"#),
      ("<a type=\"number\">1.50e3</a><b type=\"boolean\">true</b>", #"{"a":1.50e3,"b":true}"#),
      ("<a type=\"array\"/><b type=\"object\"/><c type=\"string\"> </c>", #"{"a":[],"b":{},"c":" "}"#),
      ("<member name=\"item\">1</member><member name=\"b c\">2</member>", #"{"item":"1","b c":"2"}"#),
      ("<a type=\"object\"><item>1</item></a>", #"{"a":{"item":"1"}}"#),
      ("<a escaped=\"true\">\\u0001</a>", #"{"a":"\u0001"}"#),
      ("x<!-- y -->z<![CDATA[<]]>&amp;&#65;", #""xz<&A""#),
    ])
  func form(content: String, expected: String) throws {
    #expect(try json(content) == expected)
  }
}
