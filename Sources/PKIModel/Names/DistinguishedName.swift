package import DERCoding

/// One or more naming attributes of the same rank (RFC 5280 4.1.2.4); never empty.
package struct RelativeDistinguishedName: Hashable, Sendable {
  package let attributes: [NamingAttribute]

  /// nil for an empty list.
  package init?(_ attributes: [NamingAttribute]) {
    guard !attributes.isEmpty else { return nil }
    self.attributes = attributes
  }

  /// A name of one attribute.
  package init(_ attribute: NamingAttribute) {
    attributes = [attribute]
  }

  private init(unchecked attributes: [NamingAttribute]) {
    self.attributes = attributes
  }

  /// With the attributes in the order of their encodings (X.690 11.6).
  fileprivate var sorted: RelativeDistinguishedName {
    guard attributes.count > 1 else { return self }
    let encoded = attributes.map { attribute in
      var writer = DERWriter()
      attribute.write(to: &writer)
      return (attribute, writer.bytes)
    }
    return RelativeDistinguishedName(
      unchecked: encoded.sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0))
  }
}

/// An X.501 name, in the order of its encoding: from the country down to the person.
package struct DistinguishedName: Hashable, Sendable {
  package let relativeNames: [RelativeDistinguishedName]
  /// The whole element.
  package let der: [UInt8]

  /// Encodes the names; the attributes of a multi-valued one stand in the order of a DER SET, here and encoded.
  package init(_ relativeNames: [RelativeDistinguishedName]) {
    let sorted = relativeNames.map(\.sorted)
    var writer = DERWriter(capacity: 128)
    writer.sequence { names in
      for name in sorted {
        names.constructed(.set) { set in
          for attribute in name.attributes { attribute.write(to: &set) }
        }
      }
    }
    self.init(relativeNames: sorted, der: writer.bytes)
  }

  fileprivate init(relativeNames: [RelativeDistinguishedName], der: [UInt8]) {
    self.relativeNames = relativeNames
    self.der = der
  }

  /// The name without any attribute.
  package static let empty = DistinguishedName([])

  /// Whether the name has no attribute.
  package var isEmpty: Bool { relativeNames.isEmpty }

  /// All attributes, in the order of the encoding.
  package var attributes: some Sequence<NamingAttribute> {
    relativeNames.lazy.flatMap(\.attributes)
  }

  /// The text of the first attribute of a kind, counted from the most specific end.
  package func text(of type: OID) -> String? {
    for name in relativeNames.reversed() {
      if let attribute = name.attributes.first(where: { $0.type == type }) { return attribute.text }
    }
    return nil
  }
}

extension DERReader {
  /// Reads a Name: no empty sets; the bytes are kept, so that a name is copied and never encoded anew.
  package mutating func distinguishedName() throws(DERError) -> DistinguishedName {
    let start = position
    var sequence = try enter(.sequence)
    var names: [RelativeDistinguishedName] = []
    names.reserveCapacity(8)
    while !sequence.isAtEnd {
      let place = sequence.position
      var set = try sequence.enter(.set)
      var attributes: [NamingAttribute] = []
      while !set.isAtEnd { attributes.append(try set.namingAttribute()) }
      guard let name = RelativeDistinguishedName(attributes) else { throw DERError(.value, at: place) }
      names.append(name)
    }
    return DistinguishedName(relativeNames: names, der: copy(start..<position))
  }

  private mutating func namingAttribute() throws(DERError) -> NamingAttribute {
    var fields = try enter(.sequence)
    let type = try fields.objectIdentifier()
    let value = try fields.next()
    try fields.finish()
    return NamingAttribute(type: type, valueTag: value.tag, valueOctets: copy(value.contents))
  }
}
