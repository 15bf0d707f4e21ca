/// Renders a revocation report piece by piece, in memory that does not grow with the entries.
///
/// The caller writes what each call returns, in this order: `begin`, `rows` of the revocations, some at a time,
/// `beginNotRevoked`, `rows` of the requests that revoked nothing, `end`. Equal calls give equal octets, always UTF-8.
package struct RevocationReportRenderer: Sendable {
  private let layout: any RevocationReportLayout
  private var counts = RevocationReport.Counts()
  private var section = RevocationReport.Section.revoked

  /// A renderer of one report in one form.
  package init(_ form: RevocationReport.Form) {
    layout = form.layout
  }

  /// The head of the report and the opening of the list of revocations.
  package mutating func begin(_ report: RevocationReport) -> [UInt8] {
    counts = report.counts
    return layout.head(of: report) + open(.revoked)
  }

  /// Some rows of the list that is open; copies of the renderer may do others at the same time.
  ///
  /// - Parameter isFirst: Whether they begin the list.
  package func rows(_ rows: [RevocationReport.Row], isFirst: Bool) -> [UInt8] {
    rows.isEmpty ? [] : layout.rows(rows, in: section, isFirst: isFirst)
  }

  /// Goes on to the requests that revoked nothing; nothing more when they are open already.
  package mutating func beginNotRevoked() -> [UInt8] {
    guard section == .revoked else { return [] }
    return close() + open(.notRevoked)
  }

  /// Closes what is open; both lists are in the report even when nobody named the second.
  package mutating func end() -> [UInt8] {
    beginNotRevoked() + close() + layout.foot()
  }

  private mutating func open(_ next: RevocationReport.Section) -> [UInt8] {
    section = next
    return layout.opening(of: next, count: count)
  }

  private func close() -> [UInt8] { layout.closing(of: section, isEmpty: count == 0) }

  private var count: Int { section == .revoked ? counts.revoked : counts.notRevoked }
}
