import Diagnostics
import DocumentModel
import Testing

@testable import AttributeValidation

@Suite("Judging attributes")
struct AttributeValidatorTests {
  private func string(_ properties: String = "", content: String = "", constraints: String = "") throws
    -> AttributeDefinition
  {
    try definition(definitionText("string", properties: properties, content: content, constraints: constraints))
  }

  @Test("gives the valid values in the order of the request")
  func values() throws {
    let collector = FindingCollector()
    let other = try definition(definitionText("integer", name: "b"))
    let nodes = try #require(
      try json(#"[{"name": "b", "content": [{"data": 5}]}, {"name": "a", "content": [{"data": "x"}]}]"#).elements)
    let catalog = try catalog([.attribute(string()), .attribute(other)])
    let values = AttributeValidator.validate(Array(nodes), by: catalog, at: "/x", findings: collector)
    #expect(values.map(\.definition.name) == ["b", "a"])
    #expect(values.map(\.texts) == [["5"], ["x"]])
    #expect(collector.isEmpty)
  }

  @Test("takes the members of a listed attribute without complaint")
  func listedMembers() throws {
    let result = try judge(
      #"[{"uuid": "\#(kitUUID.uppercased())", "name": "a", "label": "A", "type": "data", "contentType": "string","#
        + #" "content": [{"reference": "r", "data": "x"}]}]"#, by: string())
    #expect(result.findings == [])
    #expect(result.values == ["a": ["x"]])
  }

  @Test("refuses names that no definition has, and names given twice, with the API's one text")
  func names() throws {
    let result = try judge(
      #"[{"name": "b", "content": [{"data": "x"}]}, {"name": "a", "content": [{"data": "x"}]},"#
        + #" {"name": "a", "content": [{"data": "y"}]}, {"content": []}, {"name": ""}, {"name": "A"}]"#, by: string())
    #expect(
      result.findings == [
        "/3 member.missing: member \"name\" is missing", "/4/name member.value: \"name\" is empty",
        "/0 attribute.unknown: Content for attribute b is provided but definition is not found",
        "/2 attribute.duplicate: Content for attribute a is provided but definition is not found",
        "/5 attribute.unknown: Content for attribute A is provided but definition is not found",
      ])
    #expect(result.values == ["a": ["x"]])
  }

  @Test("refuses another UUID or content type than the definition's")
  func identity() throws {
    let result = try judge(
      #"[{"uuid": "v", "name": "a", "contentType": "text", "content": [{"data": "x"}]}]"#, by: string())
    #expect(
      result.findings == [
        "/0 attribute.uuid: Attribute a has another UUID than v",
        "/0 attribute.contentType: Attribute a has content type string, not text",
      ])
  }

  @Test("refuses members that an attribute or its content does not have")
  func unknownMembers() throws {
    let result = try judge(#"[{"name": "a", "value": 1, "content": [{"data": "x", "extra": 1}]}, 5]"#, by: string())
    #expect(
      result.findings == [
        "/0/value member.unknown: member \"value\" is unknown",
        "/1 member.type: an object is expected", "/1 member.missing: member \"name\" is missing",
        "/0/content/0/extra member.unknown: member \"extra\" is unknown",
      ])
  }

  @Test("refuses a required attribute that is not sent at all", arguments: [("data", "Data"), ("custom", "Custom")])
  func notSent(kind: String, label: String) throws {
    let required = try definition(
      definitionText("string", properties: #""required": true"#, others: #""type": "\#(kind)""#),
      in: kind == "custom" ? .custom : .profile)
    #expect(
      try judge("[]", by: required).findings == [
        "/body/attributes attribute.required: Content for required \(label) attribute a is not provided."
      ])
  }

  @Test(
    "refuses a required attribute that is sent without content",
    arguments: [#"{"name": "a"}"#, #"{"name": "a", "content": null}"#, #"{"name": "a", "content": []}"#])
  func noContent(attribute: String) throws {
    let result = try judge("[\(attribute)]", by: string(#""required": true"#))
    #expect(
      result.findings == [
        "/0 attribute.required: Attribute is required and no content is sent\(kitSuffix)"
      ])
    let optional = try judge("[\(attribute)]", by: string())
    #expect(optional.findings == [] && optional.values == [:])
  }

  @Test("refuses content that is no array", arguments: [#""x""#, "5", "{}", #"{"data": "x"}"#])
  func contentShape(content: String) throws {
    #expect(
      try judge(#"[{"name": "a", "content": \#(content)}]"#, by: string()).findings == [
        "/0/content member.type: \"content\" is not an array"
      ])
  }

  @Test(
    "refuses an item without data", arguments: ["{}", #"{"data": null}"#, #"{"reference": "r"}"#, #"{"value": "x"}"#])
  func noData(item: String) throws {
    #expect(
      try judge(#"[{"name": "a", "content": [\#(item)]}]"#, by: string()).findings == [
        "/0/content/0 attribute.malformed: Attribute content is malformed and does not contain data"
          + kitSuffix
      ])
  }

  @Test("tells who wrote value for data, as version 1 had it")
  func oldName() throws {
    let collector = FindingCollector()
    let nodes = try #require(try json(#"[{"name": "a", "content": [{"value": "x"}]}]"#).elements)
    let catalog = try catalog([.attribute(string())])
    _ = AttributeValidator.validate(Array(nodes), by: catalog, at: "", findings: collector)
    #expect(collector.findings.map(\.remedy) == ["write \"data\" instead of \"value\""])
  }

  @Test(
    "refuses another value of a read-only attribute; the reference does not count",
    arguments: [
      (#"[{"data": "x"}]"#, true), (#"[{"reference": "other", "data": "x"}]"#, true), (#"[{"data": "y"}]"#, false),
      (#"[{"data": ""}]"#, false),
    ])
  func readOnly(content: String, isRight: Bool) throws {
    let result = try judge(
      #"[{"name": "a", "content": \#(content)}]"#,
      by: string(#""readOnly": true"#, content: #"[{"reference": "r", "data": "x"}]"#))
    #expect(
      result.findings
        == (isRight
          ? []
          : ["/0 attribute.readOnly: Wrong value of read only attribute A\(kitSuffix)"]))
    #expect((result.values["a"] != nil) == isRight)
  }

  @Test("refuses values that a closed list does not have, each at its place")
  func list() throws {
    let list = try string(#""list": true, "multiSelect": true"#, content: #"[{"data": "x"}, {"data": "y"}]"#)
    #expect(try judge(#"[{"name": "a", "content": [{"data": "y"}, {"data": "x"}]}]"#, by: list).findings == [])
    #expect(
      try judge(#"[{"name": "a", "content": [{"data": "X"}, {"data": "x"}, {"data": "z"}]}]"#, by: list).findings
        == [0, 2].map {
          "/0/content/\($0) attribute.notInList: Attribute content item is not part of predefined list"
            + kitSuffix
        })
    let open = try string(
      #""list": true, "extensibleList": true"#, content: #"[{"data": "x"}, {"data": "y"}]"#)
    #expect(try judge(#"[{"name": "a", "content": [{"data": "z"}]}]"#, by: open).findings == [])
  }

  @Test("compares listed objects whatever the order of their members")
  func listedObjects() throws {
    let list = try definition(
      definitionText("object", properties: #""list": true"#, content: #"[{"data": {"id": 1, "name": "n"}}]"#))
    #expect(try judge(#"[{"name": "a", "content": [{"data": {"name": "n", "id": 1}}]}]"#, by: list).findings == [])
    for data in [#"{"id": 2, "name": "n"}"#, #"{"id": 1}"#, #"{"id": 1, "name": "n", "x": 1}"#] {
      #expect(try judge(#"[{"name": "a", "content": [{"data": \#(data)}]}]"#, by: list).findings.count == 1)
    }
  }

  @Test("refuses several values where one may be selected", arguments: [1, 2, 3])
  func multiSelect(count: Int) throws {
    let items = Array(repeating: #"{"data": "x"}"#, count: count).joined(separator: ", ")
    #expect(
      try judge(#"[{"name": "a", "content": [\#(items)]}]"#, by: string()).findings
        == (count == 1
          ? [] : ["/0/content attribute.multiSelect: Attribute a takes one value, \(count) are given"]))
  }

  @Test("finds everything that is wrong at once")
  func everything() throws {
    let first = try string(#""required": true"#, constraints: #"[{"type": "regExp", "data": "x+"}]"#)
    let second = try definition(
      definitionText("integer", name: "b", properties: #""required": true"#))
    let third = try definition(
      definitionText("boolean", name: "c", properties: #""required": true"#))
    let result = try judge(
      #"[{"name": "a", "uuid": "v", "content": [{"data": "y"}, {"data": 5}]}, {"name": "q"},"#
        + #" {"name": "b", "content": [{"data": "5"}]}]"#, by: first, second, third)
    #expect(
      result.findings.map { $0.prefix { $0 != ":" } } == [
        "/0 attribute.uuid", "/0/content/0 attribute.regExp", "/0/content/1/data attribute.wrongType",
        "/1 attribute.unknown", "/2/content/0/data attribute.wrongType", "/body/attributes attribute.required",
      ])
    #expect(result.values == [:])
  }
}
