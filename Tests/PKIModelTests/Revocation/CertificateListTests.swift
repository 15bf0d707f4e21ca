import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("Reading certificate revocation lists")
struct CertificateListTests {
  @Test("gives what openssl crl reads in a list that openssl ca made", .enabled(if: OpenSSLTool.isAvailable))
  func foreign() throws {
    let authority = try ForeignAuthority()
    let der = try authority.list([
      "keyCompromise 0A", "superseded 80", "keyTime,20260102030405Z 0BCDEF", " 1234", "removeFromCRL 77",
    ])
    let list = try CertificateList(der: der)
    let text = try authority.tool.run(["crl", "-inform", "DER", "-noout", "-text"], input: der).output
    #expect(list.version == 2 && text.contains("Version 2 (0x1)"))
    #expect(list.issuer.description == "CN=CA\\, Ltd, C=DE" && text.contains("C = DE, CN = \"CA, Ltd\""))
    #expect(list.number == [0x0F, 0xA0] && text.contains("4000"))
    #expect(list.signatureAlgorithm == KeyAlgorithm.p256.signatureAlgorithm)
    let dates = try authority.tool.run(["crl", "-inform", "DER", "-noout", "-lastupdate", "-nextupdate"], input: der)
    #expect(dates.output == "lastUpdate=Feb  4 00:00:00 2026 GMT\nnextUpdate=Jan  1 00:00:00 2050 GMT\n")
    #expect(list.thisUpdate == UTCInstant("2026-02-04T00:00:00Z"))
    #expect(list.nextUpdate == UTCInstant("2050-01-01T00:00:00Z"))
    #expect(list.authorityKeyIdentifier?.keyIdentifier == authority.certificate.tbs.subjectKeyIdentifier)
    #expect(list.certificateExtension(.crlNumber)?.isCritical == false)

    let entries = Array(list.entries)
    #expect(list.entries.count == 5)
    let serials = entries.map { Hex.encode($0.serialNumber.magnitude).uppercased() }
    #expect(serials == text.lines(after: "Serial Number: "))
    #expect(
      Dictionary(uniqueKeysWithValues: zip(serials, entries.map(\.reasonCode)))
        == ["0A": 1, "80": 4, "0BCDEF": 1, "1234": 0, "77": 8])
    #expect(entries.allSatisfy { $0.revocationDate == UTCInstant("2026-01-31T12:00:00Z") })
    let dated = try #require(entries.first { $0.invalidityDate != nil })
    #expect(dated.serialNumber.magnitude == [0x0B, 0xCD, 0xEF])
    #expect(dated.invalidityDate == UTCInstant("2026-01-02T03:04:05Z"))
    #expect(entries.first { $0.reasonCode == 8 }?.reason == nil)
  }

  @Test("finds the signed octets and the signature that openssl verifies", .enabled(if: OpenSSLTool.isAvailable))
  func signature() throws {
    let authority = try ForeignAuthority()
    let list = try CertificateList(der: try authority.list([" 01"]))
    let folder = authority.tool.folder
    let result = try authority.tool.run([
      "dgst", "-sha256", "-prverify", authority.key, "-signature", try folder.write(list.signature, to: "signature"),
      try folder.write(list.der[list.signedRange], to: "signed"),
    ])
    #expect(result.output == "Verified OK\n")
  }

  @Test("can be repeated: entries are read from the octets each time", .enabled(if: OpenSSLTool.isAvailable))
  func repeatable() throws {
    let list = try CertificateList(der: try ForeignAuthority().list(["keyCompromise 01", " 02"]))
    #expect(Array(list.entries) == Array(list.entries))
    #expect(Array(list.entries.prefix(1)).count == 1)
  }

  @Test(
    "finds the entries that openssl finds in every list of PKITS",
    .enabled(if: SharedFolder.corpora("pkits-crls") != nil && OpenSSLTool.isAvailable))
  func pkits() throws {
    let tool = try OpenSSLTool()
    for file in Corpus.files("pkits-crls") {
      let text = try tool.run(["crl", "-inform", "DER", "-noout", "-text"], input: file.octets).output
      let list = try CertificateList(der: file.octets)
      let serials = list.entries.map { Hex.encode($0.serialNumber.magnitude).uppercased() }
      #expect(serials == text.lines(after: "Serial Number: "), "\(file)")
      #expect(list.entries.count == serials.count)
    }
  }

  @Test(
    "refuses the broken lists that break the form, and no others",
    .enabled(if: SharedFolder.corpora("judge-badcrls") != nil))
  func broken() throws {
    let refused = try Corpus.files("judge-badcrls").filter { file in
      let der = try PEM.decodeSingle(file.octets, labels: ["X509 CRL"])
      return (try? CertificateList(der: der)) == nil
    }
    #expect(
      refused.map(\.name)
        == ["empty-list", "gentime", "num21", "numneg", "reason7"].map { "judge-badcrls/crl-\($0).pem" })
  }

  @Test("survives every file that was made to break parsers", .enabled(if: SharedFolder.corpora("fuzz-crl") != nil))
  func fuzz() {
    for file in Corpus.files("fuzz-crl") {
      guard let list = try? CertificateList(der: file.octets) else { continue }
      #expect(list.entries.reduce(0) { count, _ in count + 1 } == list.entries.count, "\(file)")
    }
  }
}

extension String {
  /// What follows `mark` on each line that has it.
  fileprivate func lines(after mark: String) -> [String] {
    split(separator: "\n").compactMap { line in line.firstRange(of: mark).map { String(line[$0.upperBound...]) } }
  }
}

/// A CA of the openssl command, which makes CRLs that certmill has no part in.
private struct ForeignAuthority {
  let tool: OpenSSLTool
  let key: String
  let certificate: Certificate

  init() throws {
    tool = try OpenSSLTool()
    key = try tool.newKey(.p256, named: "key")
    certificate = try Certificate(der: try tool.certificate(key: key, subject: "/C=DE/CN=CA, Ltd"))
    try tool.folder.write(PEM.encode(certificate.der, label: "CERTIFICATE"), to: "ca.pem")
  }

  /// A CRL, DER, of entries that are the index's columns `reason` and `serial number`, with a blank between them.
  func list(_ entries: [String]) throws -> [UInt8] {
    let index = entries.map { entry in
      let parts = entry.split(separator: " ", omittingEmptySubsequences: false)
      let reason = parts[0].isEmpty ? "" : ",\(parts[0])"
      return "R\t300101000000Z\t260131120000Z\(reason)\t\(parts[1])\tunknown\t/CN=x\n"
    }
    try tool.folder.write(index.joined().utf8, to: "index.txt")
    try tool.folder.write("0FA0\n".utf8, to: "crlnumber")
    let configuration = """
      [ca]
      default_ca = one
      [one]
      database = \(tool.folder.file("index.txt"))
      crlnumber = \(tool.folder.file("crlnumber"))
      default_md = sha256
      crl_extensions = extensions
      [extensions]
      authorityKeyIdentifier = keyid
      """
    let path = try tool.folder.write(configuration.utf8, to: "ca.cnf")
    let pem = try tool.run([
      "ca", "-config", path, "-gencrl", "-keyfile", key, "-cert", tool.folder.file("ca.pem"),
      "-crl_lastupdate", "20260204000000Z", "-crl_nextupdate", "20500101000000Z",
    ]).stdout
    return try PEM.decodeSingle(pem, labels: ["X509 CRL"])
  }
}
