extension Collection<UInt8> {
  /// Where a pattern stands first.
  ///
  /// The standard library's search works on any elements and costs more than verifying the signature of a request.
  func range(ofOctets pattern: [UInt8]) -> Range<Index>? {
    let offset =
      withContiguousStorageIfAvailable { OctetSearch.offset(of: pattern, in: $0) }
      ?? Array(self).withUnsafeBufferPointer { OctetSearch.offset(of: pattern, in: $0) }
    return offset.map { offset in
      let start = index(startIndex, offsetBy: offset)
      return start..<index(start, offsetBy: pattern.count)
    }
  }
}

private enum OctetSearch {
  static func offset(of pattern: [UInt8], in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = pattern.first, text.count >= pattern.count else { return nil }
    for start in 0...text.count - pattern.count where text[start] == first {
      if pattern.indices.allSatisfy({ text[start + $0] == pattern[$0] }) { return start }
    }
    return nil
  }
}
