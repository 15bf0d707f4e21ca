/// Writes DER into one growing buffer.
///
/// Constructed elements are written contents first: a one-octet length is reserved and widened when the contents
/// turn out longer, so that no second buffer is needed.
package struct DERWriter: Sendable {
  /// What was written so far.
  package private(set) var bytes: [UInt8] = []

  package init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  /// Forgets what was written and keeps the memory.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Appends a whole element that is encoded already.
  package mutating func raw(_ encoded: [UInt8]) {
    bytes.append(contentsOf: encoded)
  }

  /// Appends an element whose contents are at hand.
  package mutating func element(_ tag: DERTag, _ contents: [UInt8]) {
    contents.withUnsafeBytes { element(tag, $0) }
  }

  /// Appends an element whose contents are text in UTF-8 or a part of it.
  package mutating func element(_ tag: DERTag, _ text: String) {
    var text = text
    text.withUTF8 { element(tag, UnsafeRawBufferPointer($0)) }
  }

  /// Appends an element whose contents are at hand in place.
  package mutating func element(_ tag: DERTag, _ contents: UnsafeRawBufferPointer) {
    header(tag, contentOctets: contents.count)
    bytes.append(contentsOf: contents)
  }

  /// Appends an element whose contents `body` writes.
  package mutating func constructed(_ tag: DERTag, _ body: (inout DERWriter) -> Void) {
    let start = begin(tag)
    body(&self)
    end(start)
  }

  /// Begins an element whose contents follow; gives what `end` needs.
  package mutating func begin(_ tag: DERTag) -> Int {
    bytes.append(tag.rawValue)
    bytes.append(0)
    return bytes.count
  }

  /// Ends an element that was begun, after all that were begun within it.
  package mutating func end(_ start: Int) { closeLength(before: start) }

  /// Appends the beginning of an element whose contents, of this many octets, stand elsewhere.
  package mutating func header(_ tag: DERTag, contentOctets: Int) {
    bytes.append(tag.rawValue)
    appendLength(contentOctets)
  }

  /// Puts whole elements, encoded already, before everything that was written.
  package mutating func prepend(_ encoded: [UInt8]) {
    bytes.insert(contentsOf: encoded, at: 0)
  }

  /// `SEQUENCE { … }`.
  package mutating func sequence(_ body: (inout DERWriter) -> Void) {
    constructed(.sequence, body)
  }

  /// An INTEGER from its value.
  package mutating func integer(_ value: Int, _ tag: DERTag = .integer) {
    var octets: [UInt8] = []
    var rest = value
    repeat {
      octets.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    } while !(rest == 0 && octets.last.map { $0 < 0x80 } == true)
      && !(rest == -1 && octets.last.map { $0 >= 0x80 } == true)
    element(tag, Array(octets.reversed()))
  }

  /// An INTEGER that is positive, from its magnitude without leading zeros.
  package mutating func positiveInteger(_ magnitude: [UInt8]) {
    magnitude.withUnsafeBytes { positiveInteger($0) }
  }

  /// The same from a magnitude in place.
  package mutating func positiveInteger(_ magnitude: UnsafeRawBufferPointer) {
    let needsPadding = (magnitude.first ?? 0) >= 0x80 || magnitude.isEmpty
    header(.integer, contentOctets: magnitude.count + (needsPadding ? 1 : 0))
    if needsPadding { bytes.append(0) }
    bytes.append(contentsOf: magnitude)
  }

  /// A BOOLEAN.
  package mutating func boolean(_ value: Bool) {
    element(.boolean, [value ? 0xFF : 0x00])
  }

  /// NULL.
  package mutating func null() {
    element(.null, [] as [UInt8])
  }

  /// A BIT STRING of whole octets.
  package mutating func bitString(_ octets: [UInt8]) {
    header(.bitString, contentOctets: octets.count + 1)
    bytes.append(0)
    bytes.append(contentsOf: octets)
  }

  /// A BIT STRING of named bits, bit 0 first; trailing zero bits are removed (X.690 11.2.2).
  package mutating func namedBits(_ isSet: (Int) -> Bool, count: Int) {
    guard let last = (0..<count).last(where: isSet) else {
      element(.bitString, [0])
      return
    }
    var octets = [UInt8](repeating: 0, count: last / 8 + 2)
    octets[0] = UInt8(7 - last % 8)
    for bit in 0...last where isSet(bit) { octets[bit / 8 + 1] |= 0x80 >> UInt8(bit % 8) }
    element(.bitString, octets)
  }

  private mutating func appendLength(_ length: Int) {
    guard length >= 0x80 else {
      bytes.append(UInt8(length))
      return
    }
    let octets = DERWriter.octetCount(length)
    bytes.append(0x80 | UInt8(octets))
    for index in (0..<octets).reversed() { bytes.append(UInt8(truncatingIfNeeded: length >> (8 * index))) }
  }

  /// Writes the length of what stands behind `start` into the octet before it, widening it when needed.
  private mutating func closeLength(before start: Int) {
    let length = bytes.count - start
    guard length >= 0x80 else {
      bytes[start - 1] = UInt8(length)
      return
    }
    let octets = DERWriter.octetCount(length)
    bytes[start - 1] = 0x80 | UInt8(octets)
    bytes.insert(
      contentsOf: (0..<octets).reversed().map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }, at: start)
  }

  private static func octetCount(_ length: Int) -> Int {
    (Int.bitWidth - length.leadingZeroBitCount + 7) / 8
  }
}
