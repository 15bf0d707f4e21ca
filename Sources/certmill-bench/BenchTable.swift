import Foundation

/// One round: the limit, and the run that followed it.
struct BenchRound {
  /// Pairs of one verification and one signature, a second.
  let limit: Double
  let run: MeasuredRun
  let requests: Int

  var rate: Double { Double(requests) / run.seconds }
  var share: Double { rate / limit }
}

/// The lines that are printed.
enum BenchTable {
  static let header =
    "lanes  certs/s  [min..max]            limit/s  share of limit  [min..max]      cpu us/cert  peak MB"

  static func line(lanes: Int, _ rounds: [BenchRound]) -> String {
    let rates = rounds.map(\.rate).sorted()
    let shares = rounds.map(\.share).sorted()
    let cpu = rounds.map { $0.run.processorSeconds * 1e6 / Double($0.requests) }
    return String(
      format: "%5d  %7.0f  [%6.0f..%6.0f]      %7.0f  %13.1f%%  [%5.1f..%5.1f]  %11.1f  %7.1f", lanes,
      median(rates), rates.first ?? 0, rates.last ?? 0, median(rounds.map(\.limit)), median(shares) * 100,
      (shares.first ?? 0) * 100, (shares.last ?? 0) * 100, median(cpu),
      median(rounds.map { Double($0.run.peakOctets) / 1e6 }))
  }

  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
