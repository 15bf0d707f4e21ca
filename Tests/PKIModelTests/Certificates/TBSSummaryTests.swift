import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("Summaries of certificates")
struct TBSSummaryTests {
  @Test(
    "say what the whole certificate says",
    .enabled(if: SharedFolder.corpora("pkits-certs") != nil, "needs ../shared/corpora"))
  func agreement() throws {
    var count = 0
    for file in Corpus.files("pkits-certs") {
      guard let certificate = try? Certificate(der: file.octets) else { continue }
      count += 1
      let tbs = Array(certificate.der[certificate.signedRange])
      let summary = try TBSSummary(der: tbs)
      #expect(summary.serialNumber == certificate.tbs.serialNumber)
      #expect(summary.issuer == certificate.tbs.issuer && summary.subject == certificate.tbs.subject)
      #expect(summary.issuerText == certificate.tbs.issuer.description)
      #expect(summary.subjectText == certificate.tbs.subject.description)
      #expect(summary.validity == certificate.tbs.validity)
      let signed = SignedStructure.der(
        signed: tbs, encodedAlgorithm: summary.signatureAlgorithm, signature: certificate.signature)
      #expect(signed == certificate.der, "\(file.name): the whole is put together again, octet by octet")
    }
    #expect(count > 200)
  }

  @Test(
    "are not made from anything else",
    arguments: [[], [0x30, 0x00], [0x31, 0x00], [0x30, 0x05, 0xA0, 0x03, 0x02, 0x01, 0x02]] as [[UInt8]])
  func refused(bytes: [UInt8]) {
    #expect(throws: DERError.self) { try TBSSummary(der: bytes) }
  }

  @Test("have a positive serial number")
  func serialNumber() {
    let bytes: [UInt8] = [0x30, 0x08, 0xA0, 0x03, 0x02, 0x01, 0x02, 0x02, 0x01, 0x00]
    #expect(throws: DERError(.value, at: 7)) { try TBSSummary(der: bytes) }
  }
}
