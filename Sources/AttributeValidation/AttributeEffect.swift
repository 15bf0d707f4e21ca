package import PKIModel

/// What the value of an attribute does to the certificate.
package enum AttributeEffect: Hashable, Sendable {
  /// Becomes an attribute of the subject: `subject.organization`.
  case subject(OID)
  /// Becomes a subject alternative name: `san.dNSName`.
  case altName(GeneralName.Kind)
  /// Replaces all subject alternative names; a list in EJBCA's text form: `san`.
  case altNames
  /// The validity in days: `validity.days`.
  case validityDays
  /// Becomes the value of an extension, DER in base64 or hexadecimal: `extension:1.2.3`.
  case certificateExtension(OID)
  /// Becomes several extensions; a list `OID=hex, …` in EJBCA's text form: `extension`.
  case certificateExtensions
  /// Is kept with the certificate, not in it: `record`.
  case record

  /// From its word in a home file.
  package init?(_ text: String) {
    switch text {
    case "san": self = .altNames
    case "validity.days": self = .validityDays
    case "extension": self = .certificateExtensions
    case "record": self = .record
    default:
      if let name = text.suffix(after: "subject."), let type = AttributeType.named(name) {
        self = .subject(type.oid)
      } else if let name = text.suffix(after: "san."), let kind = GeneralName.Kind(rawValue: name) {
        self = .altName(kind)
      } else if let name = text.suffix(after: "extension:"), let oid = OID(dotted: name) {
        self = .certificateExtension(oid)
      } else {
        return nil
      }
    }
  }

  /// The words that `init` knows, for error texts.
  package static let words =
    "subject.<attribute>, san.<kind>, san, validity.days, extension:<OID>, extension or record"

  /// What content types the effect can use.
  package var contentTypes: Set<AttributeContentType> {
    switch self {
    case .subject, .altName, .altNames, .certificateExtension, .certificateExtensions: [.string, .text]
    case .validityDays: [.integer]
    case .record: Set(AttributeContentType.allCases)
    }
  }
}

extension String {
  fileprivate func suffix(after prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
