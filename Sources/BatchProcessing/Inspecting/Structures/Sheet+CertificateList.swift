import OpenSSLBackend
import PKIModel

extension Sheet {
  private static let mostEntries = 20

  /// A CRL's fields, how many certificates it lists for which reason, and its first entries.
  mutating func describe(_ list: CertificateList, rank: String) {
    heading("Certificate revocation list\(rank)")
    field("Issuer", list.issuer.shownText)
    field("CRL number", list.number.map(HexText.number) ?? "none")
    field("This update", list.thisUpdate.description)
    field(
      "Next update",
      list.nextUpdate.map {
        "\($0) (\($0 < list.thisUpdate ? "before this one" : DaysText.between(list.thisUpdate, $0)))"
      }
        ?? "not announced")
    field("Version", String(list.version))
    field("Signed with", AlgorithmText.signature(list.signatureAlgorithm))
    field("SHA-256", HexText.identifier(MessageDigest.sha256.of(list.der)))
    describe(list.extensions, title: "Extensions")
    describeCounts(list.entries)
    describeEntries(list.entries)
  }

  private mutating func describeCounts(_ entries: CertificateListEntries) {
    field("Entries", String(entries.count))
    guard entries.count > 0 else { return }
    var counts: [Int: Int] = [:]
    for entry in entries { counts[entry.reasonCode, default: 0] += 1 }
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) {
      row([("", 0), (CertificateListEntry.reasonText(code), 20), (String(count), 0)])
    }
  }

  private mutating func describeEntries(_ entries: CertificateListEntries) {
    guard entries.count > 0 else { return }
    section(entries.count > Sheet.mostEntries ? "First \(Sheet.mostEntries) entries" : "All entries")
    let shown = Array(entries.prefix(Sheet.mostEntries))
    let serials = shown.map { HexText.identifier($0.serialNumber.magnitude) }
    let width = serials.map(\.utf8.count).max() ?? 0
    for (entry, serial) in zip(shown, serials) {
      let reason = CertificateListEntry.reasonText(entry.reasonCode)
      row([("", 0), (serial, width), (entry.revocationDate.description, 0), (reason, 0)])
      for line in entry.furtherLines { item(line, depth: 2) }
    }
    if entries.count > Sheet.mostEntries { item("and \(entries.count - Sheet.mostEntries) more") }
  }
}

extension CertificateListEntry {
  /// A reason's word in RFC 5280 5.3.1.
  static func reasonText(_ code: Int) -> String { RevocationReason(rawValue: code)?.code ?? "removeFromCRL" }

  /// What the entry says beside its reason.
  fileprivate var furtherLines: [String] {
    let others = extensions.filter { $0.oid != .reasonCode && $0.oid != .invalidityDate }.map(ExtensionText.init)
    return (invalidityDate.map { ["invalid since \($0)"] } ?? [])
      + others.map { "\($0.title): \($0.lines.map(\.text).joined(separator: "; "))" }
  }
}
