import Testing

@testable import PKIModel

@Suite("PEM blocks of all kinds")
struct PEMBlocksTests {
  private static let key =
    "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nZm9v\n-----END RSA PRIVATE KEY-----\n"
  private static let certificate = "Subject: a\n-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----\n"

  @Test("come one after the other with their labels, whatever stands between them")
  func order() throws {
    var blocks = PEMBlocks(Array((PEMBlocksTests.key + PEMBlocksTests.certificate + "end").utf8))
    let first = try #require(try blocks.next())
    #expect(first.label == "RSA PRIVATE KEY")
    #expect(throws: PEM.Problem.headers) { try first.octets() }
    let second = try #require(try blocks.next())
    #expect(second.label == "CERTIFICATE")
    #expect(try second.octets() == Array("foo".utf8))
    #expect(try blocks.next() == nil)
    #expect(try blocks.next() == nil)
  }

  @Test("that do not end are an error, not the end")
  func unterminated() throws {
    var blocks = PEMBlocks(Array((PEMBlocksTests.certificate + "-----BEGIN CERTIFICATE-----\nZm9v\n").utf8))
    #expect(try blocks.next()?.label == "CERTIFICATE")
    #expect(throws: PEM.Problem.unterminated) { try blocks.next() }
  }
}
