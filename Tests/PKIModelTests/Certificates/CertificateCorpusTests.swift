import DERCoding
import TestSupport
import Testing

@testable import PKIModel

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
