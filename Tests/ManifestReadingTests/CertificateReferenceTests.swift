import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel
import Testing

@Suite struct CertificateReferenceTests {
  private func read(_ value: String) throws -> (reference: CertificateReference?, findings: [String]) {
    let text = "{\"id\":\"r\",\"operation\":\"revokeCertificate\",\"certificateUuid\":\(value)}"
    let findings = FindingCollector()
    let envelope = Envelope(
      try JSONReader.document(Array(text.utf8)), defaults: RequestDefaults(), findings: findings)
    return (envelope?.certificate, findings.findings.map { $0.pointer + " " + $0.code.rawValue })
  }

  private func serial(_ text: String, isHexadecimal: Bool = false) -> (hex: String?, codes: [FindingCode]) {
    let findings = FindingCollector()
    let serial = SerialNumberText.read(text, isHexadecimal: isHexadecimal, at: "/x", findings)
    return (serial?.description, findings.findings.map(\.code))
  }

  @Test(
    "Serial numbers are read in each form that people write",
    arguments: [
      ("0x4fa2c911", "4fa2c911"), ("0X4FA2C911", "4fa2c911"), ("0xfff", "fff"), ("4f:a2:c9:11", "4fa2c911"),
      ("4fa2c911:00d4", "4fa2c91100d4"),
      ("00:4F", "4f"), ("dec:1336068369", "4fa2c911"), ("4fa2c911", "4fa2c911"), ("dec:256", "100"), ("0x01", "1"),
      ("0x7fffffffffffffffffffffffffffffffffffffff", "7fffffffffffffffffffffffffffffffffffffff"),
      ("dec:730750818665451459101842416358141509827966271487", "7fffffffffffffffffffffffffffffffffffffff"),
    ])
  func serialNumbers(text: String, hex: String) {
    #expect(serial(text).hex == hex)
  }

  @Test(
    "What is no serial number, or could be two, is refused",
    arguments: [
      ("1336068369", FindingCode.serialNumberAmbiguous), ("", .serialNumberAmbiguous), ("0", .serialNumberAmbiguous),
      ("0x", .memberValue), ("0x0", .memberValue), ("0xg1", .memberValue), ("dec:", .memberValue),
      ("dec:0", .memberValue), ("dec:-1", .memberValue), ("dec:1f", .memberValue), ("a:b", .memberValue),
      ("aaa:b", .memberValue), ("aa:", .memberValue), (":aa", .memberValue), ("aa::bb", .memberValue),
      ("xyz", .memberValue), ("0x80ffffffffffffffffffffffffffffffffffffff", .memberValue),
      ("0x01ffffffffffffffffffffffffffffffffffffffff", .memberValue),
      ("dec:" + String(repeating: "9", count: 51), .memberValue), ("-0x1", .memberValue), ("0x 1", .memberValue),
      ("0x１", .memberValue),
    ])
  func noSerialNumbers(text: String, code: FindingCode) {
    let (hex, codes) = serial(text)
    #expect(hex == nil)
    #expect(codes == [code])
  }

  @Test("Where the API has hexadecimal digits, digits alone are read as such")
  func hexadecimal() {
    #expect(serial("10", isHexadecimal: true).hex == "10")
    #expect(serial("dec:10", isHexadecimal: true).hex == "a")
    #expect(serial("1g", isHexadecimal: true).hex == nil)
  }

  @Test("A certificate is named by UUID, request, serial number, fingerprint or file")
  func references() throws {
    let uuid = try #require(UniqueID("3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11"))
    #expect(try read("\"3F0C7A52-8d3e-4f1b-9a53-1d1f6f0e7b11\"").reference == .uuid(uuid))
    #expect(try read("\"@r-1\"").reference == .request("r-1"))
    let serial = try #require(SerialNumber(magnitude: [0x4F]))
    #expect(
      try read(#"{"serialNumber":"0x4f","issuerDn":"CN=A"}"#).reference == .serialNumber(serial, issuerDN: "CN=A"))
    let digest = [UInt8](repeating: 0xAB, count: 32)
    let pairs = Array(repeating: "ab", count: 32)
    #expect(try read("{\"fingerprint\":\"\(pairs.joined())\"}").reference == .fingerprint(digest))
    #expect(try read("{\"fingerprint\":\"\(pairs.joined(separator: ":"))\"}").reference == .fingerprint(digest))
    let groups = Array(repeating: "abababab", count: 8).joined(separator: ":")
    #expect(try read("{\"fingerprint\":\"\(groups)\"}").reference == .fingerprint(digest))
    #expect(try read(#"{"file":"old/a.pem"}"#).reference == .file("old/a.pem"))
  }

  @Test(
    "A reference that names no certificate, or could name two, is refused",
    arguments: [
      ("\"\"", "/certificateUuid member.value"), ("\"@\"", "/certificateUuid member.value"),
      ("\"@@r\"", "/certificateUuid member.value"), ("\"r-1\"", "/certificateUuid member.value"),
      ("\"166b5cf52-63f2-11ec-90d6-0242ac120003\"", "/certificateUuid member.value"),
      ("5", "/certificateUuid member.type"),
      ("[]", "/certificateUuid member.type"), ("{}", "/certificateUuid member.value"),
      (#"{"serialNumber":"0x4f"}"#, "/certificateUuid member.value"),
      (#"{"issuerDn":"CN=A"}"#, "/certificateUuid member.value"),
      (#"{"serialNumber":"79","issuerDn":"CN=A"}"#, "/certificateUuid/serialNumber serialNumber.ambiguous"),
      (#"{"serialNumber":"0x4f","issuerDn":"CN=A","file":"a"}"#, "/certificateUuid member.value"),
      (#"{"fingerprint":"ab"}"#, "/certificateUuid member.value"),
      (#"{"file":"a","fingerprint":"ab"}"#, "/certificateUuid member.value"),
      (#"{"sha1":"ab"}"#, "/certificateUuid/sha1 member.unknown"),
      (#"{"file":5}"#, "/certificateUuid/file member.type"),
    ])
  func noReferences(value: String, expected: String) throws {
    let (reference, findings) = try read(value)
    #expect(reference == nil)
    #expect(findings == [expected])
  }
}
