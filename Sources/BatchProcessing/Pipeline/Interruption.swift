import Synchronization

/// Whether the user wants the run to end early; set by a signal's handler, looked at between requests.
package final class Interruption: Sendable {
  private let number = Atomic<Int32>(0)

  package init() {}

  /// Asks for the end; the first signal counts.
  package func request(signal: Int32) {
    _ = number.compareExchange(expected: 0, desired: signal, ordering: .relaxed)
  }

  /// Whether anybody asked.
  package var isRequested: Bool { signal != nil }

  /// The signal that asked.
  package var signal: Int32? {
    let value = number.load(ordering: .relaxed)
    return value == 0 ? nil : value
  }
}
