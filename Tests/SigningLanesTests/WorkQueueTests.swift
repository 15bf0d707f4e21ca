import Dispatch
import Synchronization
import Testing

@testable import SigningLanes

@Suite("Work queue")
struct WorkQueueTests {
  @Test("gives elements out in the order in which they came")
  func order() {
    let queue = WorkQueue<Int>()
    for number in 0..<5000 { queue.push(number) }
    for number in 0..<5000 { #expect(queue.pop() == number) }
  }

  @Test("keeps the order when elements come and go by turns, far beyond what is in it at once")
  func movingFront() {
    let queue = WorkQueue<Int>()
    var pushed = 0
    var popped = 0
    for _ in 0..<2000 {
      for _ in 0..<3 {
        queue.push(pushed)
        pushed += 1
      }
      for _ in 0..<2 {
        #expect(queue.pop() == popped)
        popped += 1
      }
    }
    while popped < pushed {
      #expect(queue.pop() == popped)
      popped += 1
    }
  }

  @Test("lets urgent elements overtake the others, and only them")
  func urgent() {
    let queue = WorkQueue<String>()
    queue.push("a")
    queue.push("b")
    queue.push("x", urgent: true)
    queue.push("y", urgent: true)
    #expect((0..<4).compactMap { _ in queue.pop() } == ["x", "y", "a", "b"])
  }

  @Test("gives what is left after closing, then nil to everybody, any number of times")
  func close() {
    let queue = WorkQueue<Int>()
    queue.push(1)
    queue.push(2)
    queue.close()
    #expect(queue.pop() == 1)
    #expect(queue.pop() == 2)
    for _ in 0..<3 { #expect(queue.pop() == nil) }
  }

  @Test("takes nothing in after closing")
  func pushAfterClose() {
    let queue = WorkQueue<Int>()
    queue.close()
    queue.push(1)
    queue.push(2, urgent: true)
    #expect(queue.pop() == nil)
  }

  @Test("wakes every waiting consumer when it is closed", .timeLimit(.minutes(1)))
  func wakesAll() {
    let queue = WorkQueue<Int>()
    let group = DispatchGroup()
    for index in 0..<6 {
      DispatchQueue(label: "consumer \(index)").async(group: group) { #expect(queue.pop() == nil) }
    }
    queue.close()
    group.wait()
  }

  @Test("gives each element to exactly one of many consumers", .timeLimit(.minutes(1)))
  func concurrent() {
    let queue = WorkQueue<Int>()
    let taken = Mutex<[Int]>([])
    let consumers = DispatchGroup()
    let producers = DispatchGroup()
    for index in 0..<4 {
      DispatchQueue(label: "consumer \(index)").async(group: consumers) {
        while let element = queue.pop() { taken.withLock { $0.append(element) } }
      }
    }
    for index in 0..<2 {
      DispatchQueue(label: "producer \(index)").async(group: producers) {
        for number in 0..<2000 { queue.push(index * 2000 + number, urgent: number.isMultiple(of: 5)) }
      }
    }
    producers.wait()
    queue.close()
    consumers.wait()
    #expect(taken.withLock { $0.sorted() } == Array(0..<4000))
  }
}
