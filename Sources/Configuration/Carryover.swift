/// Something that a certificate can take over from the one that it follows.
///
/// What an RA profile does not let a successor keep is cleared, or, as validity always has a value, preset by the
/// certificate profile.
package enum Carryover: String, CaseIterable, Sendable {
  /// Where a new certificate request asks for none.
  case subjectAltNames
  /// Those that a new certificate request does not ask for.
  case extensions
  case customAttributes
  /// The number of days, where the certificate profile still allows it.
  case validity

  /// What is kept under an RA profile that does not say.
  package static let usual: Set = [subjectAltNames, extensions, customAttributes]
}
