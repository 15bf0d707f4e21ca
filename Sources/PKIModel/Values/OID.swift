package import DERCoding

/// An OBJECT IDENTIFIER (X.690 8.19).
package struct OID: Hashable, Sendable, CustomStringConvertible {
  /// The content octets, without tag and length.
  package let octets: [UInt8]

  /// From content octets that a `DERReader` has checked.
  package init(checkedOctets octets: [UInt8]) {
    self.octets = octets
  }

  /// From arcs; the caller states them in source, so the first two are known to be in range.
  package init(_ arcs: UInt64...) {
    self.init(arcs: arcs)
  }

  private init(arcs: [UInt64]) {
    var octets: [UInt8] = []
    OID.append(arcs[0] * 40 + arcs[1], to: &octets)
    for arc in arcs.dropFirst(2) { OID.append(arc, to: &octets) }
    self.octets = octets
  }

  /// From dotted digits such as `2.5.29.17`; nil for anything else, for arcs from 2^62 on, and for more octets than a
  /// `DERReader` takes.
  package init?(dotted text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let arcs = parts.compactMap { part -> UInt64? in
      guard part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), part == "0" || part.first != "0" else { return nil }
      return UInt64(part).flatMap { $0 < 1 << 62 ? $0 : nil }
    }
    guard arcs.count == parts.count, arcs.count >= 2, arcs[0] <= 2, arcs[0] == 2 || arcs[1] < 40 else { return nil }
    self.init(arcs: arcs)
    guard octets.count <= DERReader.longestObjectIdentifier else { return nil }
  }

  /// Dotted digits; an arc too large for 64 bits is printed as its hexadecimal octets.
  package var description: String {
    var arcs: [String] = []
    for group in arcOctets {
      guard let value = OID.value(group) else {
        arcs.append("0x" + Hex.encode(group))
        continue
      }
      if arcs.isEmpty {
        let root = min(value / 40, 2)
        arcs = [String(root), String(value - root * 40)]
      } else {
        arcs.append(String(value))
      }
    }
    return arcs.joined(separator: ".")
  }

  /// Writes the whole element.
  package func write(to writer: inout DERWriter) {
    writer.element(.objectIdentifier, octets)
  }

  private var arcOctets: [ArraySlice<UInt8>] {
    var groups: [ArraySlice<UInt8>] = []
    var start = octets.startIndex
    for index in octets.indices where octets[index] & 0x80 == 0 {
      groups.append(octets[start...index])
      start = index + 1
    }
    return groups
  }

  private static func value(_ group: ArraySlice<UInt8>) -> UInt64? {
    guard group.count <= 9 else { return nil }
    return group.reduce(0) { $0 << 7 | UInt64($1 & 0x7F) }
  }

  private static func append(_ arc: UInt64, to octets: inout [UInt8]) {
    var groups = [UInt8(truncatingIfNeeded: arc & 0x7F)]
    var rest = arc >> 7
    while rest > 0 {
      groups.append(UInt8(truncatingIfNeeded: rest & 0x7F) | 0x80)
      rest >>= 7
    }
    octets.append(contentsOf: groups.reversed())
  }
}

extension DERReader {
  /// Reads an OBJECT IDENTIFIER.
  package mutating func objectIdentifier() throws(DERError) -> OID {
    OID(checkedOctets: copy(try objectIdentifierOctets()))
  }
}
