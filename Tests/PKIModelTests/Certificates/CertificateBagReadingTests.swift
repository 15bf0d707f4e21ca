import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("Reading certificate bags")
struct CertificateBagReadingTests {
  @Test("gives what certmill put in, in the order of the SET")
  func own() throws {
    let parts: [[UInt8]] = [[0x30, 0x01, 0x02], [0x30, 0x00]]
    let contents = try CertificateBag.contents(der: CertificateBag.der(parts))
    #expect(contents.certificates == [[0x30, 0x00], [0x30, 0x01, 0x02]])
    #expect(contents.certificateLists.isEmpty)
  }

  @Test("gives what openssl put in, certificates and CRLs", .enabled(if: OpenSSLTool.isAvailable))
  func foreign() throws {
    let tool = try OpenSSLTool()
    let certificates = try ["a", "b"].map {
      try tool.certificate(key: try tool.newKey(.p256, named: $0), subject: "/CN=\($0)")
    }
    let path = try tool.folder.write(
      certificates.flatMap { PEM.encode($0, label: "CERTIFICATE") }, to: "all.pem")
    let bag = try tool.run(["crl2pkcs7", "-nocrl", "-certfile", path, "-outform", "DER"]).stdout
    #expect(try CertificateBag.contents(der: bag).certificates == certificates)
  }

  @Test("refuses a message that somebody signed", .enabled(if: OpenSSLTool.isAvailable))
  func signed() throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.p256, named: "key")
    let signer = try tool.folder.write(
      PEM.encode(try tool.certificate(key: key, subject: "/CN=a"), label: "CERTIFICATE"), to: "a.pem")
    let message = try tool.run(
      ["cms", "-sign", "-signer", signer, "-inkey", key, "-outform", "DER", "-nodetach"], input: [1]
    ).stdout
    #expect(throws: DERError.self) { try CertificateBag.contents(der: message) }
  }

  @Test("refuses other content types, other choices than certificates, and every cut")
  func malformed() throws {
    let bag = CertificateBag.der([[0x30, 0x01, 0x02]])
    for length in bag.indices {
      #expect(throws: DERError.self) { try CertificateBag.contents(der: Array(bag[..<length])) }
    }
    #expect(throws: DERError(.trailingBytes, at: bag.count)) { try CertificateBag.contents(der: bag + [0]) }
    var other = bag
    other[12] = 0x03
    #expect(throws: DERError(.value, at: 2)) { try CertificateBag.contents(der: other) }
    #expect(throws: DERError.self) { try CertificateBag.contents(der: CertificateBag.der([[0xA1, 0x00]])) }
  }
}
