/// An identifier octet (X.690 8.1.2) of the tags that PKIX uses.
package struct DERTag: RawRepresentable, Hashable, Sendable {
  /// The identifier octet: class, constructed bit, tag number.
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let boolean = DERTag(rawValue: 0x01)
  package static let integer = DERTag(rawValue: 0x02)
  package static let bitString = DERTag(rawValue: 0x03)
  package static let octetString = DERTag(rawValue: 0x04)
  package static let null = DERTag(rawValue: 0x05)
  package static let objectIdentifier = DERTag(rawValue: 0x06)
  package static let enumerated = DERTag(rawValue: 0x0A)
  package static let utf8String = DERTag(rawValue: 0x0C)
  package static let numericString = DERTag(rawValue: 0x12)
  package static let printableString = DERTag(rawValue: 0x13)
  package static let teletexString = DERTag(rawValue: 0x14)
  package static let ia5String = DERTag(rawValue: 0x16)
  package static let utcTime = DERTag(rawValue: 0x17)
  package static let generalizedTime = DERTag(rawValue: 0x18)
  package static let visibleString = DERTag(rawValue: 0x1A)
  package static let universalString = DERTag(rawValue: 0x1C)
  package static let bmpString = DERTag(rawValue: 0x1E)
  package static let sequence = DERTag(rawValue: 0x30)
  package static let set = DERTag(rawValue: 0x31)

  /// `[number]` of a primitive type, IMPLICIT.
  package static func contextPrimitive(_ number: UInt8) -> DERTag { DERTag(rawValue: 0x80 | number) }
  /// `[number]` of a constructed type, or EXPLICIT.
  package static func contextConstructed(_ number: UInt8) -> DERTag { DERTag(rawValue: 0xA0 | number) }

  /// Whether the contents are elements themselves.
  package var isConstructed: Bool { rawValue & 0x20 != 0 }
  /// Whether the tag is of the universal class.
  package var isUniversal: Bool { rawValue & 0xC0 == 0 }
}
