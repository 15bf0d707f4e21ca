import DocumentModel
import Synchronization

/// Where the time of a run went: how long each lane worked at each stage, and how long the other parts took.
///
/// Taken once for many requests, so that it costs nothing beside them.
final class RunTimings: Sendable {
  private struct Entry: Hashable {
    /// Nil for what the run does outside of its lanes.
    let lane: Int?
    let stage: String
  }

  private struct Sum {
    var calls = 0
    var requests = 0
    var duration = Duration.zero
  }

  private let sums = Mutex<[Entry: Sum]>([:])

  /// Does a part of the run and adds how long it took.
  func measure<Result>(_ stage: String, requests: Int, lane: Int? = nil, _ body: () throws -> Result) rethrows -> Result
  {
    let begin = ContinuousClock.now
    defer { add(ContinuousClock.now - begin, to: Entry(lane: lane, stage: stage), requests) }
    return try body()
  }

  private func add(_ duration: Duration, to entry: Entry, _ requests: Int) {
    sums.withLock { sums in
      sums[entry, default: Sum()].calls += 1
      sums[entry, default: Sum()].requests += requests
      sums[entry, default: Sum()].duration += duration
    }
  }

  /// One JSON object a line: the run's own parts, then each lane's stages.
  var lines: [UInt8] {
    let ordered = sums.withLock { $0 }.sorted {
      ($0.key.lane ?? -1, $0.key.stage) < ($1.key.lane ?? -1, $1.key.stage)
    }
    var octets: [UInt8] = []
    for (entry, sum) in ordered {
      var writer = JSONWriter()
      writer.object {
        if let lane = entry.lane { $0.member("lane", lane) }
        $0.member("stage", entry.stage)
        $0.member("calls", sum.calls)
        $0.member("requests", sum.requests)
        $0.member("microseconds", Int(sum.duration / .microseconds(1)))
      }
      octets += writer.bytes + [0x0A]
    }
    return octets
  }
}

extension LaneJob {
  /// The stage's name, and how many requests are concerned.
  var measure: (stage: String, requests: Int) {
    switch self {
    case .prepare(let records): ("prepare", records.count)
    case .decide(let requests): ("decide", requests.count)
    case .sign(let certificates, _): ("sign", certificates.count)
    case .render(let completed): ("render", completed.count)
    }
  }
}
