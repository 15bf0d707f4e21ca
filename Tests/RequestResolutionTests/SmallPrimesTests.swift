import TestSupport
import Testing

@testable import RequestResolution

@Suite("Division by small primes")
struct SmallPrimesTests {
  @Test("is by the 132 odd primes up to 751")
  func primes() {
    #expect(SmallPrimes.all.count == 132)
    #expect(SmallPrimes.all.prefix(5) == [3, 5, 7, 11, 13])
    #expect(SmallPrimes.all.last == 751)
  }

  @Test("leaves what the machine's own division leaves", arguments: 1...8)
  func remainders(octetCount: Int) {
    var random = SplitMix(seed: UInt64(octetCount))
    for _ in 0..<50 {
      let octets = (0..<octetCount).map { _ in UInt8.random(in: 0...255, using: &random) }
      let number = octets.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      #expect(SmallPrimes.remainders(of: octets) == SmallPrimes.all.map { number % $0 })
    }
  }
}
