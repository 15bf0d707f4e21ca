package import DERCoding

/// A name of a subject alternative name extension (RFC 5280 4.2.1.6).
package enum GeneralName: Hashable, Sendable {
  /// The type and the value's whole element.
  case otherName(OID, value: [UInt8])
  case rfc822Name(String)
  case dNSName(String)
  case directoryName(DistinguishedName)
  case uniformResourceIdentifier(String)
  /// 4 octets for IPv4, 16 for IPv6.
  case iPAddress([UInt8])
  case registeredID(OID)
  /// x400Address or ediPartyName, which certmill does not look into: the whole element.
  case unsupported(DERTag, [UInt8])

  /// The kinds, by the names that the API and profiles use.
  package enum Kind: String, CaseIterable, Sendable {
    case otherName, rfc822Name, dNSName, x400Address, directoryName, ediPartyName, uniformResourceIdentifier
    case iPAddress, registeredID
  }

  /// The kind of the name.
  package var kind: Kind {
    switch self {
    case .otherName: .otherName
    case .rfc822Name: .rfc822Name
    case .dNSName: .dNSName
    case .directoryName: .directoryName
    case .uniformResourceIdentifier: .uniformResourceIdentifier
    case .iPAddress: .iPAddress
    case .registeredID: .registeredID
    case .unsupported(let tag, _): tag == .contextConstructed(3) ? .x400Address : .ediPartyName
    }
  }

  /// The name without its kind, for people and for profile patterns.
  package var valueText: String {
    switch self {
    case .otherName(let type, let value): "\(type)=\(GeneralName.otherNameText(value))"
    case .rfc822Name(let text), .dNSName(let text), .uniformResourceIdentifier(let text): text
    case .directoryName(let name): name.description
    case .iPAddress(let octets): IPAddress.text(octets)
    case .registeredID(let oid): oid.description
    case .unsupported(_, let octets): Hex.encode(octets)
    }
  }

  /// `dNSName=www.example.org`.
  package var text: String { "\(kind.rawValue)=\(valueText)" }

  private static func otherNameText(_ value: [UInt8]) -> String {
    var reader = DERReader(value)
    guard let element = try? reader.next(.utf8String),
      let text = String(validating: value[element.contents], as: UTF8.self)
    else { return Hex.encode(value) }
    return text
  }

  /// Writes the element with its context tag.
  package func write(to writer: inout DERWriter) {
    switch self {
    case .otherName(let type, let value):
      writer.constructed(.contextConstructed(0)) {
        type.write(to: &$0)
        $0.element(.contextConstructed(0), value)
      }
    case .rfc822Name(let text): writer.element(.contextPrimitive(1), text)
    case .dNSName(let text): writer.element(.contextPrimitive(2), text)
    case .directoryName(let name): writer.element(.contextConstructed(4), name.der)
    case .uniformResourceIdentifier(let text): writer.element(.contextPrimitive(6), text)
    case .iPAddress(let octets): writer.element(.contextPrimitive(7), octets)
    case .registeredID(let oid): writer.element(.contextPrimitive(8), oid.octets)
    case .unsupported(_, let octets): writer.raw(octets)
    }
  }
}

extension DERReader {
  /// Reads GeneralNames, of which there is at least one; `tag` is another one where they are IMPLICIT.
  package mutating func generalNames(_ tag: DERTag = .sequence) throws(DERError) -> [GeneralName] {
    let start = position
    var sequence = try enter(tag)
    var names: [GeneralName] = []
    while !sequence.isAtEnd { names.append(try sequence.generalName()) }
    guard !names.isEmpty else { throw DERError(.value, at: start) }
    return names
  }

  /// Reads one GeneralName.
  package mutating func generalName() throws(DERError) -> GeneralName {
    let element = try next()
    switch element.tag {
    case .contextConstructed(0): return try otherName(in: window(element))
    case .contextPrimitive(1): return .rfc822Name(try ia5Text(element))
    case .contextPrimitive(2): return .dNSName(try ia5Text(element))
    case .contextConstructed(3), .contextConstructed(5): return .unsupported(element.tag, copy(element.whole))
    case .contextConstructed(4):
      var inner = window(element)
      let name = try inner.distinguishedName()
      try inner.finish()
      return .directoryName(name)
    case .contextPrimitive(6): return .uniformResourceIdentifier(try ia5Text(element))
    case .contextPrimitive(7):
      guard element.contents.count == 4 || element.contents.count == 16 else {
        throw DERError(.value, at: element.whole.lowerBound)
      }
      return .iPAddress(copy(element.contents))
    case .contextPrimitive(8): return .registeredID(OID(checkedOctets: try implicitObjectIdentifier(element)))
    default: throw DERError(.unexpectedTag, at: element.whole.lowerBound)
    }
  }

  private func otherName(in contents: DERReader) throws(DERError) -> GeneralName {
    var fields = contents
    let type = try fields.objectIdentifier()
    var explicit = try fields.enter(.contextConstructed(0))
    let value = try explicit.next()
    try explicit.finish()
    try fields.finish()
    return .otherName(type, value: copy(value.whole))
  }

  private func ia5Text(_ element: DERElement) throws(DERError) -> String {
    let octets = bytes[element.contents]
    guard octets.allSatisfy({ $0 < 0x80 }) else { throw DERError(.characters, at: element.whole.lowerBound) }
    return String(decoding: octets, as: UTF8.self)
  }

  private func implicitObjectIdentifier(_ element: DERElement) throws(DERError) -> [UInt8] {
    var inner = DERReader(bytes, in: element.whole)
    return copy(try inner.objectIdentifierOctets(.contextPrimitive(8)))
  }
}
