import TestSupport
import Testing

@testable import BatchProcessing

@Suite("Reorder buffer")
struct ReorderBufferTests {
  @Test("gives elements in the order of their numbers, however far ahead they come", arguments: [1, 10, 1024, 5000])
  func order(count: Int) {
    var random = SplitMix(seed: UInt64(count))
    var buffer = ReorderBuffer<Int>()
    var given: [Int] = []
    for number in Array(0..<count).shuffled(using: &random) {
      buffer.add(number, number: number)
      while let next = buffer.removeNext() { given.append(next) }
    }
    #expect(given == Array(0..<count))
    #expect(buffer.removeNext() == nil)
  }
}
