import OpenSSLBackend
package import PKIModel
import SigningLanes

/// What OpenSSL alone can do on this machine: verify one signature of a request and make one with the authority's kind
/// of key, over and over, with keys, contexts and digests ready.
///
/// No certificate can be issued faster.
package struct RawLimit: Sendable {
  private let operations: RawOperations

  /// Makes keys of both kinds; without an authority the limit is that of verifying alone.
  package init(authority: KeyAlgorithm?, request: KeyAlgorithm) throws {
    operations = try RawOperations(authority: authority, request: request)
  }

  /// Requests a second, on a number of lanes that all run for that long.
  package func requestsPerSecond(lanes count: Int, for seconds: Double) throws -> Double {
    let rates = WorkQueue<Result<Double, OpenSSLError>>()
    // A queue for each: none can take another's turn.
    let lanes = (0..<max(1, count)).map { _ in
      Lanes(count: 1, makeWorker: { [operations] _ in RawLane(operations) }, receive: { rates.push($0) })
    }
    for lane in lanes { lane.submit(seconds) }
    for lane in lanes { lane.finish() }
    rates.close()
    var sum = 0.0
    while let rate = rates.pop() { sum += try rate.get() }
    return sum
  }
}

private struct RawLane: LaneWorker {
  private let loop: Result<RawLoop, OpenSSLError>

  init(_ operations: RawOperations) {
    loop = Result { () throws(OpenSSLError) in try operations.makeLoop() }
  }

  func perform(_ seconds: Double) -> Result<Double, OpenSSLError> {
    loop.flatMap { loop in Result { () throws(OpenSSLError) in try loop.roundsPerSecond(for: seconds) } }
  }
}
