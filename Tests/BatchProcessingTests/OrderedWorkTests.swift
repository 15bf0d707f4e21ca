import Testing

@testable import BatchProcessing

@Suite("Work that lanes do and that comes back in order")
struct OrderedWorkTests {
  private struct Refusal: Error {}

  @Test("comes back in the order of its items, each once, with the number of its first", arguments: [1, 3])
  func order(lanes: Int) throws {
    var received: [Int] = []
    let work = OrderedWork<Int, [Int]>(
      lanes: lanes, work: { first, items in items.enumerated().map { first + $0 - $1 } + items },
      receive: { output in
        let count = output.count / 2
        #expect(output.prefix(count).allSatisfy { $0 == 0 })
        received += output.suffix(count)
      })
    for item in 0..<10_007 { try work.add(item) }
    try work.finish()
    #expect(received == Array(0..<10_007))
  }

  @Test("ends with the first failure, behind everything before it")
  func failure() throws {
    var received: [Int] = []
    let work = OrderedWork<Int, [Int]>(
      lanes: 2,
      work: { _, items in
        guard items.contains(100) else { return items }
        throw Refusal()
      },
      receive: { received += $0 })
    #expect(throws: Refusal.self) {
      for item in 0..<1000 { try work.add(item) }
      try work.finish()
    }
    let chunk = OrderedWork<Int, [Int]>.chunk
    #expect(received == Array(0..<(100 / chunk * chunk)))
  }

  @Test("begins nothing where there is nothing to do")
  func nothing() throws {
    let work = OrderedWork<Int, Int>(
      lanes: 2, work: { _, items in items.count }, receive: { _ in Issue.record("output") })
    try work.finish()
  }
}
