import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("Certificate revocation lists")
struct TBSCertificateListTests {
  private func instant(_ text: String) throws -> UTCInstant { try #require(UTCInstant(text)) }

  private func entry(
    _ serial: [UInt8], _ reason: RevocationReason, invalidityDate: UTCInstant? = nil
  ) throws -> TBSCertificateList.Entry {
    TBSCertificateList.Entry(
      serialNumber: try #require(SerialNumber(magnitude: serial)),
      revocationDate: try instant("2026-02-03T04:05:06Z"), reason: reason, invalidityDate: invalidityDate)
  }

  private func encoded(_ entries: TBSCertificateList.Entry...) -> [UInt8] {
    var writer = DERWriter()
    for entry in entries { entry.write(to: &writer) }
    return writer.bytes
  }

  private func list(issuer: DistinguishedName, algorithm: KeyAlgorithm = .p256) throws -> TBSCertificateList {
    TBSCertificateList(
      signatureAlgorithm: algorithm.signatureAlgorithm, issuer: issuer,
      thisUpdate: try instant("2026-02-04T00:00:00Z"), nextUpdate: try instant("2050-01-01T00:00:00Z"),
      authorityKeyIdentifier: [1, 2, 3, 4], number: 200)
  }

  @Test("never encode the reason unspecified (RFC 5280 5.3.1)")
  func unspecified() throws {
    let head: [UInt8] = [0x02, 0x01, 0x05, 0x17, 0x0D] + Array("260203040506Z".utf8)
    #expect(encoded(try entry([5], .unspecified)) == [0x30, 0x12] + head)
    let dated = encoded(try entry([5], .unspecified, invalidityDate: try instant("2026-01-01T00:00:00Z")))
    #expect(dated.firstRange(of: [0x06, 0x03, 0x55, 0x1D, 0x15]) == nil)
    #expect(dated.firstRange(of: [0x06, 0x03, 0x55, 0x1D, 0x18]) != nil)
  }

  @Test("encode every other reason as ENUMERATED, not critical", arguments: RevocationReason.allCases)
  func reasons(reason: RevocationReason) throws {
    guard reason != .unspecified else { return }
    let expected: [UInt8] = [0x30, 0x0C, 0x30, 0x0A, 0x06, 0x03, 0x55, 0x1D, 0x15, 0x04, 0x03, 0x0A, 0x01]
    #expect(encoded(try entry([5], reason)).suffix(14) == expected + [UInt8(reason.rawValue)])
  }

  @Test("write an invalidity date as GeneralizedTime whatever the year (RFC 5280 5.3.2)")
  func invalidityDate() throws {
    let bytes = encoded(try entry([5], .keyCompromise, invalidityDate: try instant("2026-01-01T00:00:00Z")))
    #expect(bytes.suffix(17) == [0x18, 0x0F] + Array("20260101000000Z".utf8))
  }

  @Test("have no list where nothing is revoked (RFC 5280 5.1.2.6)")
  func empty() throws {
    let der = try list(issuer: .empty).der(entries: [])
    var reader = DERReader(der)
    var fields = try reader.enter(.sequence)
    #expect(try fields.integer() == 1)
    _ = try fields.algorithmIdentifier()
    _ = try fields.distinguishedName()
    #expect(try fields.time() == instant("2026-02-04T00:00:00Z"))
    #expect(fields.nextTag == .generalizedTime)
    #expect(try fields.time() == instant("2050-01-01T00:00:00Z"))
    #expect(fields.nextTag == .contextConstructed(0))
  }

  @Test("are their head, the entries and their tail", arguments: [0, 1, 100, 127, 128, 70_000])
  func parts(size: Int) throws {
    let list = try list(issuer: .empty)
    let entries = [UInt8](repeating: 0xAA, count: size)
    let (head, tail) = list.parts(entryOctets: size)
    let der = list.der(entries: entries)
    #expect(der == head + entries + tail)
    var reader = DERReader(der)
    var fields = try reader.enter(.sequence)
    try reader.finish()
    _ = try fields.integer()
    _ = try fields.algorithmIdentifier()
    _ = try fields.distinguishedName()
    _ = (try fields.time(), try fields.time())
    if size > 0 {
      #expect(try fields.next(.sequence).contents.count == size)
    }
    #expect(fields.nextTag == .contextConstructed(0))
  }

  @Test("are read by openssl after signing", .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"))
  func openSSL() throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.p256, named: "key")
    let issuer = try Certificate(
      der: try tool.certificate(key: key, subject: "/C=DE/CN=CA", extensions: ["keyUsage=critical,keyCertSign,cRLSign"])
    )
    let list = try list(issuer: issuer.tbs.subject)
    let entries = encoded(
      try entry([0x80], .keyCompromise, invalidityDate: try instant("2026-01-01T00:00:00Z")),
      try entry([0x0A, 0xBC], .unspecified), try entry([0xFF, 0x00], .certificateHold))
    let signed = list.der(entries: entries)
    let der = SignedStructure.der(
      signed: signed, algorithm: list.signatureAlgorithm, signature: try tool.sign(signed, key: key, digest: "sha256"))
    let path = try tool.folder.write(PEM.encode(issuer.der, label: "CERTIFICATE"), to: "issuer.pem")
    let result = try tool.run(["crl", "-inform", "DER", "-noout", "-text", "-CAfile", path], input: der)
    #expect(result.errors == "verify OK\n")
    let lines = result.output.split(separator: "\n").map { $0.drop { $0 == " " } }
    for line in [
      "Version 2 (0x1)", "Issuer: C = DE, CN = CA", "Last Update: Feb  4 00:00:00 2026 GMT",
      "Next Update: Jan  1 00:00:00 2050 GMT", "X509v3 CRL Number: ", "200", "Serial Number: 80",
      "Serial Number: 0ABC", "Serial Number: FF00", "Key Compromise", "Certificate Hold",
      "Revocation Date: Feb  3 04:05:06 2026 GMT", "Jan  1 00:00:00 2026 GMT",
    ] {
      #expect(lines.contains { $0 == line }, "\(line)")
    }
    #expect(!result.output.contains("Unspecified"))
  }

  @Test("write many entries as they write each one", arguments: RevocationReason.allCases)
  func manyEntries(reason: RevocationReason) throws {
    let dates = try ["2026-02-03T04:05:06Z", "2026-02-03T04:05:06Z", "2051-01-01T00:00:00Z"].map(instant)
    let serials: [[UInt8]] = [[1], [0x7F], [0x80], [0x80, 2], [0xFF, 3]] + [0x40, 0x41].map { [$0] + Array(1...19) }
    let entries = try dates.flatMap { date in
      try [nil, dates[0]].flatMap { invalidity in
        try serials.map { serial in
          TBSCertificateList.Entry(
            serialNumber: try #require(SerialNumber(magnitude: serial)), revocationDate: date, reason: reason,
            invalidityDate: invalidity)
        }
      }
    }
    var (one, many) = (DERWriter(), DERWriter())
    var writer = CertificateListEntryWriter()
    for entry in entries {
      entry.write(to: &one)
      entry.serialNumber.magnitude.withUnsafeBytes {
        writer.write(
          serialNumber: $0, revocationDate: entry.revocationDate, reason: entry.reason,
          invalidityDate: entry.invalidityDate, to: &many)
      }
    }
    #expect(one.bytes == many.bytes)
  }
}
