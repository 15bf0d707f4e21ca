/// Which octets the restricted character string types may hold (X.680 clause 41).
package enum DERCharacters {
  /// Whether `octets` are a value of the string type with this tag.
  package static func allowed(_ octets: ArraySlice<UInt8>, in tag: DERTag) -> Bool {
    switch tag {
    case .printableString: octets.allSatisfy(isPrintable)
    case .ia5String: octets.allSatisfy { $0 < 0x80 }
    case .numericString: octets.allSatisfy { $0 == 0x20 || (0x30...0x39).contains($0) }
    case .visibleString: octets.allSatisfy { (0x20...0x7E).contains($0) }
    case .utf8String: isUTF8(octets)
    case .bmpString: octets.count.isMultiple(of: 2)
    case .universalString: octets.count.isMultiple(of: 4)
    default: true
    }
  }

  /// PrintableString: letters, digits, space and `'()+,-./:=?`.
  package static func isPrintable(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x20, 0x27...0x29, 0x2B...0x2F, 0x3A, 0x3D, 0x3F: true
    default: false
    }
  }

  /// Whether the octets are well-formed UTF-8.
  package static func isUTF8(_ octets: ArraySlice<UInt8>) -> Bool {
    octets.allSatisfy { $0 < 0x80 } || String(validating: octets, as: UTF8.self) != nil
  }
}
