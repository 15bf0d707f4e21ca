/// The report as one page that needs nothing else: no script, no font, no picture, nothing from a network.
///
/// The summary comes first, then a table of the revocations and one of the requests that revoked nothing. The page
/// forbids itself, by its content security policy, whatever it does not use.
struct HTMLRevocationLayout: RevocationReportLayout {
  func head(of report: RevocationReport) -> [UInt8] {
    var html = MarkupWriter(.html)
    html.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    html.markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
    html.markup("style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n")
    html.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    html.markup("<meta name=\"color-scheme\" content=\"light dark\">\n<title>Revocation report: ")
    html.text(report.scope)
    html.markup("</title>\n<style>\n")
    html.markup(HTMLRevocationStyle.screen)
    html.markup(HTMLRevocationStyle.narrow)
    html.markup(HTMLRevocationStyle.print)
    html.markup("</style>\n</head>\n<body>\n")
    html.summary(of: report)
    return html.bytes
  }

  func opening(of section: RevocationReport.Section, count: Int) -> [UInt8] {
    var html = MarkupWriter(.html)
    switch section {
    case .revoked: html.markup("<section aria-labelledby=\"revoked\">\n<h2 id=\"revoked\">Revoked")
    case .notRevoked:
      html.markup("<section aria-labelledby=\"not-revoked\">\n<h2 id=\"not-revoked\">Asked and not revoked")
    }
    html.markup(" <span class=\"count\">")
    html.count(count)
    html.markup("</span></h2>\n")
    return html.bytes
  }

  func rows(_ rows: [RevocationReport.Row], in section: RevocationReport.Section, isFirst: Bool) -> [UInt8] {
    var html = MarkupWriter(.html, capacity: rows.count * 1024)
    if isFirst { html.tableHead(of: section) }
    for row in rows {
      switch section {
      case .revoked: html.revokedRow(row)
      case .notRevoked: html.notRevokedRow(row)
      }
    }
    return html.bytes
  }

  func closing(of section: RevocationReport.Section, isEmpty: Bool) -> [UInt8] {
    var html = MarkupWriter(.html)
    switch section {
    case _ where !isEmpty: html.markup("</tbody>\n</table>\n")
    case .revoked: html.markup("<p class=\"none\">No certificate was revoked.</p>\n")
    case .notRevoked: html.markup("<p class=\"none\">Everything that was asked was revoked.</p>\n")
    }
    html.markup("</section>\n")
    return html.bytes
  }

  func foot() -> [UInt8] {
    var html = MarkupWriter(.html)
    html.markup("</main>\n<footer>All times are UTC. Reason codes are those of RFC 5280, section 5.3.1.</footer>\n")
    html.markup("</body>\n</html>\n")
    return html.bytes
  }
}
