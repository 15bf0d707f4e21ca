import DERCoding
import PKIModel

/// The attributes of a PKCS#10 request that ask for something else than extensions.
enum RequestAttributes {
  private static let names: [OID: String] = [
    OID(1, 2, 840, 113549, 1, 9, 2): "unstructuredName", .challengePassword: "challengePassword",
    OID(1, 2, 840, 113549, 1, 9, 8): "unstructuredAddress", OID(1, 2, 840, 113549, 1, 9, 20): "friendlyName",
    OID(1, 3, 6, 1, 4, 1, 311, 13, 2, 3): "osVersion",
    OID(1, 3, 6, 1, 4, 1, 311, 13, 2, 2): "enrolmentCSP", OID(1, 3, 6, 1, 4, 1, 311, 21, 20): "requestClientInfo",
  ]

  /// `unstructuredName: Example`; a challenge password is a secret and is not shown.
  static func lines(_ request: CertificationRequest) -> [String] {
    var lines: [String] = []
    for (type, values) in attributes(request) where type != .extensionRequest && type != .microsoftExtensionRequest {
      let name = names[type] ?? type.description
      lines.append("\(name): \(type == .challengePassword ? "(a secret, not shown)" : values.joined(separator: ", "))")
    }
    return lines
  }

  /// Reads what the request's own reader has checked and not kept.
  private static func attributes(_ request: CertificationRequest) -> [(type: OID, values: [String])] {
    var reader = DERReader(request.der, in: request.signedRange)
    guard var info = try? reader.enter(.sequence) else { return [] }
    // Version, subject and key stand before them.
    for _ in 0..<3 { _ = try? info.next() }
    guard var set = try? info.enter(.contextConstructed(0)) else { return [] }
    var attributes: [(type: OID, values: [String])] = []
    while let attribute = try? attribute(&set) { attributes.append(attribute) }
    return attributes
  }

  private static func attribute(_ set: inout DERReader) throws(DERError) -> (type: OID, values: [String]) {
    var fields = try set.enter(.sequence)
    let type = try fields.objectIdentifier()
    var elements = try fields.enter(.set)
    var values: [String] = []
    while !elements.isAtEnd {
      let element = try elements.next()
      values.append(elements.text(element) ?? HexText.contents(elements.copy(element.whole)))
    }
    return (type, values)
  }
}
