import TestSupport
import Testing

@testable import PKIModel

@Suite("PEM in pieces")
struct PEMStreamTests {
  @Test("is the same text as in one piece", arguments: [0, 1, 47, 48, 49, 96, 1000])
  func pieces(size: Int) {
    let octets = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for piece in [1, 5, 48, 50, 2000] {
      var stream = PEMStream(label: "X509 CRL")
      var text: [UInt8] = []
      for start in stride(from: 0, to: size, by: piece) {
        text += stream.append(Array(octets[start..<min(start + piece, size)]))
      }
      text += stream.finish()
      #expect(text == PEM.encode(octets, label: "X509 CRL"), "pieces of \(piece)")
    }
  }
}
