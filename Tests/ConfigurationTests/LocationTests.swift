import AttributeValidation
import DocumentModel
import Testing

@testable import Configuration

@Suite("Locations of a home")
struct LocationTests {
  private static let uuid = "5c0de000-0000-4000-8000-000000000001"

  private static func text(_ members: String = "", kind: String = "pkcs12", path: String = "stores/a.p12") -> String {
    #"{"uuid":"\#(uuid)","name":"a","enabled":true,"kind":"\#(kind)","path":"\#(path)"\#(members)}"#
  }

  private static let password = #","password":{"file":"/run/secrets/a"}"#

  private func home(_ files: [String]) throws -> HomeKit {
    var home = try HomeKit()
    for (index, text) in files.enumerated() { home.put("locations/\(index).json", text) }
    return home
  }

  @Test("are read with what they say, and the usual values where they say nothing")
  func reading() throws {
    let definition =
      #"{"uuid":"f0000000-0000-4000-8000-000000000001","name":"owner","contentType":"string","properties":{"label":"Owner"},"effect":"record"}"#
    let members =
      LocationTests.password + #","description":"d","supportMultipleEntries":true,"supportKeyManagement":true,"#
      + #""defaultAlias":"web-1","pushAttributes":[\#(definition)]"#
    let other = LocationTests.text(kind: "directory", path: "/srv/certificates")
      .replacing(LocationTests.uuid, with: "5c0de000-0000-4000-8000-000000000002").replacing(#""a""#, with: #""b""#)
    let configuration = try home([LocationTests.text(members), other]).load()
    #expect(configuration.locations.map(\.name) == ["a", "b"])
    let store = configuration.locations[0]
    #expect(store.kind == .pkcs12 && store.path == "stores/a.p12" && store.passwordPath == "/run/secrets/a")
    #expect(store.description == "d" && store.supportsMultipleEntries && store.supportsKeyManagement)
    #expect(store.pushAttributes.entries.map(\.name) == ["alias", "owner"])
    #expect(store.pushAttributes.allDefinitions[0].content.map(\.data.text) == ["web-1"])
    let folder = configuration.locations[1]
    #expect(folder.passwordPath == nil && !folder.supportsMultipleEntries && !folder.supportsKeyManagement)
    #expect(folder.pushAttributes.allDefinitions.map(\.uuid) == ["a89139d5-d0de-443a-ad54-9b98a592ab6c"])
    #expect(folder.pushAttributes.allDefinitions[0].content.map(\.data.text) == ["czertainly"])
  }

  @Test("A home without locations has none")
  func none() throws {
    #expect(try HomeKit().load().locations.isEmpty)
  }

  @Test(
    "are refused for what is wrong with them",
    arguments: [
      (text(), "/password member.value: a keystore has a password"),
      (text(password, kind: "directory"), "/password member.value: a directory has no password"),
      (text(kind: "pemBundle", path: "../a.pem"), #"/path member.value: "../a.pem" is not a plain path"#),
      (text(kind: "pemBundle", path: "/a//b"), #"/path member.value: "/a//b" is not a plain path"#),
      (text(password + #","defaultAlias":"Web""#), "/defaultAlias member.value: not an alias"),
      (
        text(password + #","supportKeyManagement":true"#, kind: "jks"),
        "/supportKeyManagement member.value: a jks here holds no private keys"
      ),
      (
        text(
          password
            + #","pushAttributes":[{"uuid":"f0000000-0000-4000-8000-000000000001","name":"alias","contentType":"string","#
            + #""properties":{"label":"l"},"effect":"record"}]"#),
        "/pushAttributes member.value: attribute alias is defined twice"
      ),
      (
        text(
          password
            + #","pushAttributes":[{"uuid":"f0000000-0000-4000-8000-000000000001","name":"n","contentType":"string","#
            + #""properties":{"label":"l"},"effect":"san"}]"#),
        "/pushAttributes member.value: attribute n cannot change a certificate that is there"
      ),
      (text(password, kind: "bcfks"), #"/kind member.value: "kind" cannot be "bcfks""#),
    ])
  func faults(_ text: String, _ problem: String) throws {
    #expect(try home([text]).problems() == ["locations/0.json#\(problem)"])
  }

  @Test("Two of them cannot have one name, UUID or path")
  func repetitions() throws {
    let text = LocationTests.text(LocationTests.password)
    #expect(
      try home([text, text]).problems()
        == ["name", "uuid", "path"].map { member in
          let value = ["name": "a", "uuid": LocationTests.uuid, "path": "stores/a.p12"][member] ?? ""
          return "locations/1.json#/\(member) configuration.duplicate: \"\(value)\" is also the \(member) in "
            + "locations/0.json"
        })
  }
}
