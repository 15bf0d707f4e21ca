import PKIModel

extension MarkupWriter {
  /// The opening of the section's table.
  mutating func tableHead(of section: RevocationReport.Section) {
    switch section {
    case .revoked:
      markup("<table class=\"entries revoked\">\n<caption>Certificates that were revoked</caption>\n<thead>\n<tr>")
      markup("<th scope=\"col\">Certificate</th><th scope=\"col\">Serial number</th><th scope=\"col\">Revoked</th>")
      markup("<th scope=\"col\">Reason</th><th scope=\"col\">Request</th><th scope=\"col\">State before</th>")
      markup("<th scope=\"col\">Result</th></tr>\n</thead>\n<tbody>\n")
    case .notRevoked:
      markup("<table class=\"entries refused\">\n<caption>Requests that revoked nothing, and why</caption>\n")
      markup("<thead>\n<tr>")
      markup("<th scope=\"col\">Certificate</th><th scope=\"col\">Serial number</th><th scope=\"col\">Asked</th>")
      markup("<th scope=\"col\">Request</th><th scope=\"col\">State</th><th scope=\"col\">Result</th>")
      markup("<th scope=\"col\">Cause</th></tr>\n</thead>\n<tbody>\n")
    }
  }

  mutating func revokedRow(_ row: RevocationReport.Row) {
    let entry = row.entry
    markup("<tr>")
    certificateCells(row)
    markup("<td>")
    time(row.revocationDate)
    invalidity(row.invalidityDate)
    markup("</td><td>")
    reason(entry.reason)
    markup("</td><td>")
    request(entry)
    markup("</td><td>")
    state(entry)
    markup("</td><td>")
    result(entry)
    message(entry.message)
    markup("</td></tr>\n")
  }

  mutating func notRevokedRow(_ row: RevocationReport.Row) {
    let entry = row.entry
    markup("<tr>")
    certificateCells(row)
    markup("<td>")
    reason(entry.reason)
    if let date = row.revocationDate {
      markup("<div class=\"s\">Revoked ")
      time(date)
      markup("</div>")
    }
    invalidity(row.invalidityDate)
    markup("</td><td>")
    request(entry)
    markup("</td><td>")
    state(entry)
    markup("</td><td>")
    result(entry)
    markup("</td><td>")
    if entry.message == nil { text(MarkupWriter.absent) }
    message(entry.message)
    markup("</td></tr>\n")
  }

  /// The cells of both tables that name the certificate.
  private mutating func certificateCells(_ row: RevocationReport.Row) {
    markup("<th scope=\"row\">")
    switch row.entry.subjectDN {
    case nil: markup("<div class=\"s\">Subject not known</div>")
    case ""?: markup("<div class=\"s\">Empty subject</div>")
    case let subject?: distinguishedName(subject)
    }
    if let issuer = row.entry.issuerDN {
      markup("<div class=\"s\">Issued by ")
      text(issuer)
      markup("</div>")
    }
    if let uuid = row.certificateUUID {
      markup("<div class=\"s m\">")
      text(uuid)
      markup("</div>")
    }
    markup("</th><td>")
    if let serial = row.serialNumber { hexadecimalGroups(serial) } else { text(MarkupWriter.absent) }
    markup("</td>")
  }

  private mutating func invalidity(_ date: String?) {
    guard let date else { return }
    markup("<div class=\"s\">Invalid from ")
    time(date)
    markup("</div>")
  }

  private mutating func reason(_ reason: RevocationReason?) {
    guard let reason else { return text(MarkupWriter.absent) }
    text(reason.label)
    markup("<div class=\"s\">Code ")
    number(reason.rawValue)
    markup("</div>")
  }

  private mutating func request(_ entry: RevocationReport.Entry) {
    markup("<div class=\"id\">")
    text(entry.requestID)
    markup("</div>")
    small(entry.batchID)
  }

  private mutating func state(_ entry: RevocationReport.Entry) {
    text(entry.previousState?.label ?? MarkupWriter.absent)
    switch entry.keyDestroyed {
    case true?: markup("<div class=\"s\">Key destroyed</div>")
    case false?: markup("<div class=\"s\">Key kept</div>")
    case nil: break
    }
    if let shard = entry.crlShard {
      markup("<div class=\"s\">CRL shard ")
      number(shard)
      markup("</div>")
    }
  }

  private mutating func result(_ entry: RevocationReport.Entry) {
    markup(entry.result == "OK" ? "<div class=\"tag ok\">" : "<div class=\"tag\">")
    text(entry.result)
    markup("</div>")
    if let code = entry.code {
      markup("<div class=\"code\">")
      text(code)
      markup("</div>")
    }
  }

  private mutating func message(_ message: String?) {
    guard let message else { return }
    markup("<div class=\"msg\">")
    text(message)
    markup("</div>")
  }
}
