import Diagnostics
import DocumentModel
import OpenSSLBackend
package import PKIModel

/// A sizing table for this machine: short measurements of OpenSSL's operations, and what whole runs take by them.
package struct SizingEstimate {
  /// What is to be estimated.
  package struct Question: Sendable {
    package var authorityKeys: [KeyAlgorithm]
    package var requestKeys: [KeyAlgorithm] = [.p256, .rsa2048]
    package var requestCounts = [1_000, 10_000, 100_000, 1_000_000]
    package var lanes: [Int]
    /// How long each measurement takes.
    package var seconds = 0.25

    package init(authorityKeys: [KeyAlgorithm], lanes: [Int]) {
      self.authorityKeys = authorityKeys
      self.lanes = lanes
    }
  }

  /// What was measured.
  package let speeds: [MeasuredSpeed]
  /// What follows for each speed and number of requests.
  package let sizings: [Sizing]

  /// Measures, and estimates.
  ///
  /// - Parameter cores: How many this machine has.
  package init(measuring question: Question, cores: Int) throws(RunProblem) {
    let (pairsPerSecond, speeds) = try RunProblem.translating {
      let pairs = try RawLimit(authority: .p256, request: .p256).requestsPerSecond(lanes: 1, for: question.seconds)
      return (pairs, try question.measure())
    }
    self.init(speeds, requestCounts: question.requestCounts, cores: cores, pairsPerSecond: pairsPerSecond)
  }

  /// Estimates from what was measured.
  ///
  /// - Parameter pairsPerSecond: P-256 signatures verified and made by one core.
  init(_ speeds: [MeasuredSpeed], requestCounts: [Int], cores: Int, pairsPerSecond: Double) {
    let model = SizingModel(cores: cores, pairSeconds: 1 / pairsPerSecond, overhead: .measured)
    self.speeds = speeds
    sizings = speeds.flatMap { speed in requestCounts.map { model.sizing($0, speed) } }
  }

  /// The same as JSON, for programs.
  package var json: [UInt8] {
    var writer = JSONWriter(indented: true)
    writer.object { writer in
      writer.member("isEstimate", true)
      writer.member("cryptography", OpenSSLLibrary.version)
      writer.member("measured") { writer in
        writer.array(speeds) { writer, speed in
          writer.object {
            $0.member("authorityKey", speed.authorityKey.rawValue)
            $0.member("requestKey", speed.requestKey.rawValue)
            $0.member("lanes", speed.lanes)
            $0.member("operationsPerSecond", Int(speed.requestsPerSecond.rounded()))
          }
        }
      }
      writer.member("estimates") { writer in writer.array(sizings) { $0.sizing($1) } }
    }
    return writer.bytes + [0x0A]
  }
}

extension SizingEstimate.Question {
  fileprivate func measure() throws -> [MeasuredSpeed] {
    var speeds: [MeasuredSpeed] = []
    for authority in authorityKeys {
      for request in requestKeys {
        let limit = try RawLimit(authority: authority, request: request)
        for count in lanes {
          let rate = try limit.requestsPerSecond(lanes: count, for: seconds)
          speeds.append(
            MeasuredSpeed(authorityKey: authority, requestKey: request, lanes: count, requestsPerSecond: rate))
        }
      }
    }
    return speeds
  }
}

extension JSONWriter {
  fileprivate mutating func sizing(_ sizing: Sizing) {
    object {
      $0.member("authorityKey", sizing.authorityKey.rawValue)
      $0.member("requestKey", sizing.requestKey.rawValue)
      $0.member("lanes", sizing.lanes)
      $0.member("requests", sizing.requestCount)
      $0.member("milliseconds", Int((sizing.seconds * 1000).rounded()))
      $0.member("ledgerOctets", sizing.ledgerOctets)
      $0.member("outputOctets", sizing.outputOctets)
      $0.member("memoryOctets", sizing.memoryOctets)
    }
  }
}
