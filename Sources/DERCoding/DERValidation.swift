/// Checks that bytes are DER throughout: one element, nothing after it, every element inside encoded by the rules.
///
/// A structure that merely parses may still be BER inside; two readers could then see two different requests.
package enum DERValidation {
  /// Deeper than any request, certificate or CRL of the field.
  package static let deepest = 32

  /// Throws the first broken rule; the contents of OCTET STRINGs and BIT STRINGs are opaque here.
  package static func validate(_ bytes: [UInt8], window: Range<Int>? = nil) throws(DERError) {
    var reader = DERReader(bytes, in: window ?? 0..<bytes.count)
    let element = try reader.next()
    try reader.finish()
    try validate(element, of: reader, depth: 1)
  }

  private static func validate(_ element: DERElement, of reader: DERReader, depth: Int) throws(DERError) {
    guard depth <= deepest else { throw DERError(.tooDeep, at: element.whole.lowerBound) }
    if element.tag.isConstructed {
      try validateConstructed(element, of: reader, depth: depth)
    } else if element.tag.isUniversal {
      try validatePrimitive(element, of: reader)
    }
  }

  private static func validateConstructed(
    _ element: DERElement, of reader: DERReader, depth: Int
  ) throws(DERError) {
    if element.tag.isUniversal, element.tag != .sequence, element.tag != .set {
      throw DERError(.primitiveExpected, at: element.whole.lowerBound)
    }
    var children = reader.window(element)
    var previous: Range<Int>?
    while !children.isAtEnd {
      let child = try children.next()
      try validate(child, of: reader, depth: depth + 1)
      if element.tag == .set, let previous,
        !isOrdered(reader.bytes[previous], reader.bytes[child.whole])
      {
        throw DERError(.setOrder, at: child.whole.lowerBound)
      }
      previous = child.whole
    }
  }

  /// X.690 11.6: the encodings of a SET OF stand in ascending order, the shorter one padded with zero octets.
  private static func isOrdered(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Bool {
    for (left, right) in zip(first, second) where left != right { return left < right }
    return first.count <= second.count
  }

  private static func validatePrimitive(_ element: DERElement, of reader: DERReader) throws(DERError) {
    var value = DERReader(reader.bytes, in: element.whole)
    let contents = reader.bytes[element.contents]
    let start = element.whole.lowerBound
    switch element.tag {
    case .sequence, .set: throw DERError(.constructedExpected, at: start)
    case DERTag(rawValue: 0x10), DERTag(rawValue: 0x11): throw DERError(.constructedExpected, at: start)
    case .boolean: _ = try value.boolean()
    case .integer, .enumerated: _ = try value.integerOctets(element.tag)
    case .bitString: _ = try value.bitString()
    case .null: try value.null()
    case .objectIdentifier: _ = try value.objectIdentifierOctets()
    case .printableString, .ia5String, .numericString, .visibleString, .utf8String, .bmpString, .universalString:
      guard DERCharacters.allowed(contents, in: element.tag) else { throw DERError(.characters, at: start) }
    default: break
    }
  }
}
