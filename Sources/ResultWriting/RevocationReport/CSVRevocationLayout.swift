/// The entries as CSV (RFC 4180): CRLF, one header line, UTF-8 without a mark, 17 cells a line.
///
/// The first cell says to which list the entry belongs; authorities and counts are in the other forms. Spreadsheets
/// take some cells for formulas, so those get an apostrophe in front: see ``CSVCell``.
struct CSVRevocationLayout: RevocationReportLayout {
  func head(of report: RevocationReport) -> [UInt8] {
    line("section", RevocationReportField.all.map(\.name))
  }

  func opening(of section: RevocationReport.Section, count: Int) -> [UInt8] { [] }

  func entry(_ entry: RevocationReport.Entry, in section: RevocationReport.Section, isFirst: Bool) -> [UInt8] {
    line(section.rawValue, RevocationReportField.all.map { $0.value(entry)?.text ?? "" })
  }

  func closing(of section: RevocationReport.Section, isEmpty: Bool) -> [UInt8] { [] }

  func foot() -> [UInt8] { [] }

  private func line(_ first: String, _ others: [String]) -> [UInt8] {
    var bytes = Array(first.utf8)
    for text in others {
      bytes.append(0x2C)
      CSVCell.append(text, to: &bytes)
    }
    bytes += [0x0D, 0x0A]
    return bytes
  }
}
