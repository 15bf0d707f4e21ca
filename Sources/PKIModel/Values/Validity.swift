package import DERCoding

/// The seconds in which a certificate may be used, both ends included (RFC 5280 4.1.2.5).
package struct Validity: Hashable, Sendable {
  package let notBefore: UTCInstant
  package let notAfter: UTCInstant

  /// nil when the end lies before the beginning.
  package init?(notBefore: UTCInstant, notAfter: UTCInstant) {
    guard notBefore <= notAfter else { return nil }
    self.notBefore = notBefore
    self.notAfter = notAfter
  }

  /// Whether the instant lies within.
  package func contains(_ instant: UTCInstant) -> Bool {
    notBefore <= instant && instant <= notAfter
  }

  /// Whether all of `other` lies within.
  package func contains(_ other: Validity) -> Bool {
    notBefore <= other.notBefore && other.notAfter <= notAfter
  }

  /// Writes the SEQUENCE of the two times.
  package func write(to writer: inout DERWriter) {
    writer.sequence {
      $0.time(notBefore)
      $0.time(notAfter)
    }
  }
}
