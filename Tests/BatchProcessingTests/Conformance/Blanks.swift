import OpenSSLBackend
import PKIModel
import Testing

/// What only the run knows, put into the places that a row leaves for it.
///
/// | blank | |
/// | --- | --- |
/// | `{{csr:NAME}}` | a certificate request, base64 of DER |
/// | `{{update:KEY/N}}` | a CRMF request of the key `KEY` that is to update the certificate `N` of the row, base64 of DER |
/// | `{{pem:plain}}`, `{{newpem:plain}}`, `{{pem64:plain}}`, `{{lines:plain}}` | the same in other wrappings |
/// | `{{name:N}}` | the name that `N` of the row has in the run, for usernames and ids |
/// | `{{uuid:N}}`, `{{serial:N}}`, `{{fingerprint:N}}`, `{{der:N}}` | of the certificate `N` of the row |
/// | `{{event:N/0 Issue Certificate}}` | the UUID of the first event in the history of the certificate `N` of the row |
/// | `{{uuid}}`, `{{der}}`, `{{bag}}` | of the certificate that the row's own request made; DER and PKCS#7 in base64 |
/// | `{{profile:NAME}}`, `{{authority:NAME}}` | the UUID |
/// | `{{issuer:NAME}}`, `{{issuerSerial:NAME}}` | an authority's distinguished name and serial number |
/// | `{{crl:NAME}}` | an authority's CRL before the rows run, base64 of DER |
/// | `{{nextCRL:NAME}}` | the CRL that comes after that one |
/// | `{{key:N}}`, `{{keyFingerprint:N}}` | of the key `N` of the row |
/// | `{{key}}`, `{{keyFingerprint}}` | of the key that the row's own request made |
/// | `{{request}}` | the certificate request that the row's own request made, base64 of DER |
/// | `{{tokenProfile:NAME}}`, `{{token:NAME}}`, `{{location:NAME}}` | the UUID; a token has the name of its profile |
/// | `{{home}}` | the home's path |
struct Blanks {
  /// What stands for `kind:argument`.
  private var values: [String: String] = [:]

  subscript(key: String) -> String? {
    get { values[key] }
    set { values[key] = newValue }
  }

  /// A text of a row, filled in; `row` names what is local to it.
  func fill(_ text: String, row: String) throws -> String {
    var filled = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
      filled += rest[..<start.lowerBound]
      filled += try value(of: String(rest[start.upperBound..<end.lowerBound]), row)
      rest = rest[end.upperBound...]
    }
    return filled + rest
  }

  private func value(of blank: String, _ row: String) throws -> String {
    let parts = blank.split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts.first, parts.dropFirst().first) {
    case ("name", let name?): return "\(row).\(name)"
    case ("uuid", let name?), ("serial", let name?), ("fingerprint", let name?), ("der", let name?),
      ("key", let name?), ("keyFingerprint", let name?):
      return try #require(values["\(parts[0]):\(row).\(name)"], "\(row): nothing stands for \(blank)")
    case ("update", let update?):
      let update = update.split(separator: "/", maxSplits: 1).map(String.init)
      return try #require(values["update:\(update[0])/\(row).\(update[1])"], "\(row): nothing stands for \(blank)")
    case ("event", let event?):
      let event = event.split(separator: "/", maxSplits: 1).map(String.init)
      let uuid = try value(of: "uuid:\(event[0])", row)
      let name = try #require(UniqueID(uuid)).octets + Array(event[1].utf8)
      return try #require(UniqueID(digest: MessageDigest.sha256.of(name))).description
    case (_, nil) where blank != "home":
      return try #require(values["\(blank):\(row)"], "\(row): nothing stands for \(blank)")
    default: return try #require(values[blank], "\(row): nothing stands for \(blank)")
    }
  }
}
