extension Document {
  func string(_ range: Range<Int32>, isEscaped: Bool) -> String {
    isEscaped
      ? String(decoding: octets(range, isEscaped: true), as: UTF8.self)
      : String(decoding: text[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
  }

  func octets(_ range: Range<Int32>, isEscaped: Bool) -> [UInt8] {
    let slice = text[Int(range.lowerBound)..<Int(range.upperBound)]
    return isEscaped ? JSONEscapes.decode(slice) : Array(slice)
  }

  func isName(_ index: Int, _ name: StaticString) -> Bool {
    guard let range = nodes[index].name else { return false }
    if nodes[index].isNameEscaped {
      return octets(range, isEscaped: true) == name.withUTF8Buffer { Array($0) }
    }
    guard range.count == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { wanted in
      text.withUnsafeBufferPointer { text in
        for (position, octet) in wanted.enumerated() where text[Int(range.lowerBound) + position] != octet {
          return false
        }
        return true
      }
    }
  }
}
