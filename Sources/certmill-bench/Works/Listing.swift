extension Work {
  /// The CRL of the large batch when all of it is revoked, the program's start among it, beside opening the same key,
  /// sorting, encoding, signing and writing alone.
  static let listing = Work(
    name: "crl",
    figures: [
      Figure(name: "crl", title: "CRL of the large batch: time of the limit's", unit: .times, goal: .atMost(3)),
      Figure(name: "crl-memory", title: "CRL of the large batch: peak memory", unit: .megabytes, goal: .atMost(100)),
    ], rounds: 5
  ) { workshop in
    let batch = try workshop.finishedBatch()
    while batch.revokedCount < batch.count { _ = try batch.revoke(workshop.scale.bulk) }
    let mill = batch.mill
    let limit = try CRLLimit(entryCount: batch.count, key: mill.key, passphraseFile: mill.passphraseFile)
      .seconds(writingTo: mill.path("limit.crl"))
    let run = try MeasuredRun(
      workshop.program,
      ["crl", "--home", mill.home, "--out", mill.path("crl"), "--passphrase-file", mill.passphraseFile])
    try OutputCheck(chain: mill.chain).expect(batch.count, inList: mill.path("crl/issuing-ca.crl"))
    return [run.seconds / limit, Double(run.peakOctets) / 1e6]
  }
}
