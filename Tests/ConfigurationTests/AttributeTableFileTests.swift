import AttributeValidation
import Testing

@testable import Configuration

@Suite("Attribute table files")
struct AttributeTableFileTests {
  private static let path = "ra-profiles/device.json"

  private static func definition(_ name: String, _ type: String, others: String = #""effect": "record""#) -> String {
    #"{"uuid": "00000000-0000-4000-8000-00000000000a", "name": "\#(name)", "contentType": "\#(type)","#
      + #" "properties": {"label": "L"}, \#(others)}"#
  }

  private static func home(issue: String, revoke: String = "") throws -> HomeKit {
    var home = try HomeKit()
    try home.change(path, #""issueAttributes": ["#, #""issueAttributes": [\#(issue), "#)
    try home.change(path, #""revokeAttributes": []"#, #""revokeAttributes": [\#(revoke)]"#)
    return home
  }

  private static let group =
    #"{"uuid": "00000000-0000-4000-8000-00000000000b", "name": "g", "type": "group","#
    + #" "attributeCallback": {"callbackContext": "/x", "callbackMethod": "GET"}}"#
  private static let table =
    #"{"callbackContext": "/x", "callbackMethod": "GET", "rows": [{"attributes": [\#(definition("n", "string"))]}]}"#

  @Test("answer the callbacks of RA profiles")
  func linked() throws {
    var home = try Self.home(issue: Self.group)
    #expect(
      home.problems() == [
        "ra-profiles/device.json#/issueAttributes/0/attributeCallback configuration.reference: "
          + "no attribute table answers the callback GET /x"
      ])
    home.put("attribute-tables/x.json", Self.table)
    let profile = try #require(try home.load().profile(named: "device"))
    #expect(profile.issueAttributes.allDefinitions.map(\.name).contains("n"))
    #expect(!profile.revokeAttributes.allDefinitions.map(\.name).contains("n"))
  }

  @Test("are found at fault with their place, and two for one callback, too")
  func faults() throws {
    var home = try HomeKit()
    home.put("attribute-tables/x.json", Self.table)
    home.put("attribute-tables/y.json", Self.table)
    home.put("attribute-tables/z.json", #"{"callbackContext": "/z", "callbackMethod": "GET", "rows": [{}]}"#)
    #expect(
      home.problems() == [
        "attribute-tables/y.json#/callbackContext configuration.duplicate: "
          + "\"GET /x\" is also the callbackContext in attribute-tables/x.json",
        "attribute-tables/z.json#/rows/0 member.missing: member \"attributes\" is missing",
      ])
  }

  @Test("and RA profiles give one attribute one content type, in the API's words")
  func types() throws {
    let text = "content type changed to integer while stored attribute definition have content type string"
    let home = try Self.home(issue: Self.definition("n", "string"), revoke: Self.definition("n", "integer"))
    #expect(
      home.problems() == [
        "ra-profiles/device.json#/revokeAttributes/0/contentType attribute.definition: Connector attribute \(text)"
      ])
    var tabled = try Self.home(issue: Self.definition("n", "string"))
    tabled.put("attribute-tables/x.json", Self.table.replacing(#": "string""#, with: #": "integer""#))
    #expect(
      tabled.problems() == [
        "attribute-tables/x.json#/rows/0/attributes/0/contentType attribute.definition: Connector attribute \(text)"
      ])
    let content = #""type": "meta", "content": [{"data": 5}]"#
    let meta = try Self.home(
      issue: Self.definition("n", "string", others: content.replacing("5", with: #""x""#)),
      revoke: Self.definition("n", "integer", others: content))
    #expect(
      meta.problems() == [
        "ra-profiles/device.json#/revokeAttributes/0/contentType attribute.definition: Metadata attribute \(text)"
      ])
    #expect(
      try Self.home(issue: Self.definition("n", "string"), revoke: Self.definition("m", "integer")).problems() == [])
  }
}
