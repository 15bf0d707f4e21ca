/// Base64 (RFC 4648 section 4), canonical: padding required, unused bits zero.
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let ignored: UInt8 = 0xFE
  private static let invalid: UInt8 = 0xFF

  /// Two letters for each value of 12 bits, the first in the lower octet.
  private static let pairs: [UInt16] = (0..<4096).map {
    UInt16(alphabet[$0 >> 6]) | UInt16(alphabet[$0 & 63]) << 8
  }

  private static let values: [UInt8] = {
    var table = [UInt8](repeating: invalid, count: 256)
    for (value, letter) in alphabet.enumerated() { table[Int(letter)] = UInt8(value) }
    for blank in [0x20, 0x09, 0x0A, 0x0D] { table[blank] = ignored }
    return table
  }()

  /// The text of `octets`, without line breaks.
  package static func encode(_ octets: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    append(octets, to: &text)
    return text
  }

  /// Appends the text of `octets`; a line break goes after each `lineLength` letters (a multiple of 4) and the end.
  package static func append(_ octets: [UInt8], to text: inout [UInt8], lineLength: Int? = nil) {
    append(octets[...], to: &text, lineLength: lineLength)
  }

  /// The same for a part of an array.
  package static func append(_ octets: ArraySlice<UInt8>, to text: inout [UInt8], lineLength: Int? = nil) {
    octets.withUnsafeBufferPointer { append($0, to: &text, lineLength) }
  }

  private static func append(
    _ octets: UnsafeBufferPointer<UInt8>, to text: inout [UInt8], _ lineLength: Int?
  ) {
    let letters = (octets.count + 2) / 3 * 4
    let lines = lineLength.map { (letters + $0 - 1) / $0 } ?? 0
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: letters + lines) { output in
      var count = 0
      pairs.withUnsafeBufferPointer { encode(octets, $0, into: output, &count, lineLength: lineLength) }
      text.append(contentsOf: output[..<count])
    }
  }

  private static func encode(
    _ octets: UnsafeBufferPointer<UInt8>, _ pairs: UnsafeBufferPointer<UInt16>,
    into output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int, lineLength: Int?
  ) {
    let lineOctets = lineLength.map { $0 / 4 * 3 } ?? octets.count
    var start = 0
    while start < octets.count {
      let end = min(start + lineOctets, octets.count)
      encodeLine(octets, start..<end, pairs, into: output, &count)
      if lineLength != nil {
        output[count] = 0x0A
        count += 1
      }
      start = end
    }
  }

  private static func encodeLine(
    _ octets: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ pairs: UnsafeBufferPointer<UInt16>,
    into output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
  ) {
    var index = line.lowerBound
    while index + 2 < line.upperBound {
      let group = UInt32(octets[index]) << 16 | UInt32(octets[index + 1]) << 8 | UInt32(octets[index + 2])
      let (front, back) = (pairs[Int(group >> 12)], pairs[Int(group & 4095)])
      output[count] = UInt8(truncatingIfNeeded: front)
      output[count + 1] = UInt8(truncatingIfNeeded: front >> 8)
      output[count + 2] = UInt8(truncatingIfNeeded: back)
      output[count + 3] = UInt8(truncatingIfNeeded: back >> 8)
      count += 4
      index += 3
    }
    guard index < line.upperBound else { return }
    let isPair = index + 1 < line.upperBound
    let group = UInt32(octets[index]) << 16 | (isPair ? UInt32(octets[index + 1]) << 8 : 0)
    let front = pairs[Int(group >> 12)]
    output[count] = UInt8(truncatingIfNeeded: front)
    output[count + 1] = UInt8(truncatingIfNeeded: front >> 8)
    output[count + 2] = isPair ? UInt8(truncatingIfNeeded: pairs[Int(group & 4095)]) : 0x3D
    output[count + 3] = 0x3D
    count += 4
  }

  /// The octets of `text`, in which blanks and line breaks may stand anywhere; nil when it is not base64.
  package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? { decode(Array(text)) }

  /// The octets of `text`, as above.
  package static func decode(_ text: [UInt8]) -> [UInt8]? { text.withUnsafeBufferPointer(decode) }

  private static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var isValid = true
    let octets = values.withUnsafeBufferPointer { values in
      [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 3) { output, count in
        isValid = decode(text, values, into: output, &count)
      }
    }
    return isValid ? octets : nil
  }

  private static func decode(
    _ text: UnsafeBufferPointer<UInt8>, _ values: UnsafeBufferPointer<UInt8>,
    into output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
  ) -> Bool {
    var group: UInt32 = 0
    var letters = 0
    var padding = 0
    var index = 0
    while index < text.count {
      if letters & 3 == 0, padding == 0, index + 4 <= text.count, let whole = wholeGroup(text, index, values) {
        write(whole, to: output, &count)
        letters += 4
        index += 4
        continue
      }
      let value = values[Int(text[index])]
      index += 1
      if value == ignored { continue }
      if text[index - 1] == 0x3D {
        padding += 1
        continue
      }
      guard value != invalid, padding == 0 else { return false }
      group = group << 6 | UInt32(value)
      letters += 1
      if letters & 3 == 0 {
        write(group, to: output, &count)
        group = 0
      }
    }
    return finish(group, letters: letters, padding: padding, output, &count)
  }

  /// The value of four letters that stand together; nil where one of them is none.
  private static func wholeGroup(
    _ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ values: UnsafeBufferPointer<UInt8>
  ) -> UInt32? {
    let (first, second) = (values[Int(text[index])], values[Int(text[index + 1])])
    let (third, fourth) = (values[Int(text[index + 2])], values[Int(text[index + 3])])
    guard first | second | third | fourth < 64 else { return nil }
    return UInt32(first) << 18 | UInt32(second) << 12 | UInt32(third) << 6 | UInt32(fourth)
  }

  private static func write(
    _ group: UInt32, to output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
  ) {
    output[count] = UInt8(truncatingIfNeeded: group >> 16)
    output[count + 1] = UInt8(truncatingIfNeeded: group >> 8)
    output[count + 2] = UInt8(truncatingIfNeeded: group)
    count += 3
  }

  /// The last group: two letters give one octet, three give two; the bits beyond must be zero.
  private static func finish(
    _ group: UInt32, letters: Int, padding: Int, _ output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
  ) -> Bool {
    switch (letters & 3, padding) {
    case (0, 0): return true
    case (2, 2):
      output[count] = UInt8(truncatingIfNeeded: group >> 4)
      count += 1
      return group & 0x0F == 0
    case (3, 1):
      output[count] = UInt8(truncatingIfNeeded: group >> 10)
      output[count + 1] = UInt8(truncatingIfNeeded: group >> 2)
      count += 2
      return group & 0x03 == 0
    default: return false
    }
  }
}
