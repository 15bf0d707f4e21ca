package import DERCoding

/// An OBJECT IDENTIFIER (X.690 8.19).
package struct OID: Hashable, Sendable, CustomStringConvertible {
  /// Nearly all identifiers fit in two words, which are copied and compared without an array.
  private enum Storage: Hashable, Sendable {
    /// Up to 15 octets from the front, their number in the last one.
    case short(UInt64, UInt64)
    case long([UInt8])
  }

  private let storage: Storage

  /// From content octets that a `DERReader` has checked.
  package init(checkedOctets octets: some Collection<UInt8>) {
    guard octets.count < 16 else {
      storage = .long(Array(octets))
      return
    }
    var words: (UInt64, UInt64) = (0, UInt64(octets.count))
    for (index, octet) in octets.enumerated() {
      let placed = UInt64(octet) << UInt64(56 - index % 8 * 8)
      if index < 8 { words.0 |= placed } else { words.1 |= placed }
    }
    storage = .short(words.0, words.1)
  }

  /// The content octets, without tag and length.
  package var octets: [UInt8] { withOctets { Array($0) } }

  /// Reads the content octets in place.
  private func withOctets<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    switch storage {
    case .short(let first, let second):
      withUnsafeBytes(of: (first.bigEndian, second.bigEndian)) { octets in
        body(UnsafeRawBufferPointer(rebasing: octets.prefix(Int(second & 0xFF))))
      }
    case .long(let octets): octets.withUnsafeBytes { body($0) }
    }
  }

  /// From arcs; the caller states them in source, so the first two are known to be in range.
  package init(_ arcs: UInt64...) {
    self.init(arcs: arcs)
  }

  private init(arcs: [UInt64]) {
    var octets: [UInt8] = []
    OID.append(arcs[0] * 40 + arcs[1], to: &octets)
    for arc in arcs.dropFirst(2) { OID.append(arc, to: &octets) }
    self.init(checkedOctets: octets)
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
    if case .long(let octets) = storage, octets.count > DERReader.longestObjectIdentifier { return nil }
  }

  /// Dotted digits; an arc too large for 64 bits is printed as its hexadecimal octets.
  package var description: String {
    var arcs: [String] = []
    for group in arcOctets {
      guard let value = OID.value(group) else {
        arcs.append("0x" + Hex.encode(Array(group)))
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
    withOctets { writer.element(.objectIdentifier, $0) }
  }

  private var arcOctets: [ArraySlice<UInt8>] {
    let octets = octets
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
    OID(checkedOctets: bytes[try objectIdentifierOctets()])
  }
}
