import DERCoding
import PKIModel

/// What an extension is called and says.
struct ExtensionText {
  /// `keyUsage (critical)`; dotted digits where the extension has no name here.
  let title: String
  /// The value, one line for each thing that it says.
  let lines: [ExtensionLine]

  private static let names: [OID: String] = [
    .subjectKeyIdentifier: "subjectKeyIdentifier", .keyUsage: "keyUsage", .subjectAltName: "subjectAltName",
    .basicConstraints: "basicConstraints", .crlNumber: "cRLNumber", .reasonCode: "reasonCode",
    .invalidityDate: "invalidityDate", .crlDistributionPoints: "cRLDistributionPoints",
    .certificatePolicies: "certificatePolicies", .authorityKeyIdentifier: "authorityKeyIdentifier",
    .extendedKeyUsage: "extendedKeyUsage", .authorityInfoAccess: "authorityInfoAccess",
    .issuerAltName: "issuerAltName", .freshestCRL: "freshestCRL", .subjectInfoAccess: "subjectInfoAccess",
    .deltaCRLIndicator: "deltaCRLIndicator", .issuingDistributionPoint: "issuingDistributionPoint",
    .certificateIssuer: "certificateIssuer", OID(2, 5, 29, 9): "subjectDirectoryAttributes",
    OID(2, 5, 29, 16): "privateKeyUsagePeriod", OID(2, 5, 29, 30): "nameConstraints",
    OID(2, 5, 29, 33): "policyMappings", OID(2, 5, 29, 36): "policyConstraints",
    OID(2, 5, 29, 54): "inhibitAnyPolicy", OID(1, 3, 6, 1, 5, 5, 7, 1, 3): "qcStatements",
    OID(1, 3, 6, 1, 5, 5, 7, 1, 24): "tlsFeature", OID(1, 3, 6, 1, 5, 5, 7, 48, 1, 5): "ocspNoCheck",
    OID(1, 3, 6, 1, 4, 1, 11129, 2, 4, 2): "signedCertificateTimestamps",
    OID(1, 3, 6, 1, 4, 1, 11129, 2, 4, 3): "precertificatePoison",
  ]

  init(_ extension_: CertificateExtension) {
    title = ExtensionText.name(extension_.oid) + (extension_.isCritical ? " (critical)" : "")
    do {
      lines = try ExtensionText.decoded(extension_) ?? [ExtensionLine(HexText.contents(extension_.value))]
    } catch {
      lines = ["malformed: \(error.rule.rawValue)", HexText.contents(extension_.value)].map { ExtensionLine($0) }
    }
  }

  /// The name that RFC 5280 gives, or the identifier.
  static func name(_ oid: OID) -> String { names[oid] ?? oid.description }

  /// The value in words; nil for an extension that is only named.
  private static func decoded(_ extension_: CertificateExtension) throws(DERError) -> [ExtensionLine]? {
    switch extension_.oid {
    case .crlDistributionPoints, .freshestCRL: try DistributionPointText.lines(extension_.value)
    case .certificatePolicies: try PolicyText.lines(extension_.value)
    default: try plainLines(extension_)?.map { ExtensionLine($0) }
    }
  }

  private static func plainLines(_ extension_: CertificateExtension) throws(DERError) -> [String]? {
    let value = extension_.value
    switch extension_.oid {
    case .keyUsage: return [listed(try KeyUsage(extensionValue: value).names)]
    case .extendedKeyUsage:
      return [listed(try ExtendedKeyUsage.purposes(extensionValue: value).map(ExtendedKeyUsage.name))]
    case .basicConstraints: return [try basicConstraints(extension_)]
    case .subjectKeyIdentifier:
      guard let identifier = extension_.keyIdentifier else { throw DERError(.value, at: 0) }
      return [HexText.identifier(identifier)]
    case .authorityKeyIdentifier: return lines(try AuthorityKeyIdentifier(extensionValue: value))
    case .subjectAltName, .issuerAltName, .certificateIssuer: return try extension_.generalNames().map(\.text)
    case .issuingDistributionPoint: return try DistributionPointText.issuingLines(value)
    case .authorityInfoAccess, .subjectInfoAccess: return try AccessText.lines(value)
    case .crlNumber, .deltaCRLIndicator: return [try number(value)]
    default: return nil
    }
  }

  private static func listed(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: ", ") }

  private static func basicConstraints(_ extension_: CertificateExtension) throws(DERError) -> String {
    guard let (isCA, pathLength) = extension_.basicConstraints else { throw DERError(.value, at: 0) }
    guard isCA else { return "not a CA" }
    return pathLength.map { "CA, path length \($0)" } ?? "CA, any path length"
  }

  private static func lines(_ identifier: AuthorityKeyIdentifier) -> [String] {
    var lines = identifier.keyIdentifier.map { [HexText.identifier($0)] } ?? []
    lines += identifier.authorityCertIssuer.map { "issuer \($0.text)" }
    if let serial = identifier.authorityCertSerialNumber {
      lines.append("serial number \(HexText.identifier(serial.magnitude))")
    }
    return lines.isEmpty ? ["empty"] : lines
  }

  private static func number(_ value: [UInt8]) throws(DERError) -> String {
    var reader = DERReader(value)
    let octets = try reader.integerOctets()
    try reader.finish()
    guard let sign = octets.first, sign < 0x80 else { throw DERError(.value, at: 0) }
    return HexText.number(Array(octets.drop { $0 == 0 }))
  }
}

extension OID {
  static let issuerAltName = OID(2, 5, 29, 18)
  static let deltaCRLIndicator = OID(2, 5, 29, 27)
  static let issuingDistributionPoint = OID(2, 5, 29, 28)
  static let certificateIssuer = OID(2, 5, 29, 29)
  static let freshestCRL = OID(2, 5, 29, 46)
  static let subjectInfoAccess = OID(1, 3, 6, 1, 5, 5, 7, 1, 11)
}
