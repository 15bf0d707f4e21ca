import Dispatch
import Synchronization

/// A blocking first-in-first-out queue with two ranks, shared by producers and consumers on any thread.
///
/// Urgent work overtakes the other, so that what is nearly finished is finished before new work begins. The queue
/// itself has no bound; what brings requests in decides how many are under way.
package final class WorkQueue<Element: Sendable>: Sendable {
  private struct State {
    var urgent = FIFO<Element>()
    var normal = FIFO<Element>()
    var isClosed = false

    mutating func take() -> Element? { urgent.removeFirst() ?? normal.removeFirst() }
  }

  private let state = Mutex(State())
  private let available = DispatchSemaphore(value: 0)

  package init() {}

  /// Adds an element; ignored after `close`.
  package func push(_ element: Element, urgent: Bool = false) {
    let isAdded = state.withLock { state in
      guard !state.isClosed else { return false }
      if urgent { state.urgent.append(element) } else { state.normal.append(element) }
      return true
    }
    if isAdded { available.signal() }
  }

  /// Waits for an element; nil once the queue is closed and empty.
  package func pop() -> Element? {
    available.wait()
    let element = state.withLock { $0.take() }
    // Only closing signals without an element; the signal is passed on to the next consumer.
    if element == nil { available.signal() }
    return element
  }

  /// Ends the queue: what is in it is still given out, then every waiting consumer gets nil.
  package func close() {
    state.withLock { $0.isClosed = true }
    available.signal()
  }
}

/// An array with a moving front: adding and removing cost the same however long the queue is.
private struct FIFO<Element> {
  private var elements: [Element?] = []
  private var front = 0

  mutating func append(_ element: Element) {
    elements.append(element)
  }

  mutating func removeFirst() -> Element? {
    guard front < elements.count else { return nil }
    let element = elements[front]
    elements[front] = nil
    front += 1
    if front == elements.count {
      elements.removeAll(keepingCapacity: true)
      front = 0
    } else if front > 1024, front > elements.count / 2 {
      elements.removeFirst(front)
      front = 0
    }
    return element
  }
}
