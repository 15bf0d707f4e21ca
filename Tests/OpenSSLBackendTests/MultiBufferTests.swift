import DERCoding
import PKIModel
import TestSupport
import Testing

@testable import OpenSSLBackend

/// Requests of fresh P-256 keys, and what can be wrong with them.
private struct RequestMaker {
  let keys: [KeyMaterial]

  init() throws {
    keys = try (0..<5).map { _ in try KeyGenerator.make(.p256) }
  }

  /// A request of a key.
  ///
  /// - Parameters:
  ///   - number: What its subject says.
  ///   - signer: The key that signs it.
  func request(_ number: Int, key: Int, signedBy signer: Int) throws -> CertificationRequest {
    let info = CertificationRequest.info(
      subject: try DistinguishedName(text: "CN=device \(number)"), publicKey: keys[key].publicKey, altNames: [])
    let signature = try keys[signer].makeSigner().sign(info)
    return try CertificationRequest(
      der: SignedStructure.der(signed: info, algorithm: keys[key].signatureAlgorithm, signature: signature))
  }
}

@Suite(
  "Several proofs at once", .enabled(if: (try? MultiBufferLibrary()) != nil, "needs libcrypto_mb.so.11 and AVX512-IFMA")
)
struct MultiBufferTests {
  private let together: LaneCryptography
  private let alone: LaneCryptography

  init() throws {
    together = try LaneCryptography(multiBuffer: MultiBufferLibrary())
    alone = try LaneCryptography()
  }

  @Test("are told good from bad in every place, and as OpenSSL does it", arguments: [4, 7, 8, 9, 16, 61])
  func places(count: Int) throws {
    let maker = try RequestMaker()
    for bad in 0..<count {
      let requests = try (0..<count).map { try maker.request($0, key: $0 % 5, signedBy: ($0 == bad ? $0 + 1 : $0) % 5) }
      let proven = together.provenTogether(requests)
      for (index, request) in requests.enumerated() {
        let isGood = alone.verifyProof(of: request) == .valid
        #expect(isGood == (index != bad))
        // What is left over at the end is for OpenSSL.
        #expect(proven[index] == (isGood && (count % 8 >= 4 || index < count / 8 * 8)), "\(index) of \(count)")
      }
    }
  }

  @Test("are never good where one bit of a request is another")
  func flippedBits() throws {
    let maker = try RequestMaker()
    var random = SplitMix(seed: 11)
    for _ in 0..<40 {
      let requests = try (0..<8).map { number in
        var der = try maker.request(number, key: number % 5, signedBy: number % 5).der
        der[Int.random(in: der.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        return try? CertificationRequest(der: der)
      }.compactMap { $0 }
      #expect(!together.provenTogether(requests).contains(true))
    }
  }

  @Test("are left alone where the key is no point, or of another kind")
  func otherKeys() throws {
    let maker = try RequestMaker()
    let good = try maker.request(0, key: 0, signedBy: 0)
    var offCurve = good.der
    let place = try #require(good.der.firstRange(of: good.publicKey.keyOctets)).upperBound - 1
    offCurve[place] ^= 1
    let other = try KeyGenerator.make(.p384)
    let info = CertificationRequest.info(subject: .empty, publicKey: other.publicKey, altNames: [])
    let foreign = SignedStructure.der(
      signed: info, algorithm: other.signatureAlgorithm, signature: try other.makeSigner().sign(info))
    let requests = [good, good, good, good] + (try [offCurve, foreign].map { try CertificationRequest(der: $0) })
    #expect(together.provenTogether(requests) == [true, true, true, true, false, false])
    // What is of another kind is not prepared twice.
    #expect(requests.map(together.isProvableTogether) == [true, true, true, true, true, false])
    #expect(!requests.contains(where: alone.isProvableTogether))
  }

  @Test(
    "are proven in the corpora only where OpenSSL agrees",
    .enabled(if: SharedFolder.corpora("csr-good") != nil, "needs ../shared/corpora"))
  func corpora() throws {
    let names = ["csr-good", "csr-made-good", "csr-bad-signature", "csr-made-badsig", "csr-odd", "csr-made-policy"]
    let requests = ProofCorpusTests.requests(names).map(\.request)
    let proven = together.provenTogether(requests)
    #expect(proven.count { $0 } > 20)
    for (request, isProven) in zip(requests, proven) where isProven {
      #expect(alone.verifyProof(of: request) == .valid)
    }
  }
}
