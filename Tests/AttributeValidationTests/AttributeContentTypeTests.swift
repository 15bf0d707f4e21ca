import DocumentModel
import Testing

@testable import AttributeValidation

@Suite("Content types")
struct AttributeContentTypeTests {
  private static let file = #"{"content": "Zm8=", "fileName": "f", "mimeType": "text/plain"}"#
  private static let code = #"{"language": "python", "code": "Zm8="}"#

  static let accepted: [(AttributeContentType, String)] = [
    (.string, #""""#), (.string, #""x""#), (.text, #""a\nb""#), (.integer, "0"), (.integer, "-5"),
    (.integer, "2147483647"), (.integer, "-2147483648"), (.boolean, "true"), (.boolean, "false"), (.float, "1"),
    (.float, "-1.5"), (.float, "1e3"), (.date, #""2024-02-29""#), (.time, #""23:59:59""#),
    (.datetime, #""2011-12-03T10:15:30+01:00""#), (.datetime, #""2011-12-03T10:15:30.123Z""#),
    (.datetime, #""2011-12-03T10:15:30Z""#), (.secret, #"{"secret": "s"}"#),
    (.secret, #"{"secret": "s", "protectionLevel": null}"#), (.secret, #""s""#), (.file, file),
    (.credential, #"{"uuid": "u", "name": "n"}"#), (.credential, #"{"uuid": "u", "name": "n", "kind": "k"}"#),
    (.codeblock, code), (.object, "{}"), (.object, #"{"id": 5, "name": "n"}"#),
  ]

  @Test("accept the values of the API", arguments: accepted)
  func accepts(type: AttributeContentType, data: String) throws {
    let result = try judge(
      #"[{"name": "a", "content": [{"data": \#(data)}]}]"#, by: definition(definitionText(type.rawValue)))
    #expect(result.findings == [])
    #expect(result.values.keys.contains("a"))
  }

  static let refused: [(AttributeContentType, String)] = [
    (.string, "5"), (.string, "true"), (.string, "{}"), (.string, "[]"), (.text, "5"), (.text, #"{"text": "x"}"#),
    (.integer, #""5""#), (.integer, "1.0"), (.integer, "1.9"), (.integer, "1e2"), (.integer, "2147483648"),
    (.integer, "-2147483649"), (.integer, "true"), (.integer, "99999999999999999999"), (.boolean, #""true""#),
    (.boolean, "1"), (.boolean, "{}"), (.float, #""1.5""#), (.float, "1e999"), (.float, "true"),
    (.date, #""2023-02-29""#), (.date, #""2024-2-29""#), (.date, #""29.02.2024""#), (.date, #""2024-02-29T00:00:00Z""#),
    (.date, #""""#), (.date, "20240229"), (.time, #""24:00:00""#), (.time, #""23:59""#), (.time, #""23:59:60""#),
    (.time, #""23:59:59Z""#), (.time, #""1:00:00""#), (.datetime, #""2011-12-03T10:15:30""#),
    (.datetime, #""2011-12-03""#), (.datetime, #""2011-12-03 10:15:30Z""#), (.datetime, #""2011-12-03T10:15:30.Z""#),
    (.datetime, #""2011-12-03T10:15:30.1234567890Z""#), (.datetime, #""2011-12-03T10:15.5:30Z""#),
    (.datetime, #""2011-12-03.5T10:15:30Z""#), (.datetime, #""2011-12-03T10:15:30Z.5""#),
    (.datetime, #""2011-12-03T10:15:30.5.5Z""#), (.datetime, #""2011-12-03T10:15:30.٥Z""#),
    (.datetime, "1322903730"), (.secret, "5"), (.secret, "[]"), (.file, #""Zm8=""#), (.file, "[]"),
    (.credential, #""u""#), (.codeblock, #""print""#), (.object, #""{}""#), (.object, "[]"), (.object, "5"),
  ]

  @Test("refuse everything else, strictly", arguments: refused)
  func refuses(type: AttributeContentType, data: String) throws {
    let result = try judge(
      #"[{"name": "a", "content": [{"data": \#(data)}]}]"#, by: definition(definitionText(type.rawValue)))
    #expect(
      result.findings == [
        "/0/content/0/data attribute.wrongType: Wrong content for attribute of content type \(type.label)"
          + kitSuffix
      ])
    #expect(result.values == [:])
  }

  static let malformed: [(AttributeContentType, String, [String])] = [
    (.secret, "{}", ["secret is missing"]), (.secret, #"{"secret": 5}"#, ["secret is missing"]),
    (.secret, #""""#, ["secret is missing"]), (.secret, #"{"secret": ""}"#, ["secret is missing"]),
    (.secret, #"{"secret": "s", "protectionLevel": 1}"#, ["protectionLevel is not null"]),
    (.secret, #"{"secret": "s", "hint": "s"}"#, ["it has other members than secret, protectionLevel"]),
    (.file, "{}", ["content is missing", "fileName is missing", "mimeType is missing"]),
    (.file, #"{"content": "Zm8=", "fileName": ""}"#, ["fileName is missing", "mimeType is missing"]),
    (.file, #"{"content": "Zm8=", "fileName": "f", "mimeType": 5}"#, ["mimeType is missing"]),
    (.file, #"{"content": "Zm8", "fileName": "f", "mimeType": "t"}"#, ["content is not base64"]),
    (.file, #"{"content": "Zm9=", "fileName": "f", "mimeType": "t"}"#, ["content is not base64"]),
    (
      .file, #"{"value": "Zm8=", "fileName": "f", "mimeType": "t"}"#,
      ["it has other members than content, fileName, mimeType", "content is missing"]
    ),
    (.credential, "{}", ["uuid is missing", "name is missing"]), (.credential, #"{"uuid": "u"}"#, ["name is missing"]),
    (
      .credential, #"{"uuid": "u", "name": "n", "kind": 5, "attributes": {}, "x": 1}"#,
      ["it has other members than uuid, name, kind, attributes", "kind is not a string", "attributes is not an array"]
    ),
    (
      .credential,
      #"{"uuid": "u", "name": "n", "attributes": [5, {"contentType": "string"}, {"name": "a", "contentType": "odd"},"#
        + #"{"name": "a", "contentType": "file", "content": 5},"#
        + #"{"name": "a", "contentType": "file", "content": [{}, {"data": 5}, {"data": {}}]},"#
        + #"{"name": "a", "contentType": "secret", "content": [{"data": {"secret": ""}}]}]}"#,
      [
        "attributes/0: not an object", "attributes/1: name is missing",
        "attributes/2: contentType is missing or unknown", "attributes/3: content is not an array",
        "attributes/4: content/0: data is missing", "attributes/4: content/1: not a file",
        "attributes/4: content/2: content is missing", "attributes/4: content/2: fileName is missing",
        "attributes/4: content/2: mimeType is missing", "attributes/5: content/0: secret is missing",
      ]
    ),
    (.codeblock, "{}", ["language is missing", "code is missing"]),
    (.codeblock, #"{"language": "python"}"#, ["code is missing"]),
    (.codeblock, #"{"language": "brainfuck", "code": "Zm8="}"#, ["language brainfuck is unknown"]),
    (.codeblock, #"{"language": "Python", "code": "Zm8="}"#, ["language Python is unknown"]),
    (.codeblock, #"{"language": "python", "code": "print(1)"}"#, ["code is not base64"]),
  ]

  @Test("look into objects that have a structure", arguments: malformed)
  func structure(type: AttributeContentType, data: String, problems: [String]) throws {
    let result = try judge(
      #"[{"name": "a", "content": [{"data": \#(data)}]}]"#, by: definition(definitionText(type.rawValue)))
    #expect(
      result.findings
        == problems.map {
          "/0/content/0/data attribute.malformed: Malformed attribute content data: \($0)" + kitSuffix
        })
  }

  @Test("have credentials with attributes, each of its own type")
  func nestedAttributes() throws {
    let data =
      #"{"uuid": "u", "name": "n", "kind": "k", "attributes": [{"name": "p", "contentType": "secret","#
      + #" "content": [{"data": {"secret": "s"}}]}, {"name": "f", "contentType": "file", "content": null}]}"#
    let result = try judge(
      #"[{"name": "a", "content": [{"data": \#(data)}]}]"#, by: definition(definitionText("credential")))
    #expect(result.findings == [])
    #expect(result.values["a"] != nil)
  }

  @Test("are the API's 13, each with its label, each tried above")
  func complete() {
    #expect(
      AttributeContentType.allCases.map { "\($0.rawValue)=\($0.label)" } == [
        "string=String", "text=Text", "integer=Integer number", "boolean=Boolean", "float=Decimal number", "date=Date",
        "time=Time", "datetime=DateTime", "secret=Secret", "file=File", "credential=Credential",
        "codeblock=Code block", "object=Object",
      ])
    let all = Set(AttributeContentType.allCases)
    #expect(Set(AttributeContentTypeTests.accepted.map(\.0)) == all)
    #expect(Set(AttributeContentTypeTests.refused.map(\.0)) == all)
  }

  @Test("know every language of the API's code blocks")
  func languages() throws {
    let languages =
      "apacheconf bash basic c csharp cpp css docker fsharp gherkin git go graphql html http ini java javascript json "
      + "kotlin latex lisp makefile markdown matlab nginx objectivec perl php powershell properties python ruby rust "
      + "smalltalk sql typescript vbnet xquery xml yaml"
    for language in languages.split(separator: " ") {
      let data = try json(#"{"language": "\#(language)", "code": ""}"#)
      #expect(AttributeStructure.problems(of: data, as: .codeblock) == [], "\(language)")
    }
  }
}
