package import DERCoding

/// A point in time in whole seconds since 1970-01-01T00:00:00Z, as certificates know it; no time zone, no fraction.
package struct UTCInstant: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Seconds since 1970, leap seconds not counted.
  package let seconds: Int64

  package init(seconds: Int64) {
    self.seconds = seconds
  }

  /// The last second that GeneralizedTime can hold, which RFC 5280 4.1.2.5 uses for "no well-defined expiry".
  package static let latest = UTCInstant(seconds: 253_402_300_799)
  /// The first second that GeneralizedTime can hold.
  private static let earliest = UTCInstant(seconds: -62_167_219_200)

  package static func < (left: UTCInstant, right: UTCInstant) -> Bool { left.seconds < right.seconds }

  /// The instant some seconds later; nil beyond year 9999 or before year 0.
  package func adding(seconds more: Int64) -> UTCInstant? {
    let (sum, overflow) = seconds.addingReportingOverflow(more)
    guard !overflow, (UTCInstant.earliest.seconds...UTCInstant.latest.seconds).contains(sum) else { return nil }
    return UTCInstant(seconds: sum)
  }

  /// RFC 3339 text in UTC: `2026-11-24T02:35:03Z`.
  package var description: String {
    CivilDate(seconds).timestamp
  }

  /// From RFC 3339 text with whole seconds, in UTC (`Z`) or with an offset; nil for anything else, and where the offset
  /// leads out of the years 0 to 9999.
  package init?(_ text: String) {
    let utf8 = Array(text.utf8)
    guard utf8.count >= 20, utf8[4] == 0x2D, utf8[7] == 0x2D, utf8[10] == 0x54, utf8[13] == 0x3A, utf8[16] == 0x3A,
      let date = CivilDate(
        utf8[0..<4], utf8[5..<7], utf8[8..<10], utf8[11..<13], utf8[14..<16], utf8[17..<19]),
      let offset = UTCInstant.offsetSeconds(utf8[19...]),
      let instant = UTCInstant(seconds: date.seconds).adding(seconds: -offset)
    else { return nil }
    self = instant
  }

  private static func offsetSeconds(_ text: ArraySlice<UInt8>) -> Int64? {
    if text.elementsEqual([0x5A]) { return 0 }
    let octets = Array(text)
    guard octets.count == 6, octets[0] == 0x2B || octets[0] == 0x2D, octets[3] == 0x3A,
      let hours = CivilDate.number(octets[1..<3]), let minutes = CivilDate.number(octets[4..<6]),
      hours < 24, minutes < 60
    else { return nil }
    return Int64(hours * 3600 + minutes * 60) * (octets[0] == 0x2B ? 1 : -1)
  }
}

extension DERWriter {
  /// A Time of RFC 5280 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050.
  package mutating func time(_ instant: UTCInstant) {
    let date = CivilDate(instant.seconds)
    if (1950...2049).contains(date.year) {
      element(.utcTime, date.digits(yearDigits: 2))
    } else {
      element(.generalizedTime, date.digits(yearDigits: 4))
    }
  }

  /// A GeneralizedTime whatever the year, as invalidityDate demands (RFC 5280 5.3.2).
  package mutating func generalizedTime(_ instant: UTCInstant) {
    element(.generalizedTime, CivilDate(instant.seconds).digits(yearDigits: 4))
  }
}

extension DERReader {
  /// Reads a Time of RFC 5280 4.1.2.5: seconds and `Z` are obligatory, no fraction.
  package mutating func time() throws(DERError) -> UTCInstant {
    let element = try next()
    let malformed = DERError(.time, at: element.whole.lowerBound)
    let yearDigits: Int
    switch element.tag {
    case .utcTime: yearDigits = 2
    case .generalizedTime: yearDigits = 4
    default: throw DERError(.unexpectedTag, at: element.whole.lowerBound)
    }
    guard let date = CivilDate(digits: bytes[element.contents], yearDigits: yearDigits) else { throw malformed }
    return UTCInstant(seconds: date.seconds)
  }
}
