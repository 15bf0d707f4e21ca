import DERCoding
import Foundation
import TestSupport
import Testing

@testable import PKIModel

@Suite("Validity")
struct ValidityTests {
  private func validity(_ from: Int64, _ to: Int64) -> Validity? {
    Validity(notBefore: UTCInstant(seconds: from), notAfter: UTCInstant(seconds: to))
  }

  @Test("does not end before it begins")
  func order() {
    #expect(validity(5, 5) != nil)
    #expect(validity(5, 4) == nil)
  }

  @Test("contains both ends (RFC 5280 4.1.2.5)")
  func contains() throws {
    let validity = try #require(self.validity(10, 20))
    for (seconds, isInside) in [(9, false), (10, true), (20, true), (21, false)] {
      #expect(validity.contains(UTCInstant(seconds: Int64(seconds))) == isInside)
    }
    for (from, to, isInside) in [(10, 20, true), (9, 20, false), (10, 21, false), (11, 19, true)]
      as [(Int64, Int64, Bool)]
    {
      let other = try #require(self.validity(from, to))
      #expect(validity.contains(other) == isInside)
    }
  }

  @Test("is written as two times")
  func encoding() throws {
    var writer = DERWriter()
    try #require(validity(2_524_607_999, 2_524_608_000)).write(to: &writer)
    #expect(
      writer.bytes == [0x30, 0x20, 0x17, 0x0D] + Array("491231235959Z".utf8) + [0x18, 0x0F]
        + Array("20500101000000Z".utf8))
  }
}
