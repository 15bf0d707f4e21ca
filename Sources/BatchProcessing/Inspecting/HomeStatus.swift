import Configuration
import Diagnostics
import DocumentModel
import IssuanceLedger
import OpenSSLBackend
import PKIModel
import RequestResolution

/// What a home holds: its authorities, its batches, its certificates, and what a crash left open.
package struct HomeStatus {
  private let home: Home
  private let batches: [(summary: BatchSummary, outcomes: [String: Int])]
  private let certificates: [CertificateState: Int]
  private let crls: [UniqueID: RecordedCRL]

  /// Looks at a home; the ledger's consistency is checked first.
  package init(of home: Home) throws(RunProblem) {
    self.home = home
    let ledger = try home.readLedger(isFrozen: true)
    (batches, certificates, openIntents, openLocationChanges, crls) = try RunProblem.translating {
      try ledger.checkIntegrity()
      let batches = try ledger.batches().map { ($0, try ledger.outcomeCounts(batch: $0.number)) }
      var crls: [UniqueID: RecordedCRL] = [:]
      for authority in home.configuration.authorities {
        crls[authority.uuid] = try ledger.lastCRL(authority: authority.uuid)
      }
      return (
        batches, try ledger.certificateCounts(), try ledger.openIntentCount(),
        try ledger.openLocationChangeCount(), crls
      )
    }
  }

  /// Certificates that are on record and wait for their signature.
  package let openIntents: Int
  /// Changes of locations that are on record and not carried out.
  package let openLocationChanges: Int

  /// Lines for people.
  package var lines: [String] {
    var lines = ["home \(home.path)", "cryptography \(OpenSSLLibrary.version)"]
    for authority in home.configuration.authorities {
      lines.append(contentsOf: describe(authority.uuid, authority.name))
    }
    for (state, count) in CertificateState.allCases.map({ ($0, certificates[$0, default: 0]) }) where count > 0 {
      lines.append("certificates \(state.rawValue): \(count)")
    }
    for (batch, outcomes) in batches {
      let counts = Outcome.allCases.compactMap { outcome in
        outcomes[outcome.rawValue].map { "\(outcome.rawValue)=\($0)" }
      }
      lines.append("batch \(batch.name): opened \(batch.opened), runs \(batch.runs), \(counts.joined(separator: " "))")
    }
    if openIntents > 0 {
      lines.append("\(openIntents) certificates wait for their signature: run `certmill resume --home \(home.path)`")
    }
    if openLocationChanges > 0 {
      lines.append("\(openLocationChanges) changes of locations wait: run `certmill resume --home \(home.path)`")
    }
    return lines
  }

  private func describe(_ uuid: UniqueID, _ name: String) -> [String] {
    switch home.issuers[uuid] {
    case .success(let issuer):
      let crl = crls[uuid].map {
        "CRL \($0.number) of \($0.thisUpdate), next by \($0.nextUpdate), \($0.entryCount) entries"
      }
      return [
        "authority \(name): \(issuer.certificate.tbs.subject), valid until \(issuer.certificate.tbs.validity.notAfter)",
        "authority \(name): \(crl ?? "no CRL yet")",
      ]
    case .failure(let problem): return ["authority \(name): cannot issue: \(problem.text)"]
    case nil: return []
    }
  }

  /// The same as JSON, for programs.
  package var json: [UInt8] {
    var writer = JSONWriter(indented: true)
    writer.object { writer in
      writer.member("home", home.path)
      writer.member("openIntents", openIntents)
      writer.member("openLocationChanges", openLocationChanges)
      writer.member("certificates") { writer in
        writer.object {
          for state in CertificateState.allCases { $0.member(state.rawValue, certificates[state, default: 0]) }
        }
      }
      writer.member("batches") { writer in
        writer.array(batches) { writer, batch in
          writer.object {
            $0.member("batchId", batch.summary.name)
            $0.member("opened", batch.summary.opened.description)
            $0.member("runs", batch.summary.runs)
            $0.member("outcomes") { writer in
              writer.object {
                for (name, count) in batch.outcomes.sorted(by: { $0.key < $1.key }) { $0.member(name, count) }
              }
            }
          }
        }
      }
    }
    writer.endLine()
    return writer.bytes
  }
}
