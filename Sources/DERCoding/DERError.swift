/// Why bytes are not the DER that was expected (X.690 clauses 8 and 10).
package struct DERError: Error, Hashable, Sendable {
  /// The rule that is broken.
  package enum Rule: String, Sendable {
    case truncated = "the element ends before its length"
    case indefiniteLength = "indefinite length is BER, not DER"
    case lengthNotMinimal = "the length is not encoded in the fewest octets"
    case lengthTooLarge = "the length is larger than any request can be"
    case tagNotMinimal = "the tag number is not encoded in the fewest octets"
    case unexpectedTag = "another tag was expected"
    case trailingBytes = "bytes follow the element"
    case tooDeep = "elements are nested too deeply"
    case integerNotMinimal = "the integer is not encoded in the fewest octets"
    case booleanValue = "a boolean is 00 or FF"
    case bitString = "the bit string's unused bits are wrong"
    case nullLength = "NULL has contents"
    case objectIdentifier = "the object identifier is malformed"
    case setOrder = "the elements of a SET OF are not in order"
    case characters = "the string holds characters that its type does not have"
    case time = "the time is malformed"
    case primitiveExpected = "a primitive type is encoded as constructed"
    case constructedExpected = "a constructed type is encoded as primitive"
    case value = "the value is outside what the field allows"
  }

  /// The rule that is broken.
  package let rule: Rule
  /// Where, in octets from the beginning.
  package let offset: Int

  package init(_ rule: Rule, at offset: Int) {
    self.rule = rule
    self.offset = offset
  }

  /// `the element ends before its length (at octet 17)`.
  package var text: String { "\(rule.rawValue) (at octet \(offset))" }
}
