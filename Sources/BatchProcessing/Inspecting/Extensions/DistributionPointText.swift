import DERCoding
import PKIModel

/// Where CRLs are, and what a CRL covers (RFC 5280 4.2.1.13, 5.2.5).
enum DistributionPointText {
  private static let reasons = [
    "unused", "keyCompromise", "cACompromise", "affiliationChanged", "superseded", "cessationOfOperation",
    "certificateHold", "privilegeWithdrawn", "aACompromise",
  ]
  private static let limits: [(tag: DERTag, text: String)] = [
    (.contextPrimitive(1), "only end entities' certificates"), (.contextPrimitive(2), "only CAs' certificates"),
    (.contextPrimitive(4), "entries of other issuers too"), (.contextPrimitive(5), "only attribute certificates"),
  ]

  /// The lines of cRLDistributionPoints and freshestCRL.
  static func lines(_ value: [UInt8]) throws(DERError) -> [ExtensionLine] {
    var reader = DERReader(value)
    var points = try reader.enter(.sequence)
    try reader.finish()
    guard !points.isAtEnd else { throw DERError(.value, at: 0) }
    var lines: [ExtensionLine] = []
    while !points.isAtEnd {
      var fields = try points.enter(.sequence)
      lines += try name(&fields).map { ExtensionLine($0) }
      if let reasons = try reasons(&fields, .contextPrimitive(1)) {
        lines.append(ExtensionLine("for \(reasons)", isDetail: true))
      }
      if fields.nextTag == .contextConstructed(2) {
        let issuers = try fields.generalNames(.contextConstructed(2))
        lines += issuers.map { ExtensionLine("CRL issuer \($0.text)", isDetail: true) }
      }
      try fields.finish()
    }
    return lines
  }

  /// The lines of issuingDistributionPoint.
  static func issuingLines(_ value: [UInt8]) throws(DERError) -> [String] {
    var reader = DERReader(value)
    var fields = try reader.enter(.sequence)
    try reader.finish()
    var lines = try name(&fields)
    for limit in limits.prefix(2) where try isSet(limit.tag, &fields) { lines.append(limit.text) }
    if let reasons = try reasons(&fields, .contextPrimitive(3)) { lines.append("only for \(reasons)") }
    for limit in limits.dropFirst(2) where try isSet(limit.tag, &fields) { lines.append(limit.text) }
    try fields.finish()
    return lines.isEmpty ? ["no limits"] : lines
  }

  /// DistributionPointName, which is a choice and so explicitly tagged.
  private static func name(_ fields: inout DERReader) throws(DERError) -> [String] {
    guard fields.nextTag == .contextConstructed(0) else { return [] }
    var choice = try fields.enter(.contextConstructed(0))
    let lines: [String]
    if choice.nextTag == .contextConstructed(0) {
      lines = try choice.generalNames(.contextConstructed(0)).map(\.locationText)
    } else {
      lines = ["below the issuer: \(try relativeName(&choice))"]
    }
    try choice.finish()
    return lines
  }

  /// A RelativeDistinguishedName, read as the only one of a name.
  private static func relativeName(_ choice: inout DERReader) throws(DERError) -> DistinguishedName {
    let element = try choice.next(.contextConstructed(1))
    var writer = DERWriter()
    writer.sequence { $0.element(.set, choice.copy(element.contents)) }
    var reader = DERReader(writer.bytes)
    return try reader.distinguishedName()
  }

  private static func reasons(_ fields: inout DERReader, _ tag: DERTag) throws(DERError) -> String? {
    guard fields.nextTag == tag else { return nil }
    let element = try fields.next()
    let octets = fields.copy(element.contents)
    guard let unused = octets.first, unused < 8 else { throw DERError(.bitString, at: element.whole.lowerBound) }
    let bits = octets.dropFirst()
    return reasons.indices.filter { index in
      let octet = bits.startIndex + index / 8
      return octet < bits.endIndex && bits[octet] & 0x80 >> UInt8(index % 8) != 0
    }.map { reasons[$0] }.joined(separator: ", ")
  }

  /// A BOOLEAN with an IMPLICIT tag and the default FALSE.
  private static func isSet(_ tag: DERTag, _ fields: inout DERReader) throws(DERError) -> Bool {
    guard let element = try fields.nextIf(tag) else { return false }
    guard fields.copy(element.contents) == [0xFF] else {
      throw DERError(.booleanValue, at: element.whole.lowerBound)
    }
    return true
  }
}
