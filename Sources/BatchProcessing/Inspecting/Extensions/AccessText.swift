import DERCoding
import PKIModel

/// Where more is to be had about an issuer or a subject (RFC 5280 4.2.2).
enum AccessText {
  private static let methods: [OID: String] = [
    .ocsp: "OCSP", .caIssuers: "CA issuers", OID(1, 3, 6, 1, 5, 5, 7, 48, 3): "time stamping",
    OID(1, 3, 6, 1, 5, 5, 7, 48, 5): "CA repository",
  ]

  /// One line for each access description.
  static func lines(_ value: [UInt8]) throws(DERError) -> [String] {
    var reader = DERReader(value)
    var descriptions = try reader.enter(.sequence)
    try reader.finish()
    guard !descriptions.isAtEnd else { throw DERError(.value, at: 0) }
    var lines: [String] = []
    while !descriptions.isAtEnd {
      var fields = try descriptions.enter(.sequence)
      let method = try fields.objectIdentifier()
      let location = try fields.generalName()
      try fields.finish()
      lines.append("\(methods[method] ?? method.description): \(location.locationText)")
    }
    return lines
  }
}

extension GeneralName {
  /// A URI as it is; any other name with its kind.
  var locationText: String { kind == .uniformResourceIdentifier ? valueText : text }
}
