extension Document {
  func string(_ range: Range<Int32>, isEscaped: Bool) -> String {
    isEscaped
      ? String(decoding: octets(range, isEscaped: true), as: UTF8.self)
      : String(decoding: text[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
  }

  func octets(_ range: Range<Int32>, isEscaped: Bool) -> [UInt8] { Array(slice(range, isEscaped: isEscaped)) }

  /// The octets, in place where they stand for themselves.
  func slice(_ range: Range<Int32>, isEscaped: Bool) -> ArraySlice<UInt8> {
    let slice = text[Int(range.lowerBound)..<Int(range.upperBound)]
    return isEscaped ? JSONEscapes.decode(slice)[...] : slice
  }

  /// The index of the member with this name of the value at another index.
  func member(_ name: StaticString, of parent: Int) -> Int? {
    var index = parent + 1
    while index < nodes[parent].end {
      if isName(index, name) { return index }
      index = Int(nodes[index].end)
    }
    return nil
  }

  /// A bit for each name among the members of the value at an index; a name whose bit is missing is none of them.
  func nameBits(of parent: Int) -> UInt64 {
    var bits: UInt64 = 0
    var index = parent + 1
    while index < nodes[parent].end {
      if let name = nodes[index].name {
        guard !nodes[index].isNameEscaped, !name.isEmpty else { return .max }
        bits |= Document.nameBit(text[Int(name.lowerBound)], name.count)
      }
      index = Int(nodes[index].end)
    }
    return bits
  }

  /// The bit of a name in `nameBits`, from its first octet and its length.
  static func nameBit(_ first: UInt8, _ count: Int) -> UInt64 { 1 << ((UInt64(first) &+ 7 &* UInt64(count)) & 63) }

  func isName(_ index: Int, _ name: StaticString) -> Bool {
    guard let range = nodes[index].name else { return false }
    if nodes[index].isNameEscaped {
      return octets(range, isEscaped: true) == name.withUTF8Buffer { Array($0) }
    }
    guard range.count == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { wanted in
      text.withUnsafeBufferPointer { text in
        text[Int(range.lowerBound)..<Int(range.upperBound)].elementsEqual(wanted)
      }
    }
  }
}
