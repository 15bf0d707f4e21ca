import Dispatch

/// Bounds how many things are under way: whoever brings in a new one waits until an earlier one has left.
package final class Window: Sendable {
  private let places: DispatchSemaphore

  /// A window of a number of places, at least one.
  package init(places: Int) {
    self.places = DispatchSemaphore(value: 0)
    for _ in 0..<max(1, places) { self.places.signal() }
  }

  /// Waits for a place and takes it.
  package func enter() { places.wait() }

  /// Gives a place back.
  package func leave() { places.signal() }
}
