import Diagnostics
import IssuanceLedger
import PKIModel
import SigningLanes

/// Finishes what a crash left: signs every certificate that is on record and has no signature yet.
package struct Resume {
  private static let transaction = 1024

  private let home: Home
  private let settings: RunSettings
  private let surroundings: RunSurroundings

  package init(home: Home, settings: RunSettings, surroundings: RunSurroundings) {
    self.home = home
    self.settings = settings
    self.surroundings = surroundings
  }

  /// Signs what is open, the same bytes that were recorded; returns how many certificates that were.
  package func resume() throws(RunProblem) -> Int {
    let lock = try home.lock(waiting: settings.lockWait)
    defer { withExtendedLifetime(lock) {} }
    let ledger = try home.openLedger()
    let keys = AuthorityKeys(home: home, ask: surroundings.askPassphrase)
    return try RunProblem.translating {
      try ledger.checkIntegrity()
      var count = 0
      while !surroundings.interruption.isRequested {
        let open = try ledger.openIntents(limit: Resume.transaction)
        if open.isEmpty { break }
        try ledger.record(try sign(open, keys))
        count += open.count
      }
      return count
    }
  }

  private func sign(_ certificates: [CertificateRecord], _ keys: AuthorityKeys) throws -> [RecordedSignature] {
    let outputs = WorkQueue<Result<RecordedSignature, SigningFailure>>()
    let check = settings.signatureCheck
    let lanes = Lanes(
      count: settings.lanes, makeWorker: { _ in SigningLane(maker: SignatureMaker(check: check)) },
      receive: { outputs.push($0) })
    for certificate in certificates {
      lanes.submit(SigningLane.Task(certificate: certificate, key: try keys.key(of: certificate.authority)))
    }
    lanes.finish()
    return try certificates.map { _ in
      switch outputs.pop() {
      case .success(let signature): return signature
      case .failure(let failure): throw RunProblem(.keyProblem, failure.text)
      case nil: throw RunProblem(.internalError, "a lane gave nothing back")
      }
    }
  }
}

/// A lane that only signs.
private struct SigningLane: LaneWorker {
  struct Task: Sendable {
    let certificate: CertificateRecord
    let key: SigningKey
  }

  let maker: SignatureMaker

  func perform(_ job: Task) -> Result<RecordedSignature, SigningFailure> {
    maker.sign(job.certificate, with: job.key)
  }
}
