/// A date and time of day in the proleptic Gregorian calendar, UTC.
struct CivilDate: Hashable {
  var year: Int
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  var second: Int

  private static let daysPerEra = 146_097  // 400 years
  private static let daysToEpoch = 719_468  // from 0000-03-01 to 1970-01-01

  /// The calendar date of a count of seconds since 1970.
  ///
  /// Years are counted from March, so that the leap day is the last of its year and month lengths follow a line.
  init(_ seconds: Int64) {
    let total = Int(seconds)
    let days = (total >= 0 ? total : total - 86_399) / 86_400
    let secondOfDay = total - days * 86_400
    let shifted = days + CivilDate.daysToEpoch
    let era = (shifted >= 0 ? shifted : shifted - CivilDate.daysPerEra + 1) / CivilDate.daysPerEra
    let dayOfEra = shifted - era * CivilDate.daysPerEra
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    hour = secondOfDay / 3600
    minute = secondOfDay / 60 % 60
    second = secondOfDay % 60
  }

  /// From digits of fixed width; nil for a date that is not in the calendar.
  init?(
    _ year: some Collection<UInt8>, _ month: some Collection<UInt8>, _ day: some Collection<UInt8>,
    _ hour: some Collection<UInt8>, _ minute: some Collection<UInt8>, _ second: some Collection<UInt8>
  ) {
    guard let year = CivilDate.number(year), let month = CivilDate.number(month), let day = CivilDate.number(day),
      let hour = CivilDate.number(hour), let minute = CivilDate.number(minute), let second = CivilDate.number(second),
      (1...12).contains(month), (1...CivilDate.length(ofMonth: month, year: year)).contains(day),
      hour < 24, minute < 60, second < 60
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
    (self.hour, self.minute, self.second) = (hour, minute, second)
  }

  /// From `YYMMDDHHMMSSZ` (years 1950 to 2049) or `YYYYMMDDHHMMSSZ`.
  init?(digits: ArraySlice<UInt8>, yearDigits: Int) {
    let octets = Array(digits)
    let start = yearDigits
    guard octets.count == start + 11, octets.last == 0x5A else { return nil }
    self.init(
      octets[0..<start], octets[start..<start + 2], octets[start + 2..<start + 4], octets[start + 4..<start + 6],
      octets[start + 6..<start + 8], octets[start + 8..<start + 10])
    if yearDigits == 2 { year += year >= 50 ? 1900 : 2000 }
    guard day <= CivilDate.length(ofMonth: month, year: year) else { return nil }
  }

  /// Seconds since 1970.
  var seconds: Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * CivilDate.daysPerEra + dayOfEra - CivilDate.daysToEpoch
    return Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
  }

  /// `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ`.
  func digits(yearDigits: Int) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(15)
    if yearDigits == 4 { CivilDate.append(year / 100, to: &text) }
    for part in [year % 100, month, day, hour, minute, second] { CivilDate.append(part, to: &text) }
    text.append(0x5A)
    return text
  }

  /// `YYYY-MM-DDTHH:MM:SSZ` (RFC 3339).
  var timestamp: String {
    let parts: [(value: Int, separator: Unicode.Scalar)] = [
      (year % 100, "-"), (month, "-"), (day, "T"), (hour, ":"), (minute, ":"), (second, "Z"),
    ]
    return String(unsafeUninitializedCapacity: 20) { text in
      (text[0], text[1]) = CivilDate.digits(year / 100)
      for (index, part) in parts.enumerated() {
        (text[3 * index + 2], text[3 * index + 3]) = CivilDate.digits(part.value)
        text[3 * index + 4] = UInt8(ascii: part.separator)
      }
      return 20
    }
  }

  static func number(_ digits: some Collection<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return value
  }

  /// The two digits of a number below 100.
  private static func digits(_ value: Int) -> (UInt8, UInt8) {
    (0x30 + UInt8(value / 10), 0x30 + UInt8(value % 10))
  }

  private static func append(_ value: Int, to text: inout [UInt8]) {
    let (tens, ones) = digits(value)
    text.append(tens)
    text.append(ones)
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
