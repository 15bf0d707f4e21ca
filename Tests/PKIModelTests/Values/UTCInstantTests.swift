import DERCoding
import Foundation
import TestSupport
import Testing

@testable import PKIModel

@Suite("Instants")
struct UTCInstantTests {
  @Test(
    "are printed and read as RFC 3339 has it",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1), ("1949-12-31T23:59:59Z", -631_152_001),
      ("1950-01-01T00:00:00Z", -631_152_000), ("2000-02-29T12:00:00Z", 951_825_600),
      ("2038-01-19T03:14:08Z", 2_147_483_648), ("2049-12-31T23:59:59Z", 2_524_607_999),
      ("2050-01-01T00:00:00Z", 2_524_608_000), ("2024-02-29T23:59:59Z", 1_709_251_199),
      ("2100-03-01T00:00:00Z", 4_107_542_400), ("9999-12-31T23:59:59Z", 253_402_300_799),
      ("0000-01-01T00:00:00Z", -62_167_219_200),
    ] as [(String, Int64)])
  func text(text: String, seconds: Int64) {
    #expect(UTCInstant(seconds: seconds).description == text)
    #expect(UTCInstant(text)?.seconds == seconds)
  }

  @Test(
    "take offsets into account (RFC 3339 4.2)",
    arguments: [
      ("2011-12-03T10:15:30+01:00", "2011-12-03T09:15:30Z"), ("2011-12-03T10:15:30-00:30", "2011-12-03T10:45:30Z"),
      ("2011-12-31T23:30:00-01:00", "2012-01-01T00:30:00Z"), ("2012-03-01T00:00:00+23:59", "2012-02-29T00:01:00Z"),
      ("2011-12-03T10:15:30+00:00", "2011-12-03T10:15:30Z"),
    ])
  func offsets(text: String, utc: String) {
    #expect(UTCInstant(text)?.description == utc)
  }

  @Test(
    "are not read from dates that are not in the calendar, nor from other forms",
    arguments: [
      "", "2011-12-03", "2011-12-03T10:15Z", "2011-12-03T10:15:30", "2011-12-03 10:15:30Z", "2011-12-03t10:15:30Z",
      "2011-12-03T10:15:30z", "2011-12-03T10:15:30.5Z", "2011-13-03T10:15:30Z", "2011-00-03T10:15:30Z",
      "2011-12-32T10:15:30Z", "2011-12-00T10:15:30Z", "2011-04-31T10:15:30Z", "2011-02-29T10:15:30Z",
      "1900-02-29T10:15:30Z", "2100-02-29T00:00:00Z", "2011-12-03T24:00:00Z", "2011-12-03T10:60:00Z",
      "2016-12-31T23:59:60Z", "2011-12-03T10:15:30+0100", "2011-12-03T10:15:30+01", "2011-12-03T10:15:30+24:00",
      "2011-12-03T10:15:30+01:60", "2011-12-03T10:15:30ZZ", "+011-12-03T10:15:30Z", "2011-1٣-03T10:15:30Z",
      "20111-12-03T10:15:30Z",
    ])
  func refusedText(text: String) {
    #expect(UTCInstant(text) == nil)
  }

  @Test(
    "stay within years 0 and 9999, which four digits hold, whatever the offset",
    arguments: ["9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00+00:01"])
  func textBeyondYears(text: String) {
    #expect(UTCInstant(text) == nil)
  }

  @Test("do not move beyond years 0 and 9999")
  func adding() {
    #expect(UTCInstant(seconds: 5).adding(seconds: -6)?.seconds == -1)
    #expect(UTCInstant.latest.adding(seconds: 0) == .latest)
    #expect(UTCInstant.latest.adding(seconds: 1) == nil)
    #expect(UTCInstant.latest.adding(seconds: .max) == nil)
    #expect(UTCInstant(seconds: -62_167_219_200).adding(seconds: -1) == nil)
    #expect(UTCInstant(seconds: 0).adding(seconds: .min) == nil)
    #expect(UTCInstant.latest.description == "9999-12-31T23:59:59Z")
  }

  @Test("are ordered by their seconds")
  func order() {
    #expect(UTCInstant(seconds: -1) < UTCInstant(seconds: 0))
    #expect(!(UTCInstant(seconds: 0) < UTCInstant(seconds: 0)))
  }

  @Test(
    "are UTCTime from 1950 through 2049 and GeneralizedTime otherwise (RFC 5280 4.1.2.5)",
    arguments: [
      ("1949-12-31T23:59:59Z", DERTag.generalizedTime, "19491231235959Z"),
      ("1950-01-01T00:00:00Z", .utcTime, "500101000000Z"), ("1999-12-31T23:59:59Z", .utcTime, "991231235959Z"),
      ("2000-01-01T00:00:00Z", .utcTime, "000101000000Z"), ("2049-12-31T23:59:59Z", .utcTime, "491231235959Z"),
      ("2050-01-01T00:00:00Z", .generalizedTime, "20500101000000Z"),
      ("9999-12-31T23:59:59Z", .generalizedTime, "99991231235959Z"),
    ])
  func encoding(text: String, tag: DERTag, digits: String) throws {
    let instant = try #require(UTCInstant(text))
    var writer = DERWriter()
    writer.time(instant)
    #expect(writer.bytes == [tag.rawValue, UInt8(digits.utf8.count)] + Array(digits.utf8))
    var reader = DERReader(writer.bytes)
    #expect(try reader.time() == instant)
  }

  @Test("are GeneralizedTime whatever the year where an extension wants that (RFC 5280 5.3.2)")
  func generalized() throws {
    var writer = DERWriter()
    writer.generalizedTime(try #require(UTCInstant("2026-11-24T02:35:03Z")))
    #expect(writer.bytes == [0x18, 0x0F] + Array("20261124023503Z".utf8))
  }

  @Test(
    "are not read without seconds, without Z, with fractions or outside the calendar",
    arguments: [
      (DERTag.utcTime, "2611240235Z"), (.utcTime, "261124023503"), (.utcTime, "261124023503+0100"),
      (.utcTime, "20261124023503Z"), (.utcTime, "261324023503Z"), (.utcTime, "260229000000Z"),
      (.utcTime, "261124240000Z"), (.utcTime, "261124023560Z"), (.utcTime, "26112402350 Z"), (.utcTime, ""),
      (.generalizedTime, "20261124023503.5Z"), (.generalizedTime, "261124023503Z"),
      (.generalizedTime, "20261124023503"), (.generalizedTime, "21000229000000Z"),
      (.generalizedTime, "2026112402350ZZ"), (.generalizedTime, "-0261124023503Z"),
    ])
  func refusedEncoding(tag: DERTag, digits: String) {
    var writer = DERWriter()
    writer.element(tag, Array(digits.utf8))
    var reader = DERReader(writer.bytes)
    #expect(throws: DERError(.time, at: 0)) { try reader.time() }
  }

  @Test("are not read from other types")
  func otherTag() {
    var reader = DERReader([0x02, 0x01, 0x00])
    #expect(throws: DERError(.unexpectedTag, at: 0)) { try reader.time() }
  }

  @Test("know leap days: 29 February of years divisible by 4, not by 100, but by 400")
  func leapDays() throws {
    for year in 0...9999 {
      let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
      let text = String(repeating: "0", count: 4 - String(year).count) + String(year)
      #expect((UTCInstant("\(text)-02-29T00:00:00Z") != nil) == isLeap, "year \(year)")
    }
  }

  @Test("agree with Foundation's calendar over all years", arguments: 0..<10)
  func foundation(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let style = Date.ISO8601FormatStyle()
    for _ in 0..<200 {
      // From the Gregorian reform on, where Foundation's calendar is Gregorian too.
      let seconds = Int64.random(in: -12_219_292_800...253_402_300_799, using: &random)
      let instant = UTCInstant(seconds: seconds)
      #expect(instant.description == Date(timeIntervalSince1970: Double(seconds)).formatted(style), "seed \(seed)")
      #expect(UTCInstant(instant.description) == instant, "seed \(seed)")
      var writer = DERWriter()
      writer.time(instant)
      var reader = DERReader(writer.bytes)
      #expect(try reader.time() == instant, "seed \(seed)")
    }
  }
}

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
