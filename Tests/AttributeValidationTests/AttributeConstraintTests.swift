import Diagnostics
import DocumentModel
import Testing

@testable import AttributeValidation

@Suite("Constraints")
struct AttributeConstraintTests {
  private func breaches(_ type: String, _ constraint: String, _ data: String) throws -> [String] {
    try judge(
      #"[{"name": "a", "content": [{"data": \#(data)}]}]"#,
      by: definition(definitionText(type, constraints: "[\(constraint)]"))
    ).findings
  }

  @Test(
    "of regular expressions judge the whole value",
    arguments: [
      ("[a-z]+", "abc", true), ("[a-z]+", "abc1", false), ("[a-z]+", "1abc", false), ("[a-z]+", "", false),
      ("[a-z]+", "abc\\n", false), ("a|b", "a", true), ("a|b", "ab", false), ("a|b", "xb", false), ("^a$", "a", true),
      ("", "", true), ("", "a", false), (".*", "a\\nb", false), ("(?s).*", "a\\nb", true), ("ä{2}", "ää", true),
      ("(?i)abc", "ABC", true), ("\\\\d{3}", "123", true), ("\\\\d{3}", "1234", false),
    ])
  func regExp(pattern: String, value: String, matches: Bool) throws {
    let found = try breaches("string", #"{"type": "regExp", "data": "\#(pattern)"}"#, #""\#(value)""#)
    let shown = try json(#"["\#(value)", "\#(pattern)"]"#).elements.map { $0.map(\.text) } ?? []
    #expect(
      found
        == (matches
          ? [] : ["/0/content/0 attribute.regExp: Value \(shown[0]) of attribute A doesn't match regex \(shown[1])"]))
  }

  @Test(
    "of ranges include both ends",
    arguments: [
      ("integer", #""from": 1, "to": 5"#, "1", nil), ("integer", #""from": 1, "to": 5"#, "5", nil),
      ("integer", #""from": 1, "to": 5"#, "0", "higher than 1"),
      ("integer", #""from": 1, "to": 5"#, "6", "lower than 5"),
      ("integer", #""from": 1"#, "2147483647", nil), ("integer", #""to": 5"#, "-2147483648", nil),
      ("integer", "", "7", nil), ("float", #""from": 1, "to": 5"#, "0.999", "higher than 1"),
      ("float", #""from": 1, "to": 5"#, "5.001", "lower than 5"), ("float", #""from": 1, "to": 5"#, "5.0", nil),
      ("float", #""from": -1"#, "-1e2", "higher than -1"),
    ])
  func range(type: String, bounds: String, value: String, problem: String?) throws {
    #expect(
      try breaches(type, #"{"type": "range", "data": {\#(bounds)}}"#, value)
        == (problem.map { ["/0/content/0 attribute.range: Value \(value) of attribute A should be \($0)"] } ?? []))
  }

  @Test(
    "of dates include both ends, and compare instants, not texts",
    arguments: [
      ("2026-01-31T12:00:00Z", nil), ("2026-01-31T13:00:00+01:00", nil), ("2026-12-31T23:59:59Z", nil),
      ("2026-01-31T11:59:59Z", "after 2026-01-31T12:00:00Z"),
      ("2026-01-31T12:30:00+01:00", "after 2026-01-31T12:00:00Z"),
      ("2027-01-01T00:00:00Z", "before 2026-12-31T23:59:59Z"),
      ("2026-12-31T23:00:00-02:00", "before 2026-12-31T23:59:59Z"),
      ("2026-12-31T23:59:59.999Z", nil),
    ])
  func dateTime(value: String, problem: String?) throws {
    #expect(
      try breaches(
        "datetime", #"{"type": "dateTime", "data": {"from": "2026-01-31T12:00:00", "to": "2026-12-31T23:59:59Z"}}"#,
        "\"\(value)\"")
        == (problem.map { ["/0/content/0 attribute.dateTime: Value \(value) of attribute A should be \($0)"] } ?? []))
  }

  @Test("have a remedy in the definition's own words")
  func errorMessage() throws {
    let collector = FindingCollector()
    let definition = try definition(
      definitionText(
        "string", constraints: #"[{"type": "regExp", "data": "x", "errorMessage": "write x", "description": "d"}]"#))
    let nodes = try #require(try json(#"[{"name": "a", "content": [{"data": "y"}]}]"#).elements)
    _ = AttributeValidator.validate(Array(nodes), by: catalog([.attribute(definition)]), at: "", findings: collector)
    #expect(collector.findings.map(\.remedy) == ["write x"])
  }

  @Test("all judge, and each item is judged")
  func several() throws {
    let definition = try definition(
      definitionText(
        "integer", properties: #""list": true, "multiSelect": true"#,
        constraints: #"[{"type": "range", "data": {"from": 5}}, {"type": "range", "data": {"to": 3}}]"#))
    #expect(
      try judge(#"[{"name": "a", "content": [{"data": 4}, {"data": 9}]}]"#, by: definition).findings == [
        "/0/content/0 attribute.range: Value 4 of attribute A should be higher than 5",
        "/0/content/0 attribute.range: Value 4 of attribute A should be lower than 3",
        "/0/content/1 attribute.range: Value 9 of attribute A should be lower than 3",
      ])
  }

  private static let wrong = [
    (
      "string", #"{"type": "range", "data": {}}"#,
      "/constraints/0 attribute.definition: Invalid Attribute Constraint Type and Attribute Content Type. "
        + "Range can be validated only for INTEGER and FLOAT"
    ),
    (
      "integer", #"{"type": "regExp", "data": "x"}"#,
      "/constraints/0 attribute.definition: Invalid Attribute Constraint Type and Attribute Content Type. "
        + "Regexp can be associated for STRING type only"
    ),
    (
      "text", #"{"type": "regExp", "data": "x"}"#,
      "/constraints/0 attribute.definition: Invalid Attribute Constraint Type and Attribute Content Type. "
        + "Regexp can be associated for STRING type only"
    ),
    (
      "date", #"{"type": "dateTime", "data": {}}"#,
      "/constraints/0 attribute.definition: Invalid Attribute Constraint Type and Attribute Content Type. "
        + "DateTime can be associated for DATETIME type only"
    ),
    ("string", #"{"type": "regexp", "data": "x"}"#, "/constraints/0/type member.value: \"type\" cannot be \"regexp\""),
    ("string", #"{"data": "x"}"#, "/constraints/0 member.missing: member \"type\" is missing"),
    ("string", #"{"type": "regExp"}"#, "/constraints/0 member.missing: member \"data\" is missing"),
    (
      "string", #"{"type": "regExp", "data": "("}"#,
      "/constraints/0/data attribute.definition: not a regular expression"
    ),
    (
      "string", #"{"type": "regExp", "data": "a)|(?:b"}"#,
      "/constraints/0/data attribute.definition: not a regular expression"
    ),
    (
      "string", #"{"type": "regExp", "data": "["}"#,
      "/constraints/0/data attribute.definition: not a regular expression"
    ),
    ("string", #"{"type": "regExp", "data": 5}"#, "/constraints/0/data attribute.definition: not a regular expression"),
    (
      "integer", #"{"type": "range", "data": {"from": "1"}}"#,
      "/constraints/0/data/from member.type: a whole number is expected"
    ),
    (
      "integer", #"{"type": "range", "data": {"form": 1}}"#,
      "/constraints/0/data/form member.unknown: member \"form\" is unknown"
    ),
    ("integer", #"{"type": "range", "data": 5}"#, "/constraints/0/data member.type: an object is expected"),
    (
      "datetime", #"{"type": "dateTime", "data": {"from": "31.1.2026"}}"#,
      "/constraints/0/data/from attribute.definition: not a date and time"
    ),
    (
      "string", #"{"type": "regExp", "data": "x", "message": "m"}"#,
      "/constraints/0/message member.unknown: member \"message\" is unknown"
    ),
    ("string", "5", "/constraints/0 member.type: an object is expected"),
  ]

  @Test("that could judge nothing are refused with their definition", arguments: wrong)
  func refused(type: String, constraint: String, problem: String) throws {
    #expect(try problems(definitionText(type, constraints: "[\(constraint)]")).first == problem)
  }
}
