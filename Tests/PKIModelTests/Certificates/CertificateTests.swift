import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("Certificates")
struct CertificateTests {
  /// The fields of a certificate that is written and read again.
  private func plan(
    extensions: [CertificateExtension] = [.basicConstraints(isCA: false)]
  ) throws -> TBSCertificate {
    let notBefore = try #require(UTCInstant("2026-01-01T00:00:00Z"))
    let notAfter = try #require(UTCInstant("2050-01-01T00:00:00Z"))
    let key: [UInt8] =
      [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00] + [UInt8](repeating: 7, count: 32)
    return TBSCertificate(
      serialNumber: try #require(SerialNumber(magnitude: [0x80, 0x01])),
      signatureAlgorithm: KeyAlgorithm.ed25519.signatureAlgorithm, issuer: try DistinguishedName(text: "CN=CA,C=DE"),
      validity: try #require(Validity(notBefore: notBefore, notAfter: notAfter)),
      subject: try DistinguishedName(text: "CN=a"), publicKey: try SubjectPublicKeyInfo(der: key),
      extensions: extensions)
  }

  @Test("are read as they were written")
  func roundTrip() throws {
    let plan = try plan(extensions: [
      .basicConstraints(isCA: true, pathLength: 0), KeyUsage([.keyCertSign, .cRLSign]).asExtension,
      .subjectKeyIdentifier([1, 2, 3]),
    ])
    let der = SignedStructure.der(signed: plan.der, algorithm: plan.signatureAlgorithm, signature: [0xAA, 0xBB])
    let certificate = try Certificate(der: der)
    #expect(certificate.der == der)
    #expect(Array(der[certificate.signedRange]) == plan.der)
    #expect(certificate.signature == [0xAA, 0xBB])
    #expect(certificate.signatureAlgorithm == plan.signatureAlgorithm)
    #expect(certificate.tbs.serialNumber == plan.serialNumber)
    #expect(certificate.tbs.signatureAlgorithm == plan.signatureAlgorithm)
    #expect(certificate.tbs.issuer == plan.issuer)
    #expect(certificate.tbs.validity == plan.validity)
    #expect(certificate.tbs.subject == plan.subject)
    #expect(certificate.tbs.publicKey == plan.publicKey)
    #expect(certificate.tbs.extensions == plan.extensions)
    #expect(certificate.tbs.isCA)
    #expect(certificate.tbs.keyUsage == [.keyCertSign, .cRLSign])
    #expect(certificate.tbs.subjectKeyIdentifier == [1, 2, 3])
    #expect(try Certificate.TBSFields(der: plan.der).extensions == plan.extensions)
    #expect(throws: Never.self) { try DERValidation.validate(der) }
  }

  @Test("without an extension say nothing by it")
  func absentExtensions() throws {
    let tbs = try Certificate.TBSFields(der: try plan().der)
    #expect(!tbs.isCA)
    #expect(tbs.keyUsage == nil && tbs.subjectKeyIdentifier == nil)
    let malformed = try Certificate.TBSFields(
      der: try plan(extensions: [
        CertificateExtension(.keyUsage, value: [0x04, 0x00]),
        CertificateExtension(.basicConstraints, value: [0x30, 0x03, 0x01, 0x01, 0x01]),
      ]).der)
    #expect(!malformed.isCA && malformed.keyUsage == nil)
  }

  @Test("have a positive serial number of at most 20 octets (RFC 5280 4.1.2.2)")
  func serialNumber() throws {
    let der = try plan().der
    let version: [UInt8] = [0xA0, 0x03, 0x02, 0x01, 0x02]
    let good: [UInt8] = [0x02, 0x03, 0x00, 0x80, 0x01]
    let start = try #require(der.firstRange(of: version + good)).lowerBound
    let rest = Array(der[(start + version.count + good.count)...])
    func read(_ serial: [UInt8], version: [UInt8] = version) throws -> Certificate.TBSFields {
      var writer = DERWriter()
      writer.element(.sequence, version + serial + rest)
      return try Certificate.TBSFields(der: writer.bytes)
    }
    #expect(try read(good).serialNumber.description == "8001")
    let tooLong = [0x02, 0x15, 0x01] + [UInt8](repeating: 0, count: 20)
    for serial in [[0x02, 0x01, 0x00], [0x02, 0x01, 0x80], [0x02, 0x01, 0xFF], tooLong] as [[UInt8]] {
      let error = #expect(throws: DERError.self) { try read(serial) }
      #expect(error?.rule == .value)
    }
    for version in [[], [0xA0, 0x03, 0x02, 0x01, 0x00], [0xA0, 0x03, 0x02, 0x01, 0x01]] as [[UInt8]] {
      #expect(throws: DERError.self, "version 3 alone") { try read(good, version: version) }
    }
  }

  @Test("are refused when they are cut off or followed by anything")
  func truncation() throws {
    let plan = try plan()
    let der = SignedStructure.der(signed: plan.der, algorithm: plan.signatureAlgorithm, signature: [0xAA])
    for count in 0..<der.count {
      #expect(throws: DERError.self, "\(count) octets") { try Certificate(der: Array(der[..<count])) }
    }
    #expect(throws: DERError(.trailingBytes, at: der.count)) { try Certificate(der: der + [0x00]) }
    #expect(throws: DERError(.trailingBytes, at: plan.der.count)) {
      try Certificate.TBSFields(der: plan.der + [0x05, 0x00])
    }
  }

  @Test("are shown by openssl with the same fields", .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"))
  func openSSL() throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.p256, named: "key")
    let issuer = try Certificate(
      der: try tool.certificate(
        key: key, subject: "/C=DE/CN=CA", extensions: ["keyUsage=critical,keyCertSign"]))
    let before = try #require(UTCInstant("2026-01-01T00:00:00Z"))
    let after = try #require(UTCInstant("2050-01-01T00:00:00Z"))
    let plan = TBSCertificate(
      serialNumber: try #require(SerialNumber(magnitude: [0xAB, 0xCD])),
      signatureAlgorithm: KeyAlgorithm.p256.signatureAlgorithm, issuer: issuer.tbs.subject,
      validity: try #require(Validity(notBefore: before, notAfter: after)),
      subject: try DistinguishedName(text: #"CN=a\, b,O=Ä"#), publicKey: issuer.tbs.publicKey,
      extensions: [
        .basicConstraints(isCA: false), .subjectAltName([.dNSName("a.example")], isCritical: false),
        .subjectKeyIdentifier([1, 2, 3]), .authorityKeyIdentifier(try #require(issuer.tbs.subjectKeyIdentifier)),
      ])
    let signature = try tool.sign(plan.der, key: key, digest: "sha256")
    let der = SignedStructure.der(signed: plan.der, algorithm: plan.signatureAlgorithm, signature: signature)
    let shown = try tool.run(
      [
        "x509", "-inform", "DER", "-noout", "-serial", "-subject", "-dates", "-ext", "subjectAltName", "-nameopt",
        "RFC2253,utf8,-esc_msb",
      ], input: der
    ).output
    #expect(
      shown == """
        serial=ABCD
        subject=CN=a\\, b,O=Ä
        notBefore=Jan  1 00:00:00 2026 GMT
        notAfter=Jan  1 00:00:00 2050 GMT
        X509v3 Subject Alternative Name: 
            DNS:a.example

        """)
    let issuerPath = try tool.folder.write(PEM.encode(issuer.der, label: "CERTIFICATE"), to: "issuer.pem")
    let path = try tool.folder.write(PEM.encode(der, label: "CERTIFICATE"), to: "leaf.pem")
    #expect(
      try tool.run(["verify", "-x509_strict", "-no_check_time", "-CAfile", issuerPath, path]).output == path + ": OK\n")
  }
}

@Suite(
  "Certificates of the corpora",
  .enabled(
    if: SharedFolder.corpora("pkits-certs") != nil && OpenSSLTool.isAvailable,
    "needs ../shared/corpora and the openssl command"))
struct CertificateCorpusTests {
  /// What openssl reads and certmill refuses, with the broken rule.
  static let refused: [String: DERError.Rule] = [
    // The signatures are broken on purpose, so that their unused bits are not zero (X.690 11.2.1).
    "pkits-certs/BadSignedCACert.crt": .bitString, "pkits-certs/InvalidDSASignatureTest6EE.crt": .bitString,
    "judge-certs/bool-01.pem": .booleanValue,
    // An encoded default (X.690 11.5), an extension twice, no extension in the list (RFC 5280 4.1.2.9, 4.2).
    "judge-certs/critical-false.pem": .value, "judge-certs/dup-extension.pem": .value,
    "judge-certs/empty-extensions.pem": .value,
    // notAfter before notBefore, also by UTCTime 51 that is 1951 (RFC 5280 4.1.2.5).
    "judge-certs/inverted.pem": .value, "judge-certs/time-utc-2051.pem": .value,
    "judge-certs/time-frac.pem": .time, "judge-certs/time-noseconds.pem": .time, "judge-certs/time-offset.pem": .time,
    // More than 20 octets, or zero (RFC 5280 4.1.2.2).
    "judge-certs/serial-21.pem": .value, "judge-certs/serial-zero.pem": .value,
    "judge-certs/trailing-garbage.pem": .trailingBytes,
    // Version 3 only: certmill makes and uses no others.
    "judge-certs/v1-explicit.pem": .value,
  ]

  /// What openssl refuses and certmill reads: a CA's name with octets that are not UTF-8 is copied, never understood.
  static let readHere: Set = ["judge-certs/utf8-invalid.pem"]

  @Test(
    "are read where openssl reads them, with stated exceptions", arguments: Corpus.files("pkits-certs", "judge-certs"))
  func agreement(file: CorpusFile) throws {
    let blocks =
      PEM.isPresent(in: file.octets) ? try PEM.decodeAll(file.octets, labels: ["CERTIFICATE"]) : [file.octets]
    let der = try #require(blocks.first)
    let isReadByOpenSSL = try Command.run("openssl", ["x509", "-inform", "DER", "-noout"], input: der).status == 0
    if let rule = CertificateCorpusTests.refused[file.name] {
      #expect(isReadByOpenSSL)
      let error = #expect(throws: DERError.self) { try Certificate(der: der) }
      #expect(error?.rule == rule)
    } else if CertificateCorpusTests.readHere.contains(file.name) {
      #expect(!isReadByOpenSSL)
      #expect(throws: Never.self) { try Certificate(der: der) }
    } else {
      #expect(((try? Certificate(der: der)) != nil) == isReadByOpenSSL)
    }
  }

  @Test("and revocation lists never crash the reader", arguments: Corpus.files("pkits-crls", "fuzz-acert", "fuzz-cms"))
  func otherDocuments(file: CorpusFile) {
    #expect(throws: DERError.self) { try Certificate(der: file.octets) }
  }
}
