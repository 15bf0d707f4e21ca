import PKIModel

/// The report as an XML 1.0 document, an entry a line; a value that is not there has no element.
///
/// Characters that XML 1.0 cannot hold stand as text like `\u0007`. Those that it can hold but nobody can see are
/// references.
struct XMLRevocationLayout: RevocationReportLayout {
  func head(of report: RevocationReport) -> [UInt8] {
    var xml = MarkupWriter(.xml)
    xml.markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    xml.markup("<revocationReport xmlns=\"urn:certmill:revocation-report:1\">\n")
    element("scope", report.scope, to: &xml)
    xml.markup("\n<authorities>\n")
    for authority in report.authorities { write(authority, to: &xml) }
    xml.markup("</authorities>\n<counts>")
    element("revoked", String(report.counts.revoked), to: &xml)
    element("notRevoked", String(report.counts.notRevoked), to: &xml)
    xml.markup("<byReason>")
    for reason in RevocationReason.allCases {
      element(reason.code, String(report.counts.count(of: reason)), to: &xml)
    }
    xml.markup("</byReason></counts>\n")
    return xml.bytes
  }

  func opening(of section: RevocationReport.Section, count: Int) -> [UInt8] {
    switch section {
    case .revoked: Array("<revocations>\n".utf8)
    case .notRevoked: Array("<notRevoked>\n".utf8)
    }
  }

  func rows(_ rows: [RevocationReport.Row], in section: RevocationReport.Section, isFirst: Bool) -> [UInt8] {
    var xml = MarkupWriter(.xml, capacity: rows.count * 1024)
    for row in rows {
      xml.markup(section == .revoked ? "<revocation>" : "<request>")
      for field in RevocationReportField.all { element(field.name, field.value(row)?.text, to: &xml) }
      xml.markup(section == .revoked ? "</revocation>\n" : "</request>\n")
    }
    return xml.bytes
  }

  func closing(of section: RevocationReport.Section, isEmpty: Bool) -> [UInt8] {
    switch section {
    case .revoked: Array("</revocations>\n".utf8)
    case .notRevoked: Array("</notRevoked>\n".utf8)
    }
  }

  func foot() -> [UInt8] { Array("</revocationReport>\n".utf8) }

  private func write(_ authority: RevocationReport.AuthoritySection, to xml: inout MarkupWriter) {
    xml.markup("<authority>")
    element("uuid", authority.uuid.description, to: &xml)
    element("name", authority.name, to: &xml)
    element("issuerDn", authority.issuerDN, to: &xml)
    element("crlNumber", authority.crlNumber.map { String($0) }, to: &xml)
    element("thisUpdate", authority.thisUpdate?.description, to: &xml)
    element("nextUpdate", authority.nextUpdate?.description, to: &xml)
    xml.markup("</authority>\n")
  }

  /// The names are words of ours, for which escaping changes nothing.
  private func element(_ name: String, _ text: String?, to xml: inout MarkupWriter) {
    guard let text else { return }
    xml.markup("<")
    xml.text(name)
    xml.markup(">")
    xml.text(text)
    xml.markup("</")
    xml.text(name)
    xml.markup(">")
  }
}
