/// The entries as CSV (RFC 4180): CRLF, one header line, UTF-8 without a mark, 17 cells a line.
///
/// The first cell says to which list the entry belongs; authorities and counts are in the other forms. Spreadsheets
/// take some cells for formulas, so those get an apostrophe in front: see ``CSVCell``.
struct CSVRevocationLayout: RevocationReportLayout {
  func head(of report: RevocationReport) -> [UInt8] {
    var bytes: [UInt8] = []
    CSVRevocationLayout.appendLine("section", RevocationReportField.all.map(\.name), to: &bytes)
    return bytes
  }

  func opening(of section: RevocationReport.Section, count: Int) -> [UInt8] { [] }

  func rows(_ rows: [RevocationReport.Row], in section: RevocationReport.Section, isFirst: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows.count * 512)
    for row in rows {
      let texts = RevocationReportField.all.lazy.map { $0.value(row)?.text ?? "" }
      CSVRevocationLayout.appendLine(section.rawValue, texts, to: &bytes)
    }
    return bytes
  }

  func closing(of section: RevocationReport.Section, isEmpty: Bool) -> [UInt8] { [] }

  func foot() -> [UInt8] { [] }

  private static func appendLine(_ first: String, _ others: some Sequence<String>, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: first.utf8)
    for text in others {
      bytes.append(0x2C)
      CSVCell.append(text, to: &bytes)
    }
    bytes += [0x0D, 0x0A]
  }
}
