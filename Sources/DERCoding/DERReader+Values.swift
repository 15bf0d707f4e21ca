extension DERReader {
  /// Reads an INTEGER's two's complement octets, in their fewest octets (X.690 8.3.2).
  package mutating func integerOctets(_ tag: DERTag = .integer) throws(DERError) -> ArraySlice<UInt8> {
    let element = try next(tag)
    let octets = bytes[element.contents]
    guard let first = octets.first else { throw DERError(.integerNotMinimal, at: element.whole.lowerBound) }
    if let second = octets.dropFirst().first {
      let padded = (first == 0x00 && second < 0x80) || (first == 0xFF && second >= 0x80)
      guard !padded else { throw DERError(.integerNotMinimal, at: element.whole.lowerBound) }
    }
    return octets
  }

  /// Reads an INTEGER or ENUMERATED that fits in an `Int`.
  package mutating func integer(_ tag: DERTag = .integer) throws(DERError) -> Int {
    let start = position
    let octets = try integerOctets(tag)
    guard octets.count <= 8 else { throw DERError(.value, at: start) }
    var value = (octets.first ?? 0) >= 0x80 ? -1 : 0
    for octet in octets { value = value << 8 | Int(octet) }
    return value
  }

  /// Reads a BOOLEAN: 00 or FF (X.690 11.1).
  package mutating func boolean() throws(DERError) -> Bool {
    let element = try next(.boolean)
    guard element.contents.count == 1 else { throw DERError(.booleanValue, at: element.whole.lowerBound) }
    switch bytes[element.contents.lowerBound] {
    case 0x00: return false
    case 0xFF: return true
    default: throw DERError(.booleanValue, at: element.whole.lowerBound)
    }
  }

  /// Reads a BIT STRING: the number of unused bits (all zero, X.690 11.2.1) and the octets.
  package mutating func bitString() throws(DERError) -> (unusedBits: Int, octets: Range<Int>) {
    let element = try next(.bitString)
    let rule = DERError(.bitString, at: element.whole.lowerBound)
    guard let unused = bytes[element.contents].first, unused < 8 else { throw rule }
    let octets = (element.contents.lowerBound + 1)..<element.contents.upperBound
    guard unused == 0 || !octets.isEmpty else { throw rule }
    if unused > 0, bytes[octets.upperBound - 1] & (1 << unused - 1) != 0 { throw rule }
    return (Int(unused), octets)
  }

  /// Reads a BIT STRING of whole octets, as keys and signatures are.
  package mutating func octetAlignedBitString() throws(DERError) -> Range<Int> {
    let start = position
    let (unusedBits, octets) = try bitString()
    guard unusedBits == 0 else { throw DERError(.bitString, at: start) }
    return octets
  }

  /// Reads an OBJECT IDENTIFIER's content octets: at least one arc, each minimal (X.690 8.19.2).
  package mutating func objectIdentifierOctets(_ tag: DERTag = .objectIdentifier) throws(DERError) -> Range<Int> {
    let element = try next(tag)
    let malformed = DERError(.objectIdentifier, at: element.whole.lowerBound)
    let octets = bytes[element.contents]
    guard let last = octets.last, last & 0x80 == 0, octets.count <= DERReader.longestObjectIdentifier else {
      throw malformed
    }
    var startsArc = true
    for octet in octets {
      guard !startsArc || octet != 0x80 else { throw malformed }
      startsArc = octet & 0x80 == 0
    }
    return element.contents
  }

  /// More octets than any registered object identifier has; longer ones are an attack on their printers
  /// (OpenSSL CVE-2023-2650).
  package static let longestObjectIdentifier = 128

  /// Reads NULL.
  package mutating func null() throws(DERError) {
    let element = try next(.null)
    guard element.contents.isEmpty else { throw DERError(.nullLength, at: element.whole.lowerBound) }
  }
}
