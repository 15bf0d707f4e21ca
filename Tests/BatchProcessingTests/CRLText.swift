import PKIModel

/// CRLs in results.
enum CRLText {
  /// A text in which each answer of getCrl is what the CRL says of certificates, and neither its number nor its
  /// signature, which tell how many there were before.
  static func meaning(_ text: String) -> String {
    text.replacing(/"crlData":"([^"]*)"/) { match in
      guard let der = Base64.decode(match.1.utf8), let list = try? CertificateList(der: der) else {
        return String(match.0)
      }
      let entries = list.entries.map { "\($0.serialNumber) \($0.revocationDate) \($0.reasonCode)" }
      return "\"crlData\":\(list.thisUpdate) \(entries)"
    }
  }
}
