import PKIModel

extension MarkupWriter {
  /// What the report is about and what it comes to, up to the first list.
  mutating func summary(of report: RevocationReport) {
    markup("<header>\n<p class=\"kind\">Revocation report</p>\n<h1>")
    text(report.scope)
    markup("</h1>\n</header>\n<main>\n<section class=\"summary\" aria-labelledby=\"summary\">\n")
    markup("<h2 id=\"summary\">Summary</h2>\n")
    totals(report.counts)
    authorities(report.authorities)
    reasons(report.counts)
    markup("</section>\n")
  }

  private mutating func totals(_ counts: RevocationReport.Counts) {
    markup("<dl class=\"totals\">\n<div><dt><a href=\"#revoked\">Revoked</a></dt><dd>")
    count(counts.revoked)
    markup("</dd></div>\n<div><dt><a href=\"#not-revoked\">Asked and not revoked</a></dt><dd>")
    count(counts.notRevoked)
    markup("</dd></div>\n</dl>\n")
  }

  private mutating func authorities(_ authorities: [RevocationReport.AuthoritySection]) {
    markup("<table class=\"authorities\">\n<caption>Authorities and their CRLs</caption>\n<thead>\n<tr>")
    markup("<th scope=\"col\">Authority</th><th scope=\"col\" class=\"n\">CRL number</th>")
    markup("<th scope=\"col\">This update</th><th scope=\"col\">Next update</th></tr>\n</thead>\n<tbody>\n")
    for authority in authorities {
      markup("<tr><th scope=\"row\"><div class=\"dn\"><b>")
      text(authority.name)
      markup("</b></div>")
      small(authority.issuerDN)
      markup("<div class=\"s m\">")
      text(authority.uuid.description)
      markup("</div></th><td class=\"n\">")
      text(authority.crlNumber.map { String($0) } ?? MarkupWriter.absent)
      markup("</td><td>")
      time(authority.thisUpdate?.description)
      markup("</td><td>")
      time(authority.nextUpdate?.description)
      markup("</td></tr>\n")
    }
    markup("</tbody>\n</table>\n")
  }

  /// All nine reasons, each with a bar in proportion to the most frequent one.
  private mutating func reasons(_ counts: RevocationReport.Counts) {
    let most = max(1, counts.byReason.values.max() ?? 0)
    markup("<table class=\"reasons\">\n<caption>Revoked by reason</caption>\n<thead>\n<tr>")
    markup("<th scope=\"col\">Reason</th><th scope=\"col\" class=\"n\">Code</th>")
    markup("<th scope=\"col\" class=\"n\">Certificates</th></tr>\n</thead>\n<tbody>\n")
    for reason in RevocationReason.allCases {
      let certificates = counts.count(of: reason)
      markup(certificates == 0 ? "<tr class=\"zero\"><th scope=\"row\">" : "<tr><th scope=\"row\">")
      text(reason.label)
      if certificates > 0 {
        markup("<div class=\"bar\" style=\"width:")
        number(max(1, Int(Double(certificates) / Double(most) * 100)))
        markup("%\"></div>")
      }
      markup("</th><td class=\"n\">")
      number(reason.rawValue)
      markup("</td><td class=\"n\">")
      count(certificates)
      markup("</td></tr>\n")
    }
    markup("</tbody>\n</table>\n")
  }
}
