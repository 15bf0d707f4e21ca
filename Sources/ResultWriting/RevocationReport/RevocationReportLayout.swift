/// What one form writes at each point of a report; the renderer keeps the place.
protocol RevocationReportLayout: Sendable {
  func head(of report: RevocationReport) -> [UInt8]
  func opening(of section: RevocationReport.Section, count: Int) -> [UInt8]
  func rows(_ rows: [RevocationReport.Row], in section: RevocationReport.Section, isFirst: Bool) -> [UInt8]
  func closing(of section: RevocationReport.Section, isEmpty: Bool) -> [UInt8]
  func foot() -> [UInt8]
}
