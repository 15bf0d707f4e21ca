import ArgumentParser
import Dispatch
import Diagnostics
import ResultWriting
import Synchronization

/// How progress is shown.
enum ProgressStyle: String, CaseIterable, ExpressibleByArgument {
  /// A line that is redrawn on a terminal, plain lines otherwise.
  case auto
  case plain
  case none
}

/// Shows how far a run is, on standard error.
final class ProgressLine: Sendable {
  private static let drawn = Mutex(false)

  private enum Form {
    case none
    case redrawn
    case lines
  }

  private let form: Form
  private let begun = DispatchTime.now()
  private let last = Mutex(DispatchTime(uptimeNanoseconds: 0))

  init(_ style: ProgressStyle) {
    form =
      switch style {
      case .none: .none
      case .plain: .lines
      case .auto: Console.isTerminal ? .redrawn : .lines
      }
  }

  /// Shows the accounting so far, at most five times a second on a terminal and every ten seconds otherwise.
  func show(_ counts: RunCounts, of total: Int) {
    guard form != .none else { return }
    let interval: UInt64 = form == .redrawn ? 200_000_000 : 10_000_000_000
    let now = DispatchTime.now()
    let isDue = last.withLock { last in
      let since = max(last.uptimeNanoseconds, form == .lines ? begun.uptimeNanoseconds : 0)
      guard now.uptimeNanoseconds >= since + interval else { return false }
      last = now
      return true
    }
    guard isDue else { return }
    let text = line(counts, total, seconds: Double(now.uptimeNanoseconds - begun.uptimeNanoseconds) / 1e9)
    if form == .redrawn {
      Console.put(Array("\r\(text)\u{1B}[K".utf8), to: 2)
      ProgressLine.drawn.withLock { $0 = true }
    } else {
      Console.say(text)
    }
  }

  /// Removes a line that stands on the terminal.
  static func wipe() {
    let wasDrawn = drawn.withLock { drawn in
      defer { drawn = false }
      return drawn
    }
    if wasDrawn { Console.put(Array("\r\u{1B}[K".utf8), to: 2) }
  }

  private func line(_ counts: RunCounts, _ total: Int, seconds: Double) -> String {
    let rate = seconds > 0 ? Double(counts.total) / seconds : 0
    let left = rate > 0 ? Int(Double(max(0, total - counts.total)) / rate) : 0
    let percent = total > 0 ? counts.total * 100 / total : 100
    let refused = counts.total - counts.count(.done)
    return "\(counts.total)/\(total) \(percent)% \(Int(rate))/s"
      + " left \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) not done \(refused)"
  }
}
