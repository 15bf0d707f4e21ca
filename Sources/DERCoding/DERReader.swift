/// One element: where it stands in the bytes that its reader reads.
package struct DERElement: Hashable, Sendable {
  /// The identifier octet; for tag numbers above 30 the first octet only.
  package let tag: DERTag
  /// Identifier, length and contents.
  package let whole: Range<Int>
  /// The contents alone.
  package let contents: Range<Int>
}

/// Reads DER strictly from front to back: minimal tags and lengths, definite lengths, nothing beyond the end.
///
/// A reader is a window on shared bytes; entering a constructed element makes a smaller window.
package struct DERReader: Sendable {
  /// The bytes that all ranges refer to.
  package let bytes: [UInt8]
  /// The position of the next element.
  package private(set) var position: Int
  /// Where the window ends.
  package let end: Int

  /// A window over all of `bytes`.
  package init(_ bytes: [UInt8]) {
    self.init(bytes, in: 0..<bytes.count)
  }

  /// A window over a part of `bytes`; `window` must lie inside.
  package init(_ bytes: [UInt8], in window: Range<Int>) {
    self.bytes = bytes
    position = window.lowerBound
    end = window.upperBound
  }

  /// Whether the window is used up.
  package var isAtEnd: Bool { position == end }

  /// The tag of the next element, if there is one.
  package var nextTag: DERTag? { position < end ? DERTag(rawValue: bytes[position]) : nil }

  /// Reads the next element, whatever it is.
  package mutating func next() throws(DERError) -> DERElement {
    let start = position
    let tag = try readTag()
    let length = try readLength()
    guard length <= end - position else { throw DERError(.truncated, at: start) }
    let contents = position..<(position + length)
    position = contents.upperBound
    return DERElement(tag: tag, whole: start..<position, contents: contents)
  }

  /// Reads the next element, which must have this tag.
  package mutating func next(_ tag: DERTag) throws(DERError) -> DERElement {
    guard nextTag == tag else { throw DERError(nextTag == nil ? .truncated : .unexpectedTag, at: position) }
    return try next()
  }

  /// Reads the next element if it has this tag.
  package mutating func nextIf(_ tag: DERTag) throws(DERError) -> DERElement? {
    guard nextTag == tag else { return nil }
    return try next()
  }

  /// Reads a constructed element and gives a window on its contents.
  package mutating func enter(_ tag: DERTag) throws(DERError) -> DERReader {
    DERReader(bytes, in: try next(tag).contents)
  }

  /// A window on the contents of an element of the same bytes.
  package func window(_ element: DERElement) -> DERReader {
    DERReader(bytes, in: element.contents)
  }

  /// A copy of a part of the bytes.
  package func copy(_ range: Range<Int>) -> [UInt8] {
    Array(bytes[range])
  }

  /// Demands that nothing is left in the window.
  package func finish() throws(DERError) {
    guard isAtEnd else { throw DERError(.trailingBytes, at: position) }
  }

  private mutating func readOctet() throws(DERError) -> UInt8 {
    guard position < end else { throw DERError(.truncated, at: position) }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func readTag() throws(DERError) -> DERTag {
    let start = position
    let first = try readOctet()
    guard first & 0x1F == 0x1F else { return DERTag(rawValue: first) }
    var number = 0
    repeat {
      let octet = try readOctet()
      // X.690 8.1.2.4.2: the first octet of a long tag number is not zero, and numbers below 31 are short.
      guard number != 0 || octet & 0x7F != 0 else { throw DERError(.tagNotMinimal, at: start) }
      guard number < 1 << 20 else { throw DERError(.lengthTooLarge, at: start) }
      number = number << 7 | Int(octet & 0x7F)
      if octet & 0x80 == 0 { break }
    } while true
    guard number >= 31 else { throw DERError(.tagNotMinimal, at: start) }
    return DERTag(rawValue: first)
  }

  private mutating func readLength() throws(DERError) -> Int {
    let start = position
    let first = try readOctet()
    guard first >= 0x80 else { return Int(first) }
    guard first != 0x80 else { throw DERError(.indefiniteLength, at: start) }
    let octets = Int(first & 0x7F)
    guard octets <= 4 else { throw DERError(.lengthTooLarge, at: start) }
    var length = 0
    for index in 0..<octets {
      let octet = try readOctet()
      guard index > 0 || octet != 0 else { throw DERError(.lengthNotMinimal, at: start) }
      length = length << 8 | Int(octet)
    }
    guard length >= 0x80 else { throw DERError(.lengthNotMinimal, at: start) }
    return length
  }
}
