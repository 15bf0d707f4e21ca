import Diagnostics
import IssuanceLedger
import Logging
import PKIModel
import SigningLanes

extension Workplace {
  private static let transaction = 1024

  /// Finishes what a crash left: signs every certificate that is on record and has no signature yet, the same bytes
  /// that were recorded, and puts certificates where they are to stand; returns how many were signed.
  package func resume() throws(RunProblem) -> Int {
    try withLedger { ledger in
      // Key files are gone for good; not on the word of a damaged ledger.
      try ledger.checkIntegrity()
      try TokenFiles(home: home, ledger: ledger).removeDestroyed()
      let keys = AuthorityKeys(home: home, surroundings: surroundings)
      var count = 0
      while !surroundings.interruption.isRequested {
        let open = try ledger.openIntents(limit: Workplace.transaction)
        if open.isEmpty { break }
        try ledger.record(try sign(open, keys))
        count += open.count
        surroundings.log.debug("recorded", metadata: ["signatures": "\(open.count)"])
      }
      surroundings.log.info("open intents are signed", metadata: ["certificates": "\(count)"])
      try locationWriter(ledger).finish()
      return count
    }
  }

  private func sign(_ certificates: [CertificateRecord], _ keys: AuthorityKeys) throws -> [RecordedSignature] {
    let outputs = WorkQueue<[Result<RecordedSignature, SigningFailure>]>()
    let check = settings.signatureCheck
    let lanes = Lanes(
      count: settings.lanes, makeWorker: { _ in SigningLane(maker: SignatureMaker(check: check, multiBuffer: nil)) },
      receive: { outputs.push($0) })
    for (authority, certificates) in Dictionary(grouping: certificates, by: \.authority) {
      let key = try keys.key(of: authority)
      for chunk in certificates.chunks(of: RequestChunks.largest) {
        lanes.submit(SigningLane.Task(certificates: chunk, key: key))
      }
    }
    lanes.finish()
    outputs.close()
    var signatures: [RecordedSignature] = []
    while let results = outputs.pop() {
      for result in results {
        switch result {
        case .success(let signature): signatures.append(signature)
        case .failure(let failure): throw RunProblem(.keyProblem, failure.text)
        }
      }
    }
    guard signatures.count == certificates.count else {
      throw RunProblem(.internalError, "a lane gave nothing back")
    }
    return signatures
  }
}

/// A lane that only signs.
private struct SigningLane: LaneWorker {
  struct Task: Sendable {
    let certificates: [CertificateRecord]
    let key: SigningKey
  }

  let maker: SignatureMaker

  func perform(_ job: Task) -> [Result<RecordedSignature, SigningFailure>] {
    maker.sign(job.certificates, with: job.key)
  }
}
