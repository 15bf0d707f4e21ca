import Diagnostics
import DocumentModel
import Testing

@testable import AttributeValidation

@Suite("Kinds of attributes")
struct AttributeKindTests {
  private func listed(_ text: String, in scope: AttributeScope = .profile) throws -> String {
    var writer = JSONWriter()
    try entry(text, in: scope).write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test(
    "have their place",
    arguments: [
      (AttributeScope.profile, ["data", "group", "info", "meta"]), (.custom, ["custom"]), (.table, ["data", "info"]),
    ])
  func scopes(scope: AttributeScope, kinds: [String]) throws {
    for kind in ["data", "group", "info", "meta", "custom", "Data", ""] where !kinds.contains(kind) {
      #expect(
        try problems(definitionText("string", others: #""type": "\#(kind)""#), in: scope) == [
          "/type member.value: \"type\" cannot be \"\(kind)\""
        ])
    }
    #expect(try problems(definitionText("string", others: #""type": 5"#), in: scope).count == 1)
    let kind = try definition(definitionText("string", others: #""type": null"#), in: scope).kind
    #expect(kind.rawValue == kinds[0])
  }

  @Test("of info are shown with their content")
  func info() throws {
    let text = definitionText(
      "text", properties: #""group": "g", "visible": false"#, content: ##"[{"data": "# Read me"}]"##, effect: "",
      others: #""type": "info""#)
    #expect(
      try listed(text)
        == ##"{"uuid":"\##(kitUUID)","name":"a","content":[{"data":"# Read me"}],"type":"info","##
        + ##""contentType":"text","properties":{"label":"A","visible":false,"group":"g"}}"##)
  }

  @Test("of metadata are shown with their content")
  func meta() throws {
    let text = definitionText(
      "integer", properties: #""global": true"#, content: #"[{"data": 5}]"#, effect: "", others: #""type": "meta""#)
    #expect(
      try listed(text)
        == #"{"uuid":"\#(kitUUID)","name":"a","content":[{"data":5}],"type":"meta","contentType":"integer","#
        + #""properties":{"label":"A","visible":true,"global":true,"overwrite":false}}"#)
  }

  @Test("that requests do not carry have nothing that judges requests", arguments: ["info", "meta"])
  func notSent(kind: String) throws {
    let type = #""type": "\#(kind)""#
    #expect(
      try problems(definitionText("string", effect: "", others: type)) == [
        " attribute.definition: an attribute of type \(kind) says nothing without content"
      ])
    let others = #", "constraints": [], "attributeCallback": {}, "enabled": true, "resources": []"#
    #expect(
      try problems(
        definitionText(
          "string", properties: #""required": true, "list": true"#, content: #"[{"data": "x"}]"#,
          others: type + others)) == [
          "/properties/required member.unknown: member \"required\" is unknown",
          "/properties/list member.unknown: member \"list\" is unknown",
          "/effect member.unknown: member \"effect\" is unknown",
          "/constraints member.unknown: member \"constraints\" is unknown",
          "/attributeCallback member.unknown: member \"attributeCallback\" is unknown",
          "/enabled member.unknown: member \"enabled\" is unknown",
          "/resources member.unknown: member \"resources\" is unknown",
        ])
  }

  @Test("of groups have a callback, a name, and nothing else")
  func group() throws {
    let callback = #""attributeCallback": {"callbackContext": "/v1/x", "callbackMethod": "GET"}"#
    let identity = #""uuid": "\#(kitUUID)", "name": "g", "description": "d", "type": "group""#
    #expect(
      try listed("{\(identity), \(callback)}")
        == #"{"uuid":"\#(kitUUID)","name":"g","description":"d","type":"group","#
        + #""attributeCallback":{"callbackContext":"/v1/x","callbackMethod":"GET","mappings":[]}}"#)
    #expect(try problems("{\(identity)}") == [" attribute.definition: Group attribute does not have callback"])
    #expect(
      try problems(#"{"type": "group", "contentType": "string", \#(callback)}"#) == [
        "/uuid attribute.definition: Attribute does not have valid UUID",
        "/name attribute.definition: Attribute does not have valid name",
        "/contentType member.unknown: member \"contentType\" is unknown",
      ])
  }

  @Test("cannot be sent where requests have no place for them, whatever the list shows")
  func refused() throws {
    let group =
      #"{"uuid": "\#(kitUUID)", "name": "g", "type": "group","#
      + #" "attributeCallback": {"callbackContext": "/v1/x", "callbackMethod": "GET"}}"#
    let entries = try [
      entry(definitionText("string", name: "i", content: #"[{"data": "x"}]"#, effect: "", others: #""type": "info""#)),
      entry(definitionText("string", name: "m", content: #"[{"data": "x"}]"#, effect: "", others: #""type": "meta""#)),
      entry(group),
    ]
    let catalog = catalog(entries)
    #expect(catalog.entries.map(\.name) == ["i", "m", "g"])
    #expect(catalog.metadata.map(\.name) == ["m"])
    for name in ["i", "m", "g"] {
      let result = try Judgement(#"[{"name": "\#(name)", "content": [{"data": "x"}]}]"#, by: catalog)
      #expect(
        result.findings == [
          "/0 attribute.unknown: Content for attribute \(name) is provided but definition is not found"
        ])
    }
  }

  @Test("never show a secret, and of a credential only what names it")
  func secrets() throws {
    let secret = try listed(definitionText("secret", content: #"[{"reference": "r", "data": {"secret": "hunter2"}}]"#))
    #expect(!secret.contains("hunter2") && !secret.contains("\"content\""))
    let data =
      #"{"uuid": "u", "name": "n", "kind": "k", "attributes": [{"name": "p", "contentType": "secret","#
      + #" "content": [{"data": "hunter2"}]}]}"#
    let credential = try listed(definitionText("credential", content: #"[{"data": \#(data)}]"#))
    #expect(!credential.contains("hunter2"))
    #expect(credential.contains(#""content":[{"data":{"uuid":"u","name":"n","kind":"k"}}]"#))
  }

  @Test("of data find a listed credential by UUID and name, and a secret in either form")
  func identities() throws {
    let full = #"{"uuid": "u", "name": "n", "kind": "k", "attributes": []}"#
    let credential = try definition(
      definitionText("credential", properties: #""list": true"#, content: #"[{"data": \#(full)}]"#))
    let secret = try definition(
      definitionText("secret", properties: #""list": true"#, content: #"[{"data": {"secret": "s"}}]"#))
    let float = try definition(definitionText("float", properties: #""list": true"#, content: #"[{"data": 1.0}]"#))
    let rows: [(AttributeDefinition, String, Bool)] = [
      (credential, #"{"uuid": "u", "name": "n"}"#, true), (credential, #"{"uuid": "u", "name": "m"}"#, false),
      (secret, #""s""#, true), (secret, #"{"secret": "s", "protectionLevel": null}"#, true), (secret, #""t""#, false),
      (float, "1", true), (float, "1e0", true), (float, "1.5", false),
    ]
    for (definition, data, isListed) in rows {
      let result = try judge(#"[{"name": "a", "content": [{"data": \#(data)}]}]"#, by: definition)
      #expect(result.findings.isEmpty == isListed, "\(data)")
    }
  }
}
