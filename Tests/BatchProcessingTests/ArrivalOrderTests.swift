import SigningLanes
import Testing

@testable import BatchProcessing
@testable import ManifestReading

/// Requests with one shared key, of which some go alone.
@Suite("Requests that go alone")
struct ArrivalOrderTests {
  private func request(_ position: Int, alone: Bool = false) -> ArrivedRequest {
    let record = ManifestRecord(position: position, line: 1, content: .text([]))
    return ArrivedRequest(
      touches: [ConflictOrder.Touch(key: position, access: .exclusive)], goesAlone: alone,
      content: .open(OpenRequest(record: record, prepared: nil)))
  }

  private func positions(_ contents: [ArrivedRequest.Content]) -> [Int] {
    contents.map { ArrivedRequest(touches: [], content: $0).position }
  }

  @Test("wait for all before them, and all behind wait for them")
  func order() {
    var order = ArrivalOrder()
    let requests = [
      request(0), request(1), request(2, alone: true), request(3, alone: true), request(4), request(5, alone: true),
    ]
    #expect(positions(order.arrive(requests)) == [0, 1])
    #expect(positions(order.leave(0)) == [])
    #expect(positions(order.leave(1)) == [2])
    #expect(positions(order.arrive([request(6)])) == [])
    #expect(positions(order.leave(2)) == [3])
    #expect(positions(order.leave(3)) == [4])
    #expect(positions(order.leave(4)) == [5])
    #expect(positions(order.leave(5)) == [6])
  }

  @Test("go at once where nobody is under way")
  func first() {
    var order = ArrivalOrder()
    #expect(positions(order.arrive([request(1), request(0, alone: true)])) == [0])
    #expect(positions(order.leave(0)) == [1])
  }
}
