/// Leaves out the rest of a text that is too long to be taken anyway, so that libxml2, which refuses the whole document
/// for a text above 10,000,000 octets, never sees it, and no memory is spent on it.
///
/// What is left is never taken for the whole: `XMLNodeReader.text` refuses it.
struct TextCut {
  /// Octets of a text that are handed on: more than a string may have, and less than libxml2's limit.
  static let limit = 9 << 20
  /// Octets without `&` before a cut: more than a reference has, so that none is cut in two.
  private static let clearance = 16

  /// Octets of the present text in the chunks before.
  private var count = 0
  private var isCut = false

  /// Takes the next piece of a text.
  ///
  /// - Returns: how many octets of the piece are handed on.
  mutating func take(_ piece: UnsafeRawBufferPointer) -> Int {
    if isCut { return 0 }
    defer { count += piece.count }
    guard count + piece.count > TextCut.limit, let place = TextCut.place(in: piece) else { return piece.count }
    isCut = true
    return place
  }

  /// Ends the present text.
  mutating func end() {
    count = 0
    isCut = false
  }

  /// Where a piece may be cut: between two characters, and not inside a reference.
  private static func place(in piece: UnsafeRawBufferPointer) -> Int? {
    var clear = 0
    for (index, octet) in piece.enumerated() {
      let isContinuation = octet & 0xC0 == 0x80
      if clear >= clearance, !isContinuation { return index }
      clear = octet == UInt8(ascii: "&") ? 0 : clear + 1
    }
    return nil
  }
}
