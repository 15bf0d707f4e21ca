import DocumentModel
import OpenSSLBackend
import PKIModel
import Testing

@testable import ManifestReading
@testable import RequestResolution

/// Cryptography that verifies proofs together, as a library that does several at once would.
private final class TogetherCryptography: RequestCryptography {
  /// Which of the proofs that are good are said to be.
  enum Answer {
    case all, everyOther, none
  }

  private let real: LaneCryptography
  private let answer: Answer
  private(set) var groups: [Int] = []

  init(_ answer: Answer) throws {
    real = try LaneCryptography()
    self.answer = answer
  }

  func isProvableTogether(_ request: CertificationRequest) -> Bool { true }

  func provenTogether(_ requests: [CertificationRequest]) -> [Bool] {
    groups.append(requests.count)
    return requests.enumerated().map { index, request in
      let isTold = answer == .all || (answer == .everyOther && index.isMultiple(of: 2))
      return isTold && real.verifyProof(of: request) == .valid
    }
  }

  func verifyProof(of request: CertificationRequest) -> ProofOutcome { real.verifyProof(of: request) }
  func verifyProof(_ proof: SigningKeyProof, of message: CertificateRequestMessage) -> ProofOutcome {
    real.verifyProof(proof, of: message)
  }
  func verifySignature(of certificate: Certificate, by key: SubjectPublicKeyInfo) -> ProofOutcome {
    real.verifySignature(of: certificate, by: key)
  }
  func isSound(_ key: SubjectPublicKeyInfo) -> Bool { real.isSound(key) }
  func keyIdentifier(of key: SubjectPublicKeyInfo) -> [UInt8] { real.keyIdentifier(of: key) }
  func hasCloseFactors(_ number: [UInt8], steps: Int) -> Bool { real.hasCloseFactors(number, steps: steps) }
  func sha256(_ octets: [UInt8]) -> [UInt8] { real.sha256(octets) }
  func passwordHash(_ password: String, logCost: Int) throws -> String {
    try real.passwordHash(password, logCost: logCost)
  }
  func password(_ password: String, matches hash: String) throws -> Bool { try real.password(password, matches: hash) }
  func randomOctets(_ count: Int) throws -> [UInt8] { try real.randomOctets(count) }
}

@Suite("Requests whose proofs are verified together")
struct PreparingTogetherTests {
  /// Good ones between one without its key, one of a forbidden kind, one that is no request, and one without any.
  private static func requests() throws -> [String] {
    var stolen = try RequestParts("CN=stolen.example")
    stolen.foreignKey = try SigningKeys.authority.get().publicKey.der
    var foreign = try RequestParts("CN=foreign.example")
    foreign.foreignKey = try KeyGenerator.make(.ed25519).publicKey.der
    let good = try (0..<4).map { try RequestJSON.issue(RequestParts("CN=good\($0).example"), id: "g\($0)") }
    return [
      good[0], try RequestJSON.issue(foreign, id: "foreign"), good[1], RequestJSON.issue(text: "nonsense"),
      try RequestJSON.issue(stolen, id: "stolen"), RequestJSON.revoke(Desk.authority), good[2], "{", good[3],
    ]
  }

  @Test(
    "are decided as if each was verified alone", arguments: [TogetherCryptography.Answer.all, .everyOther, .none])
  private func decisions(answer: TogetherCryptography.Answer) throws {
    var desk = try Desk()
    let texts = try PreparingTogetherTests.requests()
    let alone = try texts.enumerated().map { try desk.answer($1, at: $0) }
    #expect(alone.contains { $0.contains("csr.proofOfPossession") })
    #expect(alone.count { $0 == "OK" } == 4)

    let cryptography = try TogetherCryptography(answer)
    let other = try Desk()
    let preparer = RequestPreparer(
      context: other.context, cryptography: cryptography, ledger: other.ledger, limits: DocumentLimits(),
      readFile: { .failure(RequestFileProblem(text: $0)) })
    let prepared = try preparer.prepare(
      texts.enumerated().map { ManifestRecord(position: $0, line: 1, content: .text(Array($1.utf8))) })
    let resolver = Resolver(context: other.context, cryptography: cryptography)
    let together = try prepared.map {
      try resolver.decide($0, view: other.ledger, isKnown: true, attempt: 0).text
    }
    #expect(together == alone)
    // Good ones, and the two that claim others' keys as far as their policies let them: in one group.
    #expect(cryptography.groups.count == 1 && (4...6).contains(cryptography.groups[0]))
  }
}
