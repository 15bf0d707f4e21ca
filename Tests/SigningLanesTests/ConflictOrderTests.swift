import TestSupport
import Testing

@testable import SigningLanes

@Suite("Conflict order")
struct ConflictOrderTests {
  @Test("who touches nothing in common goes at once")
  func independent() {
    var order = ConflictOrder()
    #expect(order.arrive(1, touching: [.init(key: 1, access: .exclusive)]) == true)
    #expect(order.arrive(2, touching: [.init(key: 2, access: .exclusive)]) == true)
    #expect(order.arrive(3, touching: []) == true)
  }

  @Test("who changes the same key goes in the order of arrival")
  func exclusive() {
    var order = ConflictOrder()
    #expect(order.arrive(1, touching: [.init(key: 1, access: .exclusive)]) == true)
    #expect(order.arrive(2, touching: [.init(key: 1, access: .exclusive)]) == false)
    #expect(order.arrive(3, touching: [.init(key: 1, access: .exclusive)]) == false)
    #expect(order.leave(1) == [2])
    #expect(order.leave(2) == [3])
    #expect(order.leave(3) == [])
    #expect(order.isEmpty)
  }

  @Test("readers go together, and a writer waits for all of them")
  func readersAndWriter() {
    var order = ConflictOrder()
    #expect(order.arrive(1, touching: [.init(key: 1, access: .shared)]) == true)
    #expect(order.arrive(2, touching: [.init(key: 1, access: .shared)]) == true)
    #expect(order.arrive(3, touching: [.init(key: 1, access: .exclusive)]) == false)
    #expect(order.arrive(4, touching: [.init(key: 1, access: .shared)]) == false)
    #expect(order.arrive(5, touching: [.init(key: 1, access: .shared)]) == false)
    #expect(order.leave(2) == [])
    #expect(order.leave(1) == [3])
    #expect(order.leave(3) == [4, 5])
  }

  @Test("a key named twice counts with the stronger access")
  func twice() {
    var order = ConflictOrder()
    #expect(order.arrive(1, touching: [.init(key: 1, access: .shared), .init(key: 1, access: .exclusive)]) == true)
    #expect(order.arrive(2, touching: [.init(key: 1, access: .shared)]) == false)
    #expect(order.leave(1) == [2])
  }

  @Test("a ticket with several keys waits for all of them")
  func several() {
    var order = ConflictOrder()
    #expect(order.arrive(1, touching: [.init(key: 1, access: .exclusive)]) == true)
    #expect(order.arrive(2, touching: [.init(key: 2, access: .exclusive)]) == true)
    #expect(
      order.arrive(3, touching: [.init(key: 1, access: .exclusive), .init(key: 2, access: .exclusive)]) == false)
    #expect(order.leave(1) == [])
    #expect(order.leave(2) == [3])
  }

  /// Random arrivals and departures: whoever goes has no conflicting earlier one left, and everybody goes in the end.
  @Test("never lets conflicting tickets run together and never forgets one", arguments: 0..<50)
  func property(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    var order = ConflictOrder()
    var touches: [Int: [Int: ConflictOrder.Access]] = [:]
    var running: Set<Int> = []
    var waiting: Set<Int> = []

    func check(_ ticket: Int) {
      for other in running.union(waiting) where other < ticket {
        for (key, access) in touches[ticket] ?? [:] {
          guard let theirs = touches[other]?[key] else { continue }
          #expect(access == .shared && theirs == .shared, "seed \(seed): \(ticket) overtakes \(other) on \(key)")
        }
      }
    }

    for ticket in 0..<200 {
      var mine: [Int: ConflictOrder.Access] = [:]
      for _ in 0..<Int(random.next() % 4) {
        mine[Int(random.next() % 6)] = random.next().isMultiple(of: 2) ? .shared : .exclusive
      }
      touches[ticket] = mine
      if order.arrive(ticket, touching: mine.map { .init(key: $0.key, access: $0.value) }) {
        check(ticket)
        running.insert(ticket)
      } else {
        waiting.insert(ticket)
      }
      while !running.isEmpty, random.next() % 3 == 0 || running.count > 8 {
        let leaving = running.sorted()[Int(random.next() % UInt64(running.count))]
        running.remove(leaving)
        let released = order.leave(leaving)
        for next in released {
          #expect(waiting.remove(next) != nil)
          check(next)
          running.insert(next)
        }
      }
    }
    while let leaving = running.min() {
      running.remove(leaving)
      for next in order.leave(leaving) {
        waiting.remove(next)
        running.insert(next)
      }
    }
    #expect(waiting.isEmpty && order.isEmpty, "seed \(seed)")
  }
}
