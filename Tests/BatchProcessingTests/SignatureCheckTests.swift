import Testing

@testable import BatchProcessing

@Suite("Which signatures are verified") struct SignatureCheckTests {
  @Test("All, where that was asked for")
  func every() {
    #expect((0..<1000).allSatisfy(SignatureCheck.every.includes))
  }

  @Test("Else those of the first group, and later ones in every place of a group in turn")
  func sampled() {
    let verified = (0..<20_000).filter(SignatureCheck.sampled.includes)
    #expect(Array(verified.prefix(8)) == Array(0..<8))
    #expect(verified.count == 8 + 20_000 / 257)
    #expect(Set(verified.dropFirst(8).map { $0 % 8 }) == Set(0..<8))
  }
}
