/// Brings elements that come in any order back into their own.
struct ReorderBuffer<Element> {
  /// A ring of a power of two places; the place of a number is its remainder.
  private var places: [Element?] = Array(repeating: nil, count: 1024)
  private var next = 0

  /// Takes the element with a number; numbers begin at 0 and have no gaps.
  mutating func add(_ element: Element, number: Int) {
    while number - next >= places.count { grow() }
    places[number & (places.count - 1)] = element
  }

  /// The next element, if it has come.
  mutating func removeNext() -> Element? {
    let place = next & (places.count - 1)
    guard let element = places[place] else { return nil }
    places[place] = nil
    next += 1
    return element
  }

  private mutating func grow() {
    var larger: [Element?] = Array(repeating: nil, count: 2 * places.count)
    for number in next..<next + places.count {
      larger[number & (larger.count - 1)] = places[number & (places.count - 1)]
    }
    places = larger
  }
}
