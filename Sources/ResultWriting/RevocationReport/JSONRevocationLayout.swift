import DocumentModel
import PKIModel

/// The report as one JSON object, an entry a line; a value that is not there is null.
struct JSONRevocationLayout: RevocationReportLayout {
  func head(of report: RevocationReport) -> [UInt8] {
    var json = JSONWriter()
    json.raw("{\"scope\":".utf8)
    json.string(report.scope)
    json.raw(",\n\"authorities\":[".utf8)
    for (index, authority) in report.authorities.enumerated() {
      json.raw((index == 0 ? "\n" : ",\n").utf8)
      write(authority, to: &json)
    }
    json.raw("\n],\n\"counts\":".utf8)
    write(report.counts, to: &json)
    return json.bytes
  }

  func opening(of section: RevocationReport.Section, count: Int) -> [UInt8] {
    switch section {
    case .revoked: Array(",\n\"revocations\":[".utf8)
    case .notRevoked: Array(",\n\"notRevoked\":[".utf8)
    }
  }

  func rows(_ rows: [RevocationReport.Row], in section: RevocationReport.Section, isFirst: Bool) -> [UInt8] {
    var json = JSONWriter(capacity: rows.count * 1024)
    for (index, row) in rows.enumerated() {
      json.raw(isFirst && index == 0 ? "\n".utf8 : ",\n".utf8)
      json.object { json in
        for field in RevocationReportField.all {
          switch field.value(row) {
          case .text(let text): json.member(field.name, text)
          case .number(let number): json.member(field.name, number)
          case .boolean(let boolean): json.member(field.name, boolean)
          case nil: json.member(field.name) { $0.null() }
          }
        }
      }
    }
    return json.bytes
  }

  func closing(of section: RevocationReport.Section, isEmpty: Bool) -> [UInt8] { Array("\n]".utf8) }

  func foot() -> [UInt8] { Array("}\n".utf8) }

  private func write(_ authority: RevocationReport.AuthoritySection, to json: inout JSONWriter) {
    json.object { json in
      json.member("uuid", authority.uuid.description)
      json.member("name", authority.name)
      json.member("issuerDn", authority.issuerDN)
      json.member("crlNumber") { if let number = authority.crlNumber { $0.number(number) } else { $0.null() } }
      json.member("thisUpdate", orNull: authority.thisUpdate?.description)
      json.member("nextUpdate", orNull: authority.nextUpdate?.description)
    }
  }

  private func write(_ counts: RevocationReport.Counts, to json: inout JSONWriter) {
    json.object { json in
      json.member("revoked", counts.revoked)
      json.member("notRevoked", counts.notRevoked)
      json.member("byReason") { json in
        json.object { json in
          for reason in RevocationReason.allCases { json.member(reason.code, counts.count(of: reason)) }
        }
      }
    }
  }
}
