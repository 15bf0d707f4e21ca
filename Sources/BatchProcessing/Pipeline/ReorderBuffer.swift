/// Brings elements that come in any order back into their own.
struct ReorderBuffer<Element> {
  private var early: [Int: Element] = [:]
  private var next = 0

  /// Takes the element with a number; numbers begin at 0 and have no gaps.
  mutating func add(_ element: Element, number: Int) {
    early[number] = element
  }

  /// The next element, if it has come.
  mutating func removeNext() -> Element? {
    guard let element = early.removeValue(forKey: next) else { return nil }
    next += 1
    return element
  }
}
