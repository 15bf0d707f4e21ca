/// How large a document may be before it is refused.
package struct DocumentLimits: Hashable, Sendable {
  /// Objects and arrays inside each other.
  package var nesting = 64
  /// Octets of one string as it stands in the text.
  package var stringOctets = 4 << 20
  /// Octets of one record of a manifest, or of a home file.
  package var recordOctets = 16 << 20
  /// Values in one record.
  package var nodes = 100_000

  /// The limits that the manual states.
  package init() {}
}
