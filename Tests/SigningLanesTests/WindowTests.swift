import Dispatch
import Synchronization
import Testing

@testable import SigningLanes

@Suite("Window")
struct WindowTests {
  @Test("never has more inside than places, and lets everybody in", .timeLimit(.minutes(1)), arguments: [1, 3])
  func bounds(places: Int) {
    struct Count {
      var inside = 0
      var most = 0
      var entered = 0
    }
    let window = Window(places: places)
    let count = Mutex(Count())
    let group = DispatchGroup()
    for index in 0..<8 {
      DispatchQueue(label: "visitor \(index)").async(group: group) {
        for _ in 0..<100 {
          window.enter()
          count.withLock {
            $0.inside += 1
            $0.entered += 1
            $0.most = max($0.most, $0.inside)
          }
          count.withLock { $0.inside -= 1 }
          window.leave()
        }
      }
    }
    group.wait()
    count.withLock {
      #expect($0.most <= places)
      #expect($0.entered == 800)
    }
  }

  @Test("has one place where fewer are asked for", arguments: [0, -1])
  func atLeastOne(places: Int) {
    let window = Window(places: places)
    window.enter()
    window.leave()
  }

  @Test("may go while places are taken")
  func deinitWhileTaken() {
    let window = Window(places: 2)
    window.enter()
  }
}
