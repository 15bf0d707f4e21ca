import AttributeValidation
import PKIModel
import Testing

@testable import Configuration

@Suite("End-entity profile files")
struct EndEntityProfileTests {
  private static let path = "end-entity-profiles/device.json"

  /// A profile with one member replaced.
  private static func profile(_ member: String) -> String {
    let members = [
      #""name": "device""#, #""keys": [{"algorithm": "ed25519"}]"#,
    ].filter { $0.prefix(7) != member.prefix(7) }
    return "{\((members + [member]).joined(separator: ", "))}"
  }

  private func problems(_ member: String) throws -> [String] {
    var home = try HomeKit()
    home.put(EndEntityProfileTests.path, EndEntityProfileTests.profile(member))
    return home.problems().filter { $0.hasPrefix(EndEntityProfileTests.path) }.map {
      String($0.dropFirst(EndEntityProfileTests.path.count + 1))
    }
  }

  @Test(
    "are refused with the place of the fault",
    arguments: [
      (#""name": """#, "/name member.value: \"name\" is empty"),
      (#""subject": [{"type": "shoeSize"}]"#, "/subject/0/type member.value: \"shoeSize\" is not a naming attribute"),
      (#""subject": [{}]"#, "/subject/0 member.missing: member \"type\" is missing"),
      (#""subject": [{"type": "CN", "max": 0}]"#, "/subject/0/max member.value: 0 is not allowed"),
      (#""subject": [{"type": "CN", "max": 101}]"#, "/subject/0/max member.value: 101 is not allowed"),
      (
        #""subject": [{"type": "CN", "regExp": "("}]"#,
        "/subject/0/regExp member.value: \"(\" is not a regular expression"
      ),
      (
        #""subject": [{"type": "CN", "pattern": "."}]"#,
        "/subject/0/pattern member.unknown: member \"pattern\" is unknown"
      ),
      (#""subject": {"CN": {}}"#, "/subject member.type: an array is expected"),
      (#""unlistedSubject": "keep""#, "/unlistedSubject member.value: \"unlistedSubject\" cannot be \"keep\""),
      (#""subjectAltNames": [{"kind": "dns"}]"#, "/subjectAltNames/0/kind member.value: \"kind\" cannot be \"dns\""),
      (#""subjectAltNames": [{}]"#, "/subjectAltNames/0 member.missing: member \"kind\" is missing"),
      (
        #""subjectAltNames": [{"kind": "dNSName", "max": 1001}]"#,
        "/subjectAltNames/0/max member.value: 1001 is not allowed"
      ),
      (#""keys": []"#, "/keys member.value: no key is allowed"),
      (#""keys": [{"algorithm": "dsa"}]"#, "/keys/0/algorithm member.value: \"dsa\" is not an algorithm"),
      (#""keys": [{}]"#, "/keys/0 member.missing: member \"algorithm\" is missing"),
      (#""keys": [{"algorithm": "rsa", "minBits": 1024}]"#, "/keys/0/minBits member.value: 1024 is not allowed"),
      (#""keys": [{"algorithm": "rsa", "maxBits": 20000}]"#, "/keys/0/maxBits member.value: 20000 is not allowed"),
      (
        #""keys": [{"algorithm": "rsa", "minBits": 4096, "maxBits": 3072}]"#,
        "/keys/0/maxBits member.value: maxBits is less than minBits"
      ),
      (
        #""keys": [{"algorithm": "rsa", "minBits": 9000}]"#,
        "/keys/0/maxBits member.value: maxBits is less than minBits"
      ),
      (
        #""keys": [{"algorithm": "rsa", "curves": ["P-256"]}]"#,
        "/keys/0/curves member.unknown: member \"curves\" is unknown"
      ),
      (
        #""keys": [{"algorithm": "ec", "curves": ["secp256k1"]}]"#,
        "/keys/0/curves member.value: \"secp256k1\" is not P-256, P-384 or P-521"
      ),
      (#""keys": [{"algorithm": "ec"}]"#, "/keys member.value: no key is allowed"),
      (#""requestedExtensions": {"copy": ["x"]}"#, "/requestedExtensions/copy member.value: \"x\" is not an OID"),
      (
        #""requestedExtensions": {"others": "copy"}"#,
        "/requestedExtensions/others member.value: \"others\" cannot be \"copy\""
      ),
      (#""extra": 1"#, "/extra member.unknown: member \"extra\" is unknown"),
    ])
  func faults(member: String, problem: String) throws {
    #expect(try problems(member).first == problem)
  }

  @Test(
    "never copy an extension that certmill writes or that would make a CA",
    arguments: [
      "2.5.29.14", "2.5.29.15", "2.5.29.17", "2.5.29.18", "2.5.29.19", "2.5.29.30", "2.5.29.31", "2.5.29.32",
      "2.5.29.33", "2.5.29.35", "2.5.29.36", "2.5.29.37", "2.5.29.54", "1.3.6.1.5.5.7.1.1",
    ])
  func managedExtensions(oid: String) throws {
    #expect(
      try problems(#""requestedExtensions": {"copy": ["1.2.3", "\#(oid)"]}"#) == [
        "/requestedExtensions/copy member.value: extension \(oid) is written by the certificate profile"
      ])
  }

  @Test("refuse what they do not list, where they do not say")
  func defaults() throws {
    var home = try HomeKit()
    home.put(EndEntityProfileTests.path, #"{"name": "device", "keys": [{"algorithm": "rsa"}]}"#)
    let profile = try #require(try home.load().profile(named: "device")).endEntityProfile
    #expect(profile.unlistedSubject == .refuse && profile.unlistedAltNames == .refuse)
    #expect(profile.unlistedExtensions == .drop && profile.copiedExtensions == [])
    #expect(!profile.acceptsRAVerified)
    #expect(profile.subject.isEmpty && profile.altNames.isEmpty)
    #expect(profile.keys == [.rsa(bits: 2048...8192)])
  }

  @Test("keep what they say")
  func values() throws {
    var home = try HomeKit()
    home.put(
      EndEntityProfileTests.path,
      #"{"name": "device", "description": "d", "keys": [{"algorithm": "ec", "curves": ["P-384", "P-256"]}, "#
        + #"{"algorithm": "ed448"}, {"algorithm": "rsa", "minBits": 3072, "maxBits": 3072}], "#
        + #""subject": [{"type": "2.999", "required": true, "regExp": "a+", "max": 3}, {"type": "CN"}], "#
        + #""unlistedSubject": "drop", "subjectAltNames": [{"kind": "uniformResourceIdentifier", "regExp": "urn:.*"}], "#
        + #""requestedExtensions": {"copy": ["1.2.3"], "others": "refuse"}, "acceptRAVerified": true}"#)
    let profile = try #require(try home.load().profile(named: "device")).endEntityProfile
    #expect(
      profile.keys == [.ec(NamedCurve.p384.oid), .ec(NamedCurve.p256.oid), .ed448, .rsa(bits: 3072...3072)])
    #expect(profile.subject.map(\.type) == [OID(2, 999), OID(2, 5, 4, 3)])
    #expect(profile.subject.map(\.isRequired) == [true, false] && profile.subject.map(\.most) == [3, 1])
    #expect(profile.subject.first?.pattern?.matches("aaa") == true)
    #expect(profile.altNames.first?.pattern?.matches("http:") == false && profile.altNames.first?.most == 100)
    #expect(profile.unlistedSubject == .drop && profile.unlistedExtensions == .refuse)
    #expect(profile.copiedExtensions == [OID(1, 2, 3)] && profile.acceptsRAVerified)
  }
}
