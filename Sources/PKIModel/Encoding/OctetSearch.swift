extension ArraySlice<UInt8> {
  /// Where a pattern stands first.
  ///
  /// The standard library's search works on any elements and costs more than verifying the signature of a request.
  package func range(ofOctets pattern: [UInt8]) -> Range<Int>? {
    withUnsafeBufferPointer { OctetSearch.offset(of: pattern, in: $0) }
      .map { startIndex + $0..<startIndex + $0 + pattern.count }
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
