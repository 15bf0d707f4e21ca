import Foundation

/// What a measured value is to reach.
enum Goal: Equatable, Sendable {
  case atLeast(Double)
  case atMost(Double)

  func isMet(by value: Double) -> Bool {
    switch self {
    case .atLeast(let bound): value >= bound
    case .atMost(let bound): value <= bound
    }
  }

  /// How much worse one value is than another; negative where it is better.
  func loss(from before: Double, to now: Double) -> Double {
    switch self {
    case .atLeast: before - now
    case .atMost: now - before
    }
  }
}

/// How a value is written.
enum Unit: Sendable {
  /// A part of something else, 1 being all of it.
  case share
  case times
  case perSecond
  case milliseconds
  case megabytes

  func text(_ value: Double) -> String {
    switch self {
    case .share: String(format: "%.3f", value)
    case .times: String(format: "%.2f x", value)
    case .perSecond: String(format: "%.0f/s", value)
    case .milliseconds: String(format: "%.1f ms", value)
    case .megabytes: String(format: "%.1f MB", value)
    }
  }

  func text(_ goal: Goal) -> String {
    switch goal {
    case .atLeast(let bound): ">= " + text(bound)
    case .atMost(let bound): "<= " + text(bound)
    }
  }
}

/// One thing that a work shows: what it is, and what it is to reach.
struct Figure: Sendable {
  /// Unique among all figures, and the same in every record.
  let name: String
  let title: String
  let unit: Unit
  /// Nil where it only explains another figure.
  let goal: Goal?
}

/// The values of a figure in all rounds.
struct Spread: Codable, Equatable, Sendable {
  let median: Double
  let lowest: Double
  let highest: Double

  /// At least one value.
  init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard let lowest = sorted.first, let highest = sorted.last else { return nil }
    self.lowest = lowest
    self.highest = highest
    let middle = sorted.count / 2
    median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  private init(median: Double, lowest: Double, highest: Double) {
    self.median = median
    self.lowest = lowest
    self.highest = highest
  }

  var width: Double { highest - lowest }

  /// The same to four decimal places, as records hold it.
  var rounded: Spread {
    func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
    return Spread(median: rounded(median), lowest: rounded(lowest), highest: rounded(highest))
  }
}
