import AttributeValidation
import DocumentModel
import Testing

@testable import Configuration

@Suite("Loading a home")
struct HomeConfigurationTests {
  @Test("tells a file that is no JSON, and the references that it leaves open")
  func syntax() throws {
    var home = try HomeKit()
    home.put("authorities/issuing-ca.json", "{")
    let problems = home.problems()
    #expect(problems.count == 4)
    #expect(problems.first?.hasPrefix("authorities/issuing-ca.json# document.syntax: ") == true)
    #expect(
      Array(problems.dropFirst())
        == ["device", "tls-client", "tls-server"].map {
          "ra-profiles/\($0).json#/authorityInstanceUuid configuration.reference: "
            + "no authority has the uuid \(HomeKit.authority)"
        })
  }

  @Test("tells the findings of every file at once, file by file")
  func everything() throws {
    var home = try HomeKit()
    try home.change("authorities/issuing-ca.json", #""crl""#, #""CRL""#)
    try home.change("certificate-profiles/device.json", "\"serverAuth\"", "\"x\"")
    try home.change("ra-profiles/tls-client.json", #""enabled": true"#, #""enabled": 1"#)
    home.put("custom-attributes.json", "{}")
    #expect(
      home.problems() == [
        "authorities/issuing-ca.json#/CRL member.unknown: member \"CRL\" is unknown",
        "certificate-profiles/device.json#/extendedKeyUsage member.value: "
          + "\"x\" is not a purpose such as serverAuth, or an OID",
        "custom-attributes.json# member.type: an array is expected",
        "ra-profiles/device.json#/certificateProfile configuration.reference: no certificate profile is named device",
        "ra-profiles/tls-client.json#/enabled member.type: true or false is expected",
      ])
  }

  static let dangling: [(String, String, String)] = [
    (
      #""authorityInstanceUuid": "11111111"#, #""authorityInstanceUuid": "11111112"#,
      "/authorityInstanceUuid configuration.reference: no authority has the uuid 11111112-1111-4111-8111-111111111111"
    ),
    (
      #""certificateProfile": "device""#, #""certificateProfile": "Device""#,
      "/certificateProfile configuration.reference: no certificate profile is named Device"
    ),
    (
      #""endEntityProfile": "device""#, #""endEntityProfile": "x""#,
      "/endEntityProfile configuration.reference: no end-entity profile is named x"
    ),
  ]

  @Test("follows every reference of an RA profile", arguments: dangling)
  func references(old: String, new: String, problem: String) throws {
    var home = try HomeKit()
    try home.change("ra-profiles/device.json", old, new)
    #expect(home.problems() == ["ra-profiles/device.json#" + problem])
  }

  @Test("refuses two files with one name or one UUID, and says which has it first")
  func duplicates() throws {
    var home = try HomeKit()
    for folder in ["certificate-profiles", "end-entity-profiles"] {
      home.put("\(folder)/x.json", try home.text("\(folder)/device.json"))
    }
    home.put("ra-profiles/x.json", try home.text("ra-profiles/device.json"))
    home.put("authorities/x.json", try home.text("authorities/issuing-ca.json"))
    let uuid = HomeKit.profiles[2]
    #expect(
      home.problems() == [
        "authorities/x.json#/name configuration.duplicate: "
          + "\"issuing-ca\" is also the name in authorities/issuing-ca.json",
        "authorities/x.json#/uuid configuration.duplicate: "
          + "\"\(HomeKit.authority)\" is also the uuid in authorities/issuing-ca.json",
        "certificate-profiles/x.json#/name configuration.duplicate: "
          + "\"device\" is also the name in certificate-profiles/device.json",
        "end-entity-profiles/x.json#/name configuration.duplicate: "
          + "\"device\" is also the name in end-entity-profiles/device.json",
        "ra-profiles/x.json#/name configuration.duplicate: \"device\" is also the name in ra-profiles/device.json",
        "ra-profiles/x.json#/uuid configuration.duplicate: \"\(uuid)\" is also the uuid in ra-profiles/device.json",
      ])
  }

  @Test("takes UUIDs in either case for the same")
  func uuidCase() throws {
    var home = try HomeKit()
    let upper = "ABCDEF00-1111-4111-8111-111111111111"
    try home.change("authorities/issuing-ca.json", HomeKit.authority, upper.lowercased())
    for name in ["device", "tls-client", "tls-server"] {
      try home.change("ra-profiles/\(name).json", HomeKit.authority, upper)
    }
    #expect(home.problems() == [])
  }

  @Test("reads custom attributes, each name once")
  func customAttributes() throws {
    var home = try HomeKit()
    let one =
      #"{"uuid": "00000000-0000-4000-8000-00000000000a", "name": "n", "type": "custom", "contentType": "string", "effect": "record", "properties": {"label": "L"}}"#
    home.put("custom-attributes.json", "[\(one)]")
    #expect(try home.load().customAttributes.entries.map(\.name) == ["n"])
    home.put("custom-attributes.json", "[\(one), \(one)]")
    #expect(
      home.problems() == ["custom-attributes.json#/1/name configuration.duplicate: attribute n is defined twice"])
    home.put("custom-attributes.json", #"[{"uuid": "u"}]"#)
    #expect(home.problems().count == 5)
  }

  @Test("gives the same octets for a digest whatever the order of files and members and the white space")
  func canonical() throws {
    let home = try HomeKit()
    let octets = try home.load().canonicalOctets
    let reversed = try HomeConfiguration(files: home.files.reversed()) { (file) throws(DocumentError) in
      try JSONReader.document(file.octets.filter { $0 != 0x0A })
    }
    #expect(reversed.canonicalOctets == octets)
    var other = home
    try other.change("authorities/issuing-ca.json", #""name": "issuing-ca","#, "")
    try other.change("authorities/issuing-ca.json", "{\n", "{\n\"name\": \"issuing-ca\",")
    #expect(try other.load().canonicalOctets == octets)
    for (path, old, new) in [
      ("authorities/issuing-ca.json", "168", "169"),
      ("certificate-profiles/device.json", #""minDays": 1"#, #""minDays": 2"#),
      ("ra-profiles/device.json", #""enabled": true"#, #""enabled": false"#),
    ] {
      var changed = home
      try changed.change(path, old, new)
      #expect(try changed.load().canonicalOctets != octets)
    }
  }
}
