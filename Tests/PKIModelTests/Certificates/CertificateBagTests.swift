import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("Certificate bags")
struct CertificateBagTests {
  @Test("without certificates are a whole SignedData of version 1 (RFC 5652 5.1)")
  func empty() {
    #expect(
      CertificateBag.der([]) == [
        0x30, 0x25, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02, 0xA0, 0x18, 0x30, 0x16,
        0x02, 0x01, 0x01, 0x31, 0x00, 0x30, 0x0B, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01,
        0xA0, 0x00, 0x31, 0x00,
      ])
  }

  @Test("hold certificates as a SET OF in order, whatever order they are given in (X.690 11.6)")
  func order() throws {
    let parts: [[UInt8]] = [[0x30, 0x01, 0x02], [0x30, 0x01, 0x01], [0x30, 0x00]]
    let bag = CertificateBag.der(parts)
    #expect(bag == CertificateBag.der(parts.reversed()))
    let sorted: [UInt8] = [0xA0, 0x08, 0x30, 0x00, 0x30, 0x01, 0x01, 0x30, 0x01, 0x02]
    #expect(bag.firstRange(of: sorted) != nil)
  }

  @Test(
    "are read by openssl, all certificates of them", .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"))
  func openSSL() throws {
    let tool = try OpenSSLTool()
    let certificates = try ["a", "b", "c"].map {
      try tool.certificate(key: try tool.newKey(.p256, named: $0), subject: "/CN=\($0)")
    }
    let bag = CertificateBag.der(certificates)
    #expect(throws: Never.self) { try DERValidation.validate(bag) }
    let shown = try tool.run(["pkcs7", "-inform", "DER", "-print_certs"], input: bag).stdout
    let read = try PEM.decodeAll(shown, labels: ["CERTIFICATE"])
    #expect(read.count == 3)
    #expect(Set(read) == Set(certificates))
    #expect(read == read.sorted { $0.lexicographicallyPrecedes($1) })
  }
}
