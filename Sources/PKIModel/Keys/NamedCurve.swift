/// An elliptic curve by its object identifier (RFC 5480 2.1.1.1).
package struct NamedCurve: Hashable, Sendable {
  package let oid: OID
  /// The usual name, such as `P-256`; dotted digits for a curve that certmill has no name for.
  package let name: String
  /// The size of a coordinate in octets; nil for a curve that certmill does not know.
  package let fieldOctets: Int?

  package static let p256 = NamedCurve(oid: OID(1, 2, 840, 10045, 3, 1, 7), name: "P-256", fieldOctets: 32)
  package static let p384 = NamedCurve(oid: OID(1, 3, 132, 0, 34), name: "P-384", fieldOctets: 48)
  package static let p521 = NamedCurve(oid: OID(1, 3, 132, 0, 35), name: "P-521", fieldOctets: 66)

  private init(oid: OID, name: String, fieldOctets: Int?) {
    self.oid = oid
    self.name = name
    self.fieldOctets = fieldOctets
  }

  /// The curve with this identifier, known or not.
  package init(_ oid: OID) {
    self =
      [NamedCurve.p256, .p384, .p521].first { $0.oid == oid }
      ?? NamedCurve(oid: oid, name: oid.description, fieldOctets: nil)
  }
}
