import Diagnostics
import DocumentModel
import OpenSSLBackend
import PKIModel
import ResultWriting

/// summary.json: the accounting of a batch.
struct RunSummary {
  let batchID: String
  let counts: RunCounts
  let authorities: [RevocationReport.AuthoritySection]

  var octets: [UInt8] {
    var writer = JSONWriter(indented: true)
    writer.object { writer in
      writer.member("batchId", batchID)
      writer.member("in", counts.total)
      for tally in Tally.allCases { writer.member(tally.rawValue, counts.count(tally)) }
      writer.member("certificatesIssued", counts.issued)
      writer.member("outcomes") { writer in
        writer.object {
          for outcome in Outcome.allCases { $0.member(outcome.rawValue, counts.outcomes[outcome, default: 0]) }
        }
      }
      writer.member("authorities") { writer in
        writer.array(authorities) { writer, authority in
          writer.object {
            $0.member("uuid", authority.uuid.description)
            $0.member("name", authority.name)
            $0.member("issuerDn", authority.issuerDN)
            if let number = authority.crlNumber { $0.member("crlNumber", number) }
            $0.member("crlThisUpdate", ifPresent: authority.thisUpdate?.description)
            $0.member("crlNextUpdate", ifPresent: authority.nextUpdate?.description)
          }
        }
      }
      writer.member("cryptography", OpenSSLLibrary.version)
    }
    writer.endLine()
    return writer.bytes
  }
}
