import DERCoding
import PKIModel
import TestSupport
import Testing

@testable import OpenSSLBackend

@Suite(
  "Proof of possession in the corpora", .enabled(if: SharedFolder.corpora("csr-good") != nil, "needs ../shared/corpora")
)
struct ProofCorpusTests {
  /// The requests of a corpus that certmill reads; what it does not read is the business of the reader's tests.
  static func requests(_ names: [String]) -> [(name: String, request: CertificationRequest)] {
    names.flatMap { Corpus.files($0) }.compactMap { file in
      let der =
        PEM.isPresent(in: file.octets)
        ? try? PEM.decodeSingle(file.octets, labels: ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"]) : file.octets
      return der.flatMap { try? CertificationRequest(der: $0) }.map { (file.name, $0) }
    }
  }

  @Test("is valid in all good requests, in one lane and in any order")
  func good() throws {
    let requests = ProofCorpusTests.requests(["csr-good", "csr-made-good"])
    #expect(requests.count > 80)
    let cryptography = try LaneCryptography()
    for (name, request) in requests + requests.reversed() {
      #expect(cryptography.verifyProof(of: request) == .valid, "\(name)")
    }
  }

  @Test("is never valid in requests whose signature is bad, between good ones")
  func bad() throws {
    let bad = ProofCorpusTests.requests(["csr-bad-signature", "csr-made-badsig", "csr-algorithm-not-in-openssl30"])
    let good = ProofCorpusTests.requests(["csr-good"])
    #expect(bad.count > 40)
    let cryptography = try LaneCryptography()
    for (index, (name, request)) in bad.enumerated() {
      #expect(cryptography.verifyProof(of: request) != .valid, "\(name)")
      let (neighbour, next) = good[index % good.count]
      #expect(cryptography.verifyProof(of: next) == .valid, "\(neighbour) after \(name)")
    }
  }

  @Test(
    "agrees with openssl in all that policy decides", .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command")
  )
  func policy() throws {
    let cryptography = try LaneCryptography()
    for (name, request) in ProofCorpusTests.requests([
      "csr-odd", "csr-weak-sigalg", "csr-made-policy", "csr-made-encoding",
    ]) {
      let status = try Command.run("openssl", ["req", "-inform", "DER", "-noout", "-verify"], input: request.der)
      #expect((cryptography.verifyProof(of: request) == .valid) == status.errors.contains("verify OK"), "\(name)")
    }
  }
}
