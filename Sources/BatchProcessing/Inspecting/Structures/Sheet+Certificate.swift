import OpenSSLBackend
import PKIModel

extension Sheet {
  /// A certificate's fields and extensions.
  mutating func describe(_ certificate: Certificate, rank: String) {
    let tbs = certificate.tbs
    heading("Certificate\(rank)")
    field("Subject", tbs.subject.shownText)
    field("Issuer", tbs.issuer.shownText)
    field("Serial number", HexText.identifier(tbs.serialNumber.magnitude))
    field("Valid from", tbs.validity.notBefore.description)
    field(
      "Valid until", "\(tbs.validity.notAfter) (\(DaysText.between(tbs.validity.notBefore, tbs.validity.notAfter)))")
    field("Public key", AlgorithmText.key(tbs.publicKey))
    field("Signed with", AlgorithmText.signature(certificate.signatureAlgorithm))
    if certificate.signatureAlgorithm != tbs.signatureAlgorithm {
      field("", "but \(AlgorithmText.signature(tbs.signatureAlgorithm)) is what was signed")
    }
    field("SHA-256", HexText.identifier(MessageDigest.sha256.of(certificate.der)))
    describe(tbs.extensions, title: "Extensions")
  }

  /// A section with each extension's name and what it says.
  mutating func describe(_ extensions: [CertificateExtension], title: String) {
    guard !extensions.isEmpty else { return }
    section(title)
    for text in extensions.map(ExtensionText.init) {
      item(text.title)
      for line in text.lines { item(line.text, depth: line.isDetail ? 3 : 2) }
    }
  }
}

extension DistinguishedName {
  /// The name's text, or a word where there would be nothing to see.
  var shownText: String { isEmpty ? "(empty)" : description }
}

/// Spans of time in days, as people count them.
enum DaysText {
  /// `365 days`; whole days only.
  static func between(_ start: UTCInstant, _ end: UTCInstant) -> String {
    // RFC 5280 4.1.2.5: the last second belongs to the validity.
    let days = (end.seconds - start.seconds + 1) / 86_400
    switch days {
    case ..<1: return "less than a day"
    case 1: return "1 day"
    default: return "\(days) days"
    }
  }
}
