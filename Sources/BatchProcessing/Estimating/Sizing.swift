package import PKIModel

/// What a run of some size will take.
package struct Sizing: Hashable, Sendable {
  package let authorityKey: KeyAlgorithm
  package let requestKey: KeyAlgorithm
  package let lanes: Int
  package let requestCount: Int
  package let seconds: Double
  package let ledgerOctets: Int
  package let outputOctets: Int
  /// The most memory, pages of files not counted.
  package let memoryOctets: Int
}

/// What a machine does for one kind of authority key and one kind of request key, on a number of lanes.
package struct MeasuredSpeed: Hashable, Sendable {
  package let authorityKey: KeyAlgorithm
  package let requestKey: KeyAlgorithm
  package let lanes: Int
  /// Proofs verified and signatures made, in requests a second, by OpenSSL alone on all the lanes.
  package let requestsPerSecond: Double

  package init(authorityKey: KeyAlgorithm, requestKey: KeyAlgorithm, lanes: Int, requestsPerSecond: Double) {
    self.authorityKey = authorityKey
    self.requestKey = requestKey
    self.lanes = lanes
    self.requestsPerSecond = requestsPerSecond
  }
}

/// Turns what was measured in a second into what whole runs will take.
struct SizingModel: Sendable {
  /// The cores that there are.
  let cores: Int
  /// The seconds that a pair of P-256 operations takes on one core.
  let pairSeconds: Double
  let overhead: MeasuredOverhead

  func sizing(_ requestCount: Int, _ speed: MeasuredSpeed) -> Sizing {
    let isBulk = requestCount >= RunSettings.bulkThreshold
    let certificate = speed.requestKey.certificateOctets(authority: speed.authorityKey)
    let output =
      isBulk ? overhead.bundleOctets(certificate: certificate) : overhead.folderOctets(certificate: certificate)
    return Sizing(
      authorityKey: speed.authorityKey, requestKey: speed.requestKey, lanes: speed.lanes, requestCount: requestCount,
      seconds: overhead.startSeconds + Double(requestCount) * secondsPerRequest(speed, isBulk: isBulk),
      ledgerOctets: requestCount * overhead.ledgerOctets(certificate: certificate),
      outputOctets: requestCount * output,
      memoryOctets: overhead.memoryOctets + speed.lanes * overhead.memoryOctetsPerLane)
  }

  /// Lanes and the ordering thread work at the same time where there is a core for each, and share the cores otherwise.
  private func secondsPerRequest(_ speed: MeasuredSpeed, isBulk: Bool) -> Double {
    let lanePairs = overhead.lanePairs + (isBulk ? 0 : overhead.folderPairs)
    let busyCores = Double(min(speed.lanes, cores))
    let inLanes = 1 / speed.requestsPerSecond + lanePairs * pairSeconds / busyCores
    let inOrder = overhead.orderPairs * pairSeconds
    return speed.lanes < cores ? max(inLanes, inOrder) : inLanes + inOrder / busyCores
  }
}
