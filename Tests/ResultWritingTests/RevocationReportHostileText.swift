import Foundation
import PKIModel
import ResultWriting

/// Texts that have broken other programs' reports, and a report in which each fills every text of one entry.
enum RevocationReportHostileText {
  /// Ours, and the big list of naughty strings where it is at hand.
  static let all: [String] = ours + naughtyStrings

  private static let ours: [String] = [
    "plain", "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "\t=1", "\r=1", "\n=1", "'=1", "\"", "\"\"", "a\r\nb,c",
    "a;=1", "\r\n=1", "</td></tr></table><script>alert(1)</script>", "</title><script>alert(1)</script>", "</style><b>",
    "<!--", "-->", "]]>", "<![CDATA[", "<?php ?>", "&lt;", "&#60;script&#62;", "&amp", "\" onmouseover=\"x", "' x='",
    "`", "\u{0}", "a\u{0}b", "\u{7}", "\u{B}\u{C}", "\u{1B}[2J\u{1B}]0;x\u{7}", "\u{7F}", "\u{80}\u{85}\u{9B}31m",
    "\u{FFFE}\u{FFFF}", "\u{FEFF}", "\u{202E}gro.elpmaxe", "\u{2028}\u{2029}", "e\u{301}", "😀👩‍💻", "مثال, O=شركة",
    "\\u0007", "{{7*7}}", "${7*7}", "%s%n", String(repeating: "long ", count: 400),
  ]

  private static var naughtyStrings: [String] {
    let file = sharedFolder.appendingPathComponent("corpora/strings/blns.json")
    guard let data = try? Data(contentsOf: file) else { return [] }
    return (try? JSONDecoder().decode([String].self, from: data)) ?? []
  }

  /// The corpora that several checkouts share: beside the package unless `CERTMILL_SHARED` says where.
  private static var sharedFolder: URL {
    if let path = ProcessInfo.processInfo.environment["CERTMILL_SHARED"] { return URL(fileURLWithPath: path) }
    let package = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL
    return package.appendingPathComponent("../shared").standardizedFileURL
  }

  /// Every text twice, revoked and not; the head holds all of them too.
  static func render(_ form: RevocationReport.Form) -> [UInt8] {
    let uuid = UniqueID(octets: Array(repeating: 7, count: 16))
    let authorities = all.compactMap { text in
      uuid.map { RevocationReport.AuthoritySection(uuid: $0, name: text, issuerDN: text) }
    }
    let scope = all.joined(separator: " ")
    let counts = RevocationReport.Counts(byReason: [.superseded: all.count], notRevoked: all.count)
    var renderer = RevocationReportRenderer(form)
    var bytes = renderer.begin(RevocationReport(scope: scope, authorities: authorities, counts: counts))
    for (index, text) in all.enumerated() { bytes += renderer.rows([row(text)], isFirst: index == 0) }
    bytes += renderer.beginNotRevoked()
    for (index, text) in all.enumerated() { bytes += renderer.rows([row(text)], isFirst: index == 0) }
    return bytes + renderer.end()
  }

  private static func row(_ text: String) -> RevocationReport.Row {
    var entry = RevocationReport.Entry(requestID: text, batchID: text, result: text)
    entry.issuerDN = text
    entry.subjectDN = text
    entry.code = text
    entry.message = text
    return RevocationReport.Row(entry)
  }
}
