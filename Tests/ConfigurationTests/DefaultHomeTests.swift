import AttributeValidation
import DocumentModel
import PKIModel
import Testing

@testable import Configuration

@Suite("The default home")
struct DefaultHomeTests {
  @Test("has the files that the loader reads, in its folders")
  func files() throws {
    #expect(
      try HomeKit().files.map(\.path) == [
        "authorities/issuing-ca.json", "ra-profiles/tls-server.json", "ra-profiles/tls-client.json",
        "ra-profiles/device.json", "certificate-profiles/tls-server.json", "certificate-profiles/tls-client.json",
        "certificate-profiles/device.json", "end-entity-profiles/tls-server.json",
        "end-entity-profiles/tls-client.json", "end-entity-profiles/device.json", "custom-attributes.json",
      ])
    for file in try HomeKit().files {
      #expect(file.octets.last == 0x0A)
      #expect(HomeFileKind(path: file.path) != nil, "\(file.path)")
    }
  }

  @Test("loads as it is, with three profiles of one authority")
  func loads() throws {
    let home = try HomeKit().load()
    #expect(home.authorities.map(\.name) == ["issuing-ca"])
    #expect(home.profiles.map(\.raProfile.name) == ["device", "tls-client", "tls-server"])
    #expect(home.files == home.files.sorted() && home.files.count == 11)
    #expect(home.customAttributes.entries.isEmpty)
    let authority = try #require(home.authorities.first)
    #expect(authority.uuid.description == HomeKit.authority)
    #expect(authority.chainPath == "keys/issuing-ca-chain.pem" && authority.keyPath == "keys/issuing-ca.pem")
    #expect(authority.crlValiditySeconds == 7 * 24 * 3600)
    #expect(home.authority(authority.uuid)?.name == "issuing-ca")
    for (name, uuid) in zip(["tls-server", "tls-client", "device"], HomeKit.profiles) {
      let profile = try #require(home.profile(named: name))
      #expect(profile.raProfile.uuid.description == uuid)
      #expect(home.profile(profile.raProfile.uuid)?.raProfile.name == name)
      #expect(profile.authority.uuid == authority.uuid)
      #expect(profile.certificateProfile.name == name && profile.endEntityProfile.name == name)
      #expect(profile.raProfile.isEnabled)
      #expect(profile.raProfile.issueAttributes.map(\.name) == ["email", "san", "validityDays"])
    }
    #expect(home.profile(named: "x") == nil)
    #expect(home.profile(authority.uuid) == nil)
  }

  @Test("gives certificates that are what their names say")
  func profiles() throws {
    let home = try HomeKit().load()
    let server = try #require(home.profile(named: "tls-server"))
    #expect(server.certificateProfile.keyUsage == [.digitalSignature, .keyEncipherment])
    #expect(server.certificateProfile.extendedKeyUsage.map(ExtendedKeyUsage.name) == ["serverAuth"])
    #expect(server.certificateProfile.validityDays == 397 && server.certificateProfile.allowedDays == 1...397)
    #expect(server.certificateProfile.backdateMinutes == 5)
    #expect(server.certificateProfile.hasBasicConstraints)
    #expect(server.endEntityProfile.altNames.map(\.kind) == [.dNSName, .iPAddress])
    #expect(server.endEntityProfile.unlistedSubject == .refuse && server.endEntityProfile.unlistedAltNames == .refuse)
    #expect(server.endEntityProfile.copiedExtensions == [] && server.endEntityProfile.unlistedExtensions == .drop)
    #expect(
      server.endEntityProfile.keys == [
        .rsa(bits: 2048...4096), .ec(NamedCurve.p256.oid), .ec(NamedCurve.p384.oid), .ec(NamedCurve.p521.oid), .ed25519,
      ])
    let device = try #require(home.profile(named: "device"))
    #expect(device.certificateProfile.validityDays == 3650)
    #expect(device.endEntityProfile.subject.filter(\.isRequired).map(\.type) == [OID(2, 5, 4, 3)])
    for profile in home.profiles {
      #expect(profile.certificateProfile.keyUsage.isDisjoint(with: [.keyCertSign, .cRLSign]))
    }
  }
}
