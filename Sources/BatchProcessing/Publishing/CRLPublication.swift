import Configuration
import Diagnostics
import FilePublishing
import IssuanceLedger
import Logging
import PKIModel

/// Signs new CRLs and writes them, outside of a run: before the last one ends.
package struct CRLPublication {
  private let home: Home
  private let surroundings: RunSurroundings

  package init(home: Home, surroundings: RunSurroundings) {
    self.home = home
    self.surroundings = surroundings
  }

  /// Makes the next CRL of one authority, or of all; returns a line about each.
  package func publish(authority name: String?, out: String, lockWait: Int) throws(RunProblem) -> [String] {
    let authorities = home.configuration.authorities.filter { name == nil || $0.name == name }
    guard !authorities.isEmpty else {
      throw RunProblem(.usage, "the home has no authority \(name ?? ""); `certmill status` lists them")
    }
    let lock = try home.lock(waiting: lockWait)
    defer { withExtendedLifetime(lock) {} }
    let ledger = try home.openLedger()
    let keys = AuthorityKeys(home: home, surroundings: surroundings)
    return try RunProblem.translating {
      // All keys first: without one of them nothing is signed or written.
      let signing = try authorities.map { try keys.key(of: $0.uuid) }
      let issuing = CRLIssuing(ledger: ledger, surroundings: surroundings)
      let folder = try OutputFolder(out)
      let lines = try zip(authorities, signing).map { authority, key in
        let issued = try issuing.issue(with: key)
        let crl = issued.record
        let der = try folder.stream(to: "\(authority.name).crl")
        let pem = try folder.stream(to: "\(authority.name).pem")
        try CRLFiles.write(der: der.write, pem: pem.write) { try issued.forEachPart($0) }
        try der.finish()
        try pem.finish()
        return "\(authority.name): CRL \(crl.number), \(crl.entryCount) entries, next by \(crl.nextUpdate)"
      }
      try folder.flush()
      return lines
    }
  }
}
