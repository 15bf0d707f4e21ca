import Diagnostics
import DocumentModel
import PKIModel
import Testing

@testable import AttributeValidation

@Suite("Attribute definitions")
struct AttributeDefinitionTests {
  private func problems(_ text: String) throws -> [String] {
    let collector = FindingCollector()
    let definition = AttributeDefinition(try json(text), findings: collector)
    #expect((definition == nil) == !collector.isEmpty)
    for finding in collector.findings { #expect(!finding.remedy.isEmpty) }
    return collector.findings.map { "\($0.pointer) \($0.code.rawValue): \($0.problem)" }
  }

  @Test("have the API's defaults")
  func defaults() throws {
    let definition = try definition(definitionText("string"))
    #expect(definition.kind == .data && definition.uuid == "u" && definition.name == "a" && definition.label == "A")
    #expect(definition.isVisible)
    #expect(
      ![
        definition.isRequired, definition.isReadOnly, definition.isList, definition.isMultiSelect,
        definition.isExtensibleList,
      ].contains(true))
    #expect(definition.description == nil && definition.group == nil)
    #expect(definition.content.isEmpty && definition.constraints.isEmpty)
  }

  @Test(
    "that contradict themselves are refused in the API's words",
    arguments: [
      (#""multiSelect": true"#, "", "Attribute has to be defined as list to be multiselect"),
      (#""extensibleList": true"#, "", "Attribute has to be defined as list to be extensible list"),
      (#""readOnly": true"#, "", "Read only attribute must define its content"),
      (#""readOnly": true"#, "[]", "Read only attribute must define its content"),
      (#""readOnly": true, "list": true"#, #"[{"data": "x"}]"#, "Read only attribute cannot be list"),
    ])
  func contradictions(properties: String, content: String, problem: String) throws {
    #expect(
      try problems(definitionText("string", properties: properties, content: content)) == [
        " attribute.definition: \(problem)"
      ])
  }

  @Test("that contradict themselves in several ways are told all of them")
  func several() throws {
    #expect(
      try problems(
        definitionText("string", properties: #""multiSelect": true, "extensibleList": true, "readOnly": true"#)
      ).count == 3)
  }

  @Test(
    "lack nothing that is required",
    arguments: [
      ("{}", ["uuid", "name", "contentType", "properties", "effect"]),
      (#"{"uuid": "u", "name": "a", "contentType": "string", "effect": "record"}"#, ["properties"]),
      (
        #"{"uuid": null, "name": "a", "contentType": "string", "effect": "record", "properties": {"label": "A"}}"#,
        ["uuid"]
      ),
    ])
  func missing(text: String, members: [String]) throws {
    #expect(try problems(text) == members.map { " member.missing: member \"\($0)\" is missing" })
  }

  @Test("have a label")
  func label() throws {
    #expect(
      try problems(#"{"uuid": "u", "name": "a", "contentType": "string", "effect": "record", "properties": {}}"#) == [
        "/properties member.missing: member \"label\" is missing"
      ])
  }

  @Test("have members of their types and no others")
  func wrongMembers() throws {
    #expect(
      try problems(
        #"{"uuid": 5, "name": "", "contentType": "String", "type": "group", "effect": "subject.shoeSize","#
          + #" "properties": {"label": "A", "required": "yes", "requird": true}, "constraints": {}, "extra": 1}"#) == [
          "/type member.value: \"type\" cannot be \"group\"", "/uuid member.type: a string is expected",
          "/name member.value: \"name\" is empty", "/contentType member.value: \"contentType\" cannot be \"String\"",
          "/constraints member.type: an array is expected",
          "/properties/required member.type: true or false is expected",
          "/properties/requird member.unknown: member \"requird\" is unknown",
          "/effect attribute.definition: \"subject.shoeSize\" is not an effect",
          "/extra member.unknown: member \"extra\" is unknown",
        ])
  }

  @Test("have content of their own type")
  func content() throws {
    #expect(
      try problems(definitionText("integer", content: #"[{"data": 5}, {"data": "5"}, {}, {"data": 1, "x": 2}]"#)) == [
        "/content/1/data attribute.definition: the value is not a Integer number",
        "/content/2 member.missing: member \"data\" is missing", "/content/3/x member.unknown: member \"x\" is unknown",
      ])
  }

  @Test(
    "have effects that their values can have",
    arguments: [
      ("integer", "subject.commonName"), ("integer", "san.dNSName"), ("boolean", "san"), ("string", "validity.days"),
      ("float", "validity.days"), ("object", "extension"), ("integer", "extension:1.2.3"),
    ])
  func effectTypes(type: String, effect: String) throws {
    #expect(
      try problems(definitionText(type, effect: effect)) == [
        " attribute.definition: the effect cannot use values of type \(type)"
      ])
  }

  @Test("are written as the API lists them, without the effect")
  func writing() throws {
    let definition = try definition(
      definitionText(
        "string", properties: #""required": true, "list": true, "extensibleList": true, "group": "g""#,
        content: #"[{"reference": "r", "data": "x"}, {"data": "y"}]"#,
        constraints: #"[{"type": "regExp", "data": "."}]"#, effect: "subject.commonName",
        others: #""description": "d", "type": "custom""#))
    var writer = JSONWriter()
    definition.write(to: &writer)
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #"{"uuid":"u","name":"a","description":"d","content":[{"reference":"r","data":"x"},{"data":"y"}],"#
        + #""type":"custom","contentType":"string","properties":{"label":"A","visible":true,"group":"g","#
        + #""required":true,"readOnly":false,"list":true,"multiSelect":false,"extensibleList":true},"#
        + #""constraints":[{"type":"regExp","data":"."}]}"#)
  }
}
