import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("Extensions")
struct CertificateExtensionTests {
  private func read(_ bytes: [UInt8]) throws -> [CertificateExtension] {
    var reader = DERReader(bytes)
    let extensions = try reader.certificateExtensions()
    try reader.finish()
    return extensions
  }

  @Test("are written without their default criticality (X.690 11.5)")
  func encoding() {
    for (isCritical, bytes) in [
      (false, [0x30, 0x08, 0x06, 0x02, 0x2A, 0x03, 0x04, 0x02, 0x05, 0x00]),
      (true, [0x30, 0x0B, 0x06, 0x02, 0x2A, 0x03, 0x01, 0x01, 0xFF, 0x04, 0x02, 0x05, 0x00]),
    ] as [(Bool, [UInt8])] {
      var writer = DERWriter()
      CertificateExtension(OID(1, 2, 3), isCritical: isCritical) { $0.null() }.write(to: &writer)
      #expect(writer.bytes == bytes)
      #expect(
        (try? read([0x30, UInt8(bytes.count)] + bytes)) == [
          CertificateExtension(OID(1, 2, 3), isCritical: isCritical, value: [0x05, 0x00])
        ])
    }
  }

  @Test(
    "are not read where there are none, one stands twice, or a field is wrong",
    arguments: [
      ([0x30, 0x00], DERError(.value, at: 0)),
      (
        [0x30, 0x0C, 0x30, 0x04, 0x06, 0x00, 0x04, 0x00, 0x30, 0x04, 0x06, 0x00, 0x04, 0x00],
        DERError(.objectIdentifier, at: 4)
      ),
      (
        [0x30, 0x0E, 0x30, 0x05, 0x06, 0x01, 0x2A, 0x04, 0x00, 0x30, 0x05, 0x06, 0x01, 0x2A, 0x04, 0x00],
        DERError(.value, at: 9)
      ),
      ([0x30, 0x0A, 0x30, 0x08, 0x06, 0x01, 0x2A, 0x01, 0x01, 0x00, 0x04, 0x00], DERError(.value, at: 7)),
      ([0x30, 0x0A, 0x30, 0x08, 0x06, 0x01, 0x2A, 0x01, 0x01, 0x01, 0x04, 0x00], DERError(.booleanValue, at: 7)),
      ([0x30, 0x05, 0x30, 0x03, 0x06, 0x01, 0x2A], DERError(.truncated, at: 7)),
      ([0x30, 0x09, 0x30, 0x07, 0x06, 0x01, 0x2A, 0x04, 0x00, 0x05, 0x00], DERError(.trailingBytes, at: 9)),
      ([0x30, 0x02, 0x05, 0x00], DERError(.unexpectedTag, at: 2)),
    ] as [([UInt8], DERError)])
  func refused(bytes: [UInt8], error: DERError) {
    #expect(throws: error) { try read(bytes.withCountedLength) }
  }

  @Test(
    "say what openssl says of the same configuration",
    .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"),
    arguments: [
      ("basicConstraints=critical,CA:FALSE", CertificateExtension.basicConstraints(isCA: false)),
      ("basicConstraints=critical,CA:TRUE", .basicConstraints(isCA: true)),
      ("basicConstraints=critical,CA:TRUE,pathlen:0", .basicConstraints(isCA: true, pathLength: 0)),
      ("basicConstraints=critical,CA:TRUE,pathlen:200", .basicConstraints(isCA: true, pathLength: 200)),
      ("keyUsage=critical,digitalSignature", KeyUsage.digitalSignature.asExtension),
      (
        "keyUsage=critical,digitalSignature,keyEncipherment",
        KeyUsage([.digitalSignature, .keyEncipherment]).asExtension
      ),
      ("keyUsage=critical,keyCertSign,cRLSign", KeyUsage([.keyCertSign, .cRLSign]).asExtension),
      ("keyUsage=critical,keyAgreement,decipherOnly", KeyUsage([.keyAgreement, .decipherOnly]).asExtension),
      ("keyUsage=critical,keyAgreement,encipherOnly", KeyUsage([.keyAgreement, .encipherOnly]).asExtension),
      (
        "keyUsage=critical,nonRepudiation,dataEncipherment",
        KeyUsage([.nonRepudiation, .dataEncipherment]).asExtension
      ),
      (
        "extendedKeyUsage=serverAuth,clientAuth,codeSigning,emailProtection,timeStamping,OCSPSigning,"
          + "anyExtendedKeyUsage,1.2.3.4",
        ExtendedKeyUsage.asExtension(
          [
            "serverAuth", "clientAuth", "codeSigning", "emailProtection", "timeStamping", "OCSPSigning",
            "anyExtendedKeyUsage", "1.2.3.4",
          ].compactMap(ExtendedKeyUsage.purpose))
      ),
      ("crlDistributionPoints=URI:http://a/x.crl", .crlDistributionPoints(["http://a/x.crl"])),
      (
        "authorityInfoAccess=OCSP;URI:http://o,caIssuers;URI:http://c",
        .authorityInfoAccess(ocsp: ["http://o"], caIssuers: ["http://c"])
      ),
      ("certificatePolicies=1.2.3,2.999.4", .certificatePolicies([OID(1, 2, 3), OID(2, 999, 4)])),
      (
        "subjectAltName=critical,DNS:a,DNS:b",
        .subjectAltName([.dNSName("a"), .dNSName("b")], isCritical: true)
      ),
      ("subjectKeyIdentifier=0102030405", .subjectKeyIdentifier([1, 2, 3, 4, 5])),
    ])
  func openSSL(configuration: String, expected: CertificateExtension) throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.ed25519, named: "key")
    let request = try CertificationRequest(
      der: try tool.request(key: key, subject: "/CN=a", extensions: [configuration]))
    #expect(request.requestedExtensions == [expected])
  }

  @Test(
    "an authority key identifier is what openssl writes",
    .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"))
  func authorityKeyIdentifier() throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.ed25519, named: "key")
    let certificate = try Certificate(der: try tool.certificate(key: key, subject: "/CN=a"))
    let identifier = try #require(certificate.tbs.subjectKeyIdentifier)
    #expect(
      certificate.tbs.certificateExtension(.authorityKeyIdentifier) == .authorityKeyIdentifier(identifier))
  }

  @Test(
    "basicConstraints are understood or not at all",
    arguments: [
      ([0x30, 0x00], false, nil), ([0x30, 0x03, 0x01, 0x01, 0xFF], true, nil),
      ([0x30, 0x06, 0x01, 0x01, 0xFF, 0x02, 0x01, 0x03], true, 3),
    ] as [([UInt8], Bool, Int?)])
  func basicConstraints(value: [UInt8], isCA: Bool, pathLength: Int?) throws {
    let constraints = try #require(CertificateExtension(.basicConstraints, value: value).basicConstraints)
    #expect(constraints.isCA == isCA && constraints.pathLength == pathLength)
  }

  @Test(
    "basicConstraints that are malformed say nothing",
    arguments: [
      [], [0x30], [0x31, 0x00], [0x30, 0x00, 0x00], [0x30, 0x03, 0x01, 0x01, 0x01], [0x30, 0x03, 0x02, 0x01, 0x00],
      [0x30, 0x08, 0x01, 0x01, 0xFF, 0x02, 0x01, 0x03, 0x05, 0x00], [0x30, 0x05, 0x01, 0x01, 0xFF, 0x05, 0x00],
      // cA FALSE is the default and has no place in DER; a path length is never negative.
      [0x30, 0x03, 0x01, 0x01, 0x00], [0x30, 0x06, 0x01, 0x01, 0xFF, 0x02, 0x01, 0xFF],
    ] as [[UInt8]])
  func malformedBasicConstraints(value: [UInt8]) {
    #expect(CertificateExtension(.basicConstraints, value: value).basicConstraints == nil)
  }

  @Test("are only understood as what their identifier says")
  func otherIdentifier() {
    #expect(CertificateExtension(.keyUsage, value: [0x30, 0x03, 0x01, 0x01, 0xFF]).basicConstraints == nil)
    #expect(CertificateExtension(.keyUsage, value: [0x04, 0x01, 0x01]).keyIdentifier == nil)
    #expect(CertificateExtension(.subjectKeyIdentifier, value: [0x04, 0x01, 0x01]).keyIdentifier == [1])
    #expect(CertificateExtension(.subjectKeyIdentifier, value: [0x04, 0x01, 0x01, 0x00]).keyIdentifier == nil)
  }
}

extension [UInt8] {
  /// The octets of a SEQUENCE with its one-octet length corrected, so that tables need not count.
  fileprivate var withCountedLength: [UInt8] {
    guard count > 2, self[0] == 0x30 else { return self }
    return [0x30, UInt8(count - 2)] + self[2...]
  }
}
