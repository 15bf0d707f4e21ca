import OpenSSLBackend
import PKIModel
import TestSupport
import Testing

@testable import RequestResolution

@Suite("The bytes that will be signed")
struct CertificateTemplateTests {
  @Test("read back as what was decided")
  func fields() throws {
    var desk = try Desk()
    let parts = try RequestParts("CN=www.example,O=Example", [.dNSName("www.example")])
    let decision = try desk.decide(RequestJSON.issue(parts))
    let record = try #require(decision.certificate)
    let tbs = try Certificate.TBSFields(der: record.tbs)
    let key = try parts.key.get().publicKey
    #expect(decision.needsSignature && decision.needsKey && record.state == .requested)
    #expect(tbs.serialNumber == record.serialNumber)
    #expect(tbs.serialNumber.magnitude.count == 20)
    #expect(tbs.issuer == desk.issuer.certificate.tbs.subject)
    #expect(tbs.signatureAlgorithm == desk.issuer.signatureAlgorithm)
    #expect(tbs.subject.der == parts.subject.der)
    #expect(tbs.publicKey == key)
    #expect(record.request == (try parts.der()))
    // RFC 5280 4.2: no extension stands twice; 4.2.1.1 to 4.2.1.12: which are critical.
    #expect(Set(tbs.extensions.map(\.oid)).count == tbs.extensions.count)
    let criticality = Dictionary(uniqueKeysWithValues: tbs.extensions.map { ($0.oid, $0.isCritical) })
    #expect(
      criticality == [
        .subjectKeyIdentifier: false, .authorityKeyIdentifier: false, .basicConstraints: true, .keyUsage: true,
        .extendedKeyUsage: false, .subjectAltName: false,
      ])
    #expect(tbs.certificateExtension(.basicConstraints)?.basicConstraints?.isCA == false)
    #expect(try tbs.certificateExtension(.subjectAltName)?.generalNames() == [.dNSName("www.example")])
  }

  /// RFC 8813 3 and RFC 8410 5.
  @Test("allow encipherment only to keys that can encipher")
  func keyUsage() throws {
    let rows: [(KeyUsage, Result<KeyMaterial, KeyError>)] = [
      ([.digitalSignature, .keyEncipherment], SigningKeys.rsa), ([.digitalSignature], SigningKeys.p256),
      ([.digitalSignature], SigningKeys.ed25519),
    ]
    for (usage, key) in rows {
      var parts = try RequestParts()
      parts.key = key
      var desk = try Desk()
      #expect(try desk.certificate(RequestJSON.issue(parts)).keyUsage == usage)
    }
  }

  @Test("name the same certificate by the same serial number")
  func identity() throws {
    var desk = try Desk()
    let one = try #require(try desk.decide(RequestJSON.issue(RequestParts(), id: "a")).certificate)
    let two = try #require(try desk.decide(RequestJSON.issue(RequestParts(), id: "b")).certificate)
    #expect(one.uuid != two.uuid && one.serialNumber != two.serialNumber)
    var other = try Desk()
    #expect(try other.decide(RequestJSON.issue(RequestParts(), id: "a")).certificate?.uuid == one.uuid)
  }
}
