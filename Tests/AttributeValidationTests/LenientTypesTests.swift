import Testing

@testable import AttributeValidation

@Suite("Lenient types")
struct LenientTypesTests {
  private func judged(_ type: String, _ data: String, isLenient: Bool, constraints: String = "") throws -> Judgement {
    try judge(
      #"[{"name": "a", "contentType": "\#(type)", "content": [{"data": \#(data)}]}]"#,
      by: definition(definitionText(type, constraints: constraints)), isLenient: isLenient)
  }

  @Test(
    "take what only looks like the type for it, and say so",
    arguments: [
      ("string", "5", "5", "number", "String"), ("text", "1.50", "1.50", "number", "Text"),
      ("integer", #""12""#, "12", "string", "Integer number"), ("integer", #""-1""#, "-1", "string", "Integer number"),
      ("float", #""1.5""#, "1.5", "string", "Decimal number"), ("boolean", #""true""#, "true", "string", "Boolean"),
      ("boolean", #""false""#, "false", "string", "Boolean"),
    ])
  func coerced(type: String, data: String, text: String, was: String, label: String) throws {
    let result = try judged(type, data, isLenient: true)
    #expect(result.findings == [])
    #expect(result.values == ["a": [text]])
    #expect(
      result.warnings == [
        "/0/content/0/data attribute.coerced: Value \(text) of attribute A is a \(was) and is taken as \(label)"
      ])
    let strict = try judged(type, data, isLenient: false)
    #expect(strict.findings.map { $0.prefix { $0 != ":" } } == ["/0/content/0/data attribute.wrongType"])
    #expect(strict.values == [:])
  }

  @Test(
    "lose nothing and guess nothing",
    arguments: [
      ("integer", "1.9"), ("integer", #""1.9""#), ("integer", #"" 12""#), ("integer", #""12x""#), ("integer", #""""#),
      ("integer", #""2147483648""#), ("integer", "true"), ("boolean", #""yes""#), ("boolean", #""True""#),
      ("boolean", "1"), ("boolean", #""1""#), ("float", #""1e999""#), ("float", #""\"1\"""#), ("string", "true"),
      ("string", "[]"), ("date", "20260131"), ("object", #""{}""#), ("secret", "5"),
    ])
  func refused(type: String, data: String) throws {
    let result = try judged(type, data, isLenient: true)
    #expect(result.findings.map { $0.prefix { $0 != ":" } } == ["/0/content/0/data attribute.wrongType"])
    #expect(result.warnings == [])
  }

  @Test("judge what was taken by all other rules")
  func constraints() throws {
    let range = #"[{"type": "range", "data": {"to": 5}}]"#
    #expect(
      try judged("integer", #""12""#, isLenient: true, constraints: range).findings == [
        "/0/content/0 attribute.range: Value 12 of attribute A should be lower than 5"
      ])
    #expect(try judged("integer", "5", isLenient: true, constraints: range).warnings == [])
  }
}
