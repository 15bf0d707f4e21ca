import AttributeValidation
import PKIModel
import Testing

@testable import Configuration

@Suite("RA profile files")
struct RAProfileTests {
  private static let path = "ra-profiles/device.json"

  static let faults = [
    Fault(
      path, #""uuid": "44444444-"#, #""uuid": "4444444-"#,
      "/uuid member.value: \"4444444-4444-4444-8444-444444444444\" is not a UUID"),
    Fault(path, #""enabled": true,"#, "", " member.missing: member \"enabled\" is missing"),
    Fault(path, #""enabled": true"#, #""enabled": "true""#, "/enabled member.type: true or false is expected"),
    Fault(
      path, #""authorityInstanceUuid": "1"#, #""authorityInstanceUuid": ""#,
      "/authorityInstanceUuid member.value: \"1111111-1111-4111-8111-111111111111\" is not a UUID"),
    Fault(path, #""certificateProfile": "device","#, "", " member.missing: member \"certificateProfile\" is missing"),
    Fault(
      path, #""endEntityProfile": "device""#, #""endEntityProfile": """#,
      "/endEntityProfile member.value: \"endEntityProfile\" is empty"),
    Fault(path, #""email""#, #""mail""#, "/builtInAttributes member.value: \"mail\" is not email, san or extension"),
    Fault(
      path, #""revokeAttributes": []"#, #""revokeAttributes": {}"#,
      "/revokeAttributes member.type: an array is expected"),
    Fault(
      path, #""revokeAttributes": []"#, #""revokeAttributes": [{}]"#,
      "/revokeAttributes/0/uuid attribute.definition: Attribute does not have valid UUID"),
    Fault(
      path, #""revokeAttributes": []"#, #""revokeAttributes": [{"type": "custom"}]"#,
      "/revokeAttributes/0/type member.value: \"type\" cannot be \"custom\""),
    Fault(
      path, #""enabled": true"#, #""enabled": true, "lenientAttributes": 1"#,
      "/lenientAttributes member.type: true or false is expected"),
    Fault(
      path, #""name": "validityDays""#, #""name": "email""#,
      "/issueAttributes member.value: attribute email is defined twice"),
    Fault(
      path, #""effect": "validity.days""#, #""effect": "san""#,
      "/issueAttributes/0 attribute.definition: the effect cannot use values of type integer"),
    Fault(
      path, #""revokeAttributes": []"#, #""revokeAttributes": [], "renewalKeeps": ["subject"]"#,
      "/renewalKeeps member.value: \"subject\" is not subjectAltNames, extensions, customAttributes, validity"),
    Fault(
      path, #""description""#, #""protocols": [], "description""#,
      "/protocols member.unknown: member \"protocols\" is unknown"),
  ]

  @Test("are refused with the place of the fault", arguments: faults)
  func refused(_ fault: Fault) throws {
    #expect(try fault.problems().first == fault.path + "#" + fault.problem)
  }

  @Test("take the connector's attributes in by name, with their UUIDs and effects")
  func builtIn() throws {
    var home = try HomeKit()
    try home.change(RAProfileTests.path, #""san""#, #""san", "extension""#)
    let entries = try #require(try home.load().profile(named: "device")).issueAttributes.entries
    let attributes = entries.compactMap(\.definition)
    #expect(entries.count == 4)
    #expect(attributes.map(\.name) == ["email", "san", "extension", "validityDays"])
    #expect(
      attributes.prefix(3).map(\.uuid) == [
        "0b378474-ebe9-4a17-9d3d-0577eb16aa34", "2cfd8c1a-e867-42f1-ab6c-67fb1964e163",
        "72324d22-12cb-47ee-a02e-0b1da2013eee",
      ])
    #expect(attributes.map(\.effect) == [.record, .altNames, .certificateExtensions, .validityDays])
    #expect(attributes.prefix(3).allSatisfy { $0.contentType == .string && !$0.properties.isRequired })
  }

  @Test(
    "say what a successor keeps",
    arguments: [
      ("", Carryover.usual), (#", "renewalKeeps": null"#, Carryover.usual),
      (#", "renewalKeeps": []"#, Set<Carryover>()),
      (#", "renewalKeeps": ["validity"]"#, Set([Carryover.validity])),
    ])
  func renewalKeeps(text: String, expected: Set<Carryover>) throws {
    var home = try HomeKit()
    try home.change(RAProfileTests.path, #""revokeAttributes": []"#, #""revokeAttributes": []\#(text)"#)
    #expect(try home.load().profile(named: "device")?.raProfile.renewalKeeps == expected)
  }

  @Test("are strict unless they say otherwise")
  func lenient() throws {
    var home = try HomeKit()
    #expect(try home.load().profile(named: "device")?.raProfile.isLenient == false)
    try home.change(RAProfileTests.path, #""enabled": true"#, #""enabled": true, "lenientAttributes": true"#)
    #expect(try home.load().profile(named: "device")?.raProfile.isLenient == true)
  }

  @Test("may be disabled")
  func disabled() throws {
    var home = try HomeKit()
    try home.change(RAProfileTests.path, #""enabled": true"#, #""enabled": false"#)
    #expect(try home.load().profile(named: "device")?.raProfile.isEnabled == false)
  }
}
