import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("Requests of the corpora", .enabled(if: SharedFolder.corpora("csr-good") != nil, "needs ../shared/corpora"))
struct CertificationRequestCorpusTests {
  /// Why certmill refuses a request that others read.
  struct Refusal: Sendable {
    let rule: DERError.Rule
    let reason: String

    static let version = Refusal(rule: .value, reason: "the version is not 0 (RFC 2986 4.1)")
    static let printable = Refusal(rule: .characters, reason: "octets above 7F in a PrintableString (X.680 41.4)")
    static let twoRequests = Refusal(rule: .value, reason: "two extension requests, which may differ (RFC 2985 5.4.2)")
  }

  /// The requests that some other program reads and certmill refuses; all others of their corpora are read.
  static let refused: [String: Refusal] = [
    "csr-good/0a2a18ed6d021927.der": Refusal(rule: .value, reason: "an attribute without values (RFC 2986 4.1)"),
    "csr-good/2378819c0128de16.der": Refusal(rule: .value, reason: "the attribute 1.2.3 stands twice (RFC 2986 4.1)"),
    "csr-good/340078e4474b5cb3.der": Refusal(rule: .value, reason: "an empty SET in the subject (RFC 5280 4.1.2.4)"),
    "csr-bad-signature/235c81bb11be0b36.der": .printable, "csr-bad-signature/494299991b9e81e8.der": .printable,
    "csr-bad-signature/4c0b6273711ad5f5.der": .printable, "csr-bad-signature/58b1456abcdc9fce.der": .printable,
    "csr-bad-signature/93387b72bbe5c604.der": .printable, "csr-bad-signature/9ed48b96e3d3fe98.der": .printable,
    "csr-bad-signature/dfbce8616636dec1.der": .printable, "csr-bad-signature/3a433cad17143d2b.der": .version,
    "csr-bad-signature/794d93a2c04876dd.der": .version, "csr-bad-signature/a5c646b875a6106d.der": .version,
    "csr-odd/cb9aca2e91ca81a8.der": .version, "csr-odd/df82d37feabbf210.der": .version,
    "csr-weak-sigalg/e2638ca3e90803b3.der":
      Refusal(rule: .truncated, reason: "no attributes, not even an empty set (RFC 2986 4.1)"),
    "csr-made-policy/extreq-two-values.pem":
      Refusal(rule: .trailingBytes, reason: "an extension request with two values (RFC 2985 5.4.2)"),
    "csr-made-policy/two-extreq.pem": .twoRequests, "csr-made-policy/ms-and-pkcs9.pem": .twoRequests,
  ]

  /// The files whose armour is refused before the request is looked at.
  static let refusedArmour: [String: PEM.Problem] = [
    "csr-made-policy/pem-key-inside.raw": .moreThanOneBlock, "csr-made-encoding/pem-headers.raw": .headers,
    "csr-made-malformed/pem-label-cert.raw": .label("CERTIFICATE"), "csr-made-malformed/pem-noend.raw": .unterminated,
    "csr-made-malformed/pem-badchar.raw": .base64,
  ]

  private func der(_ file: CorpusFile) throws(PEM.Problem) -> [UInt8] {
    guard PEM.isPresent(in: file.octets) else { return file.octets }
    return try PEM.decodeSingle(file.octets, labels: ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"])
  }

  @Test(
    "are read where they are well formed, and refused by the stated rule where they are not",
    arguments: Corpus.files(
      "csr-good", "csr-made-good", "csr-bad-signature", "csr-made-badsig", "csr-weak-sigalg", "csr-made-policy",
      "csr-made-encoding", "csr-odd", "csr-algorithm-not-in-openssl30"))
  func wellFormed(file: CorpusFile) throws {
    if let problem = CertificationRequestCorpusTests.refusedArmour[file.name] {
      #expect(throws: problem) { try self.der(file) }
      return
    }
    let der = try self.der(file)
    if let refusal = CertificationRequestCorpusTests.refused[file.name] {
      let error = #expect(throws: DERError.self, "\(refusal.reason)") { try CertificationRequest(der: der) }
      #expect(error?.rule == refusal.rule, "\(refusal.reason)")
    } else {
      let request = try CertificationRequest(der: der)
      #expect(request.der == der)
      #expect(try CertificationRequest(der: der).subject == request.subject, "the same answer each time")
    }
  }

  @Test("are refused where they are no requests", arguments: Corpus.files("csr-unparseable", "csr-made-malformed"))
  func malformed(file: CorpusFile) throws {
    if let problem = CertificationRequestCorpusTests.refusedArmour[file.name] {
      #expect(throws: problem) { try self.der(file) }
      return
    }
    let der = try self.der(file)
    #expect(throws: DERError.self) { try CertificationRequest(der: der) }
  }

  @Test("the stated exceptions exist, so that none outlives its file")
  func exceptionsExist() {
    let names = Set(
      Corpus.files(
        "csr-good", "csr-bad-signature", "csr-weak-sigalg", "csr-made-policy", "csr-made-encoding", "csr-odd",
        "csr-made-malformed"
      ).map(\.name))
    for name in CertificationRequestCorpusTests.refused.keys { #expect(names.contains(name)) }
    for name in CertificationRequestCorpusTests.refusedArmour.keys { #expect(names.contains(name)) }
  }

  @Test(
    "and other documents, cut or not, never crash the reader",
    arguments: Corpus.files("fuzz-x509", "fuzz-asn1", "fuzz-crl", "fuzz-cmp", "cmp-message", "crmf-unparseable"))
  func otherDocuments(file: CorpusFile) {
    _ = try? CertificationRequest(der: file.octets)
    _ = try? Certificate(der: file.octets)
    _ = try? SubjectPublicKeyInfo(der: file.octets)
    _ = try? DERValidation.validate(file.octets)
  }
}
