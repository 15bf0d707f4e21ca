import Diagnostics
import DocumentModel
import PKIModel
import Testing

@testable import AttributeValidation

@Suite("Attribute definitions")
struct AttributeDefinitionTests {
  @Test("have the API's defaults")
  func defaults() throws {
    let definition = try definition(definitionText("string"))
    #expect(definition.kind == .data && definition.uuid == kitUUID && definition.name == "a" && definition.label == "A")
    let properties = definition.properties
    #expect(properties.isVisible)
    #expect(
      ![
        properties.isRequired, properties.isReadOnly, properties.isList, properties.isMultiSelect,
        properties.isExtensibleList, properties.isGlobal, properties.isOverwriting,
      ].contains(true))
    #expect(definition.description == nil && properties.group == nil && definition.callback == nil)
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

  @Test("lack nothing that is required")
  func missing() throws {
    #expect(
      try problems("{}") == [
        "/uuid attribute.definition: Attribute does not have valid UUID",
        "/name attribute.definition: Attribute does not have valid name",
        " member.missing: member \"contentType\" is missing", " member.missing: member \"properties\" is missing",
        " member.missing: member \"effect\" is missing",
      ])
  }

  @Test(
    "have a UUID, a name and a label, in the API's words",
    arguments: [
      (kitUUID, "null", "/uuid attribute.definition: Attribute does not have valid UUID"),
      (
        kitUUID, "\"166b5cf52-63f2-11ec-90d6-0242ac120003\"",
        "/uuid attribute.definition: Attribute does not have valid UUID"
      ),
      (
        kitUUID, "\"7b55ge1c-844f-11dc-a8a3-0242ac120002\"",
        "/uuid attribute.definition: Attribute does not have valid UUID"
      ),
      (kitUUID, "5", "/uuid member.type: a string is expected"),
      ("a", "null", "/name attribute.definition: Attribute does not have valid name"),
      ("a", "\"\"", "/name attribute.definition: Attribute does not have valid name"),
      ("a", "\" \"", "/name attribute.definition: Attribute does not have valid name"),
      ("A", "null", "/properties/label attribute.definition: Attribute does not have label"),
      ("A", "\"\"", "/properties/label attribute.definition: Attribute does not have label"),
      ("A", "5", "/properties/label member.type: a string is expected"),
    ])
  func identity(old: String, new: String, problem: String) throws {
    let text = definitionText("string").replacing("\"\(old)\"", with: new)
    #expect(try problems(text) == [problem])
  }

  @Test("have members of their types and no others")
  func wrongMembers() throws {
    #expect(
      try problems(
        #"{"uuid": 5, "name": "", "contentType": "String", "effect": "subject.shoeSize","#
          + #" "properties": {"label": "A", "required": "yes", "requird": true}, "constraints": {}, "extra": 1}"#) == [
          "/uuid member.type: a string is expected", "/name attribute.definition: Attribute does not have valid name",
          "/contentType member.value: \"contentType\" cannot be \"String\"",
          "/properties/required member.type: true or false is expected",
          "/properties/requird member.unknown: member \"requird\" is unknown",
          "/constraints member.type: an array is expected",
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
    #expect(
      try problems(definitionText("codeblock", content: #"[{"data": {"language": "go", "code": "x"}}]"#)) == [
        "/content/0/data attribute.definition: Malformed attribute content data: code is not base64"
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
    let entry = try entry(
      definitionText(
        "string", properties: #""required": true, "list": true, "extensibleList": true, "group": "g""#,
        content: #"[{"reference": "r", "data": "x"}, {"data": "y"}]"#,
        constraints: #"[{"type": "regExp", "data": ".", "description": "d", "errorMessage": "e"}]"#,
        effect: "subject.commonName", others: #""description": "d""#))
    var writer = JSONWriter()
    entry.write(to: &writer)
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #"{"uuid":"\#(kitUUID)","name":"a","description":"d","content":[{"reference":"r","data":"x"},{"data":"y"}],"#
        + #""type":"data","contentType":"string","properties":{"label":"A","visible":true,"group":"g","#
        + #""required":true,"readOnly":false,"list":true,"multiSelect":false,"extensibleList":true},"#
        + #""constraints":[{"description":"d","errorMessage":"e","type":"regExp","data":"."}]}"#)
  }
}
