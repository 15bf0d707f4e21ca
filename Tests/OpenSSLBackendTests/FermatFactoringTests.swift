import Testing

@testable import OpenSSLBackend

@Suite("Fermat's method")
struct FermatFactoringTests {
  /// What the method finds, with the machine's own arithmetic.
  private static func splits(_ number: Int, steps: Int) -> Bool {
    func isSquare(_ value: Int) -> Bool { (0...value).contains { $0 * $0 == value } }
    guard var root = (0...number).last(where: { $0 * $0 <= number }) else { return false }
    if root * root == number { return true }
    for _ in 0..<steps {
      root += 1
      if isSquare(root * root - number) { return true }
    }
    return false
  }

  @Test("finds close factors and squares, and nothing else, up to its last step", arguments: [0, 1, 2, 7])
  func smallNumbers(steps: Int) throws {
    let factoring = try FermatFactoring()
    for number in stride(from: 9, to: 1200, by: 2) {
      let octets = [UInt8(number >> 8), UInt8(number & 0xFF)]
      #expect(try factoring.splits(octets, steps: steps) == Self.splits(number, steps: steps), "\(number)")
    }
  }

  @Test("says no of a number that it cannot split in the steps it has")
  func largeNumber() throws {
    let cryptography = try LaneCryptography()
    // 3 · (2^127 − 1): its factors lie far apart.
    let number: [UInt8] = [1, 0x7F] + [UInt8](repeating: 0xFF, count: 14) + [0xFD]
    #expect(!cryptography.hasCloseFactors(number, steps: 100))
  }
}
