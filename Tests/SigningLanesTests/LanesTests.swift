import Dispatch
import Foundation
import Glibc
import Synchronization
import Testing

@testable import SigningLanes

@Suite("Lanes")
struct LanesTests {
  /// Waits until all lanes have a job at the same time.
  private struct Meeting: LaneWorker {
    let arrived: DispatchSemaphore
    let mayGo: DispatchSemaphore

    func perform(_ job: Int) -> Bool {
      arrived.signal()
      return mayGo.wait(timeout: .now() + 20) == .success
    }
  }

  @Test("work at once, more of them than there are cores", .timeLimit(.minutes(1)))
  func moreThanCores() {
    let count = ProcessInfo.processInfo.activeProcessorCount * 2 + 2
    let arrived = DispatchSemaphore(value: 0)
    let mayGo = DispatchSemaphore(value: 0)
    let met = Mutex(0)
    let lanes = Lanes<Int, Bool>(
      count: count, makeWorker: { _ in Meeting(arrived: arrived, mayGo: mayGo) },
      receive: { isMet in if isMet { met.withLock { $0 += 1 } } })
    for job in 0..<count { lanes.submit(job) }
    for lane in 0..<count {
      #expect(arrived.wait(timeout: .now() + 10) == .success, "\(lane) of \(count) lanes live at once")
    }
    for _ in 0..<count { mayGo.signal() }
    lanes.finish()
    #expect(met.withLock { $0 } == count)
  }

  /// Gives back the job with the lane that did it.
  private struct Echo: LaneWorker {
    let lane: Int

    func perform(_ job: Int) -> (lane: Int, job: Int) { (lane, job) }
  }

  /// Tells the niceness of the thread that does the job.
  private struct Niceness: LaneWorker {
    func perform(_ job: Int) -> Int { LanesTests.niceness() }
  }

  private static func niceness() -> Int { Int(getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)) }

  @Test("give way to the thread that makes them, which keeps its own niceness")
  func giveWay() {
    let before = LanesTests.niceness()
    let found = Mutex<[Int]>([])
    let lanes = Lanes<Int, Int>(
      count: 2, makeWorker: { _ in Niceness() }, receive: { output in found.withLock { $0.append(output) } })
    for job in 0..<10 { lanes.submit(job) }
    lanes.finish()
    #expect(found.withLock { $0 } == [Int](repeating: min(19, before + 5), count: 10))
    #expect(LanesTests.niceness() == before)
  }

  @Test("do every job exactly once before finish returns", arguments: [1, 2, 8])
  func everyJob(count: Int) {
    let outputs = Mutex<[Int]>([])
    let lanes = Lanes<Int, (lane: Int, job: Int)>(
      count: count, makeWorker: Echo.init(lane:),
      receive: { output in
        #expect((0..<count).contains(output.lane))
        outputs.withLock { $0.append(output.job) }
      })
    for job in 0..<1000 { lanes.submit(job) }
    lanes.finish()
    #expect(outputs.withLock { $0.sorted() } == Array(0..<1000))
  }

  @Test("make one worker each, and at least one")
  func workers() {
    for (wanted, made) in [(3, 3), (1, 1), (0, 1), (-4, 1)] {
      let indices = Mutex<[Int]>([])
      let lanes = Lanes<Int, (lane: Int, job: Int)>(
        count: wanted,
        makeWorker: { index in
          indices.withLock { $0.append(index) }
          return Echo(lane: index)
        }, receive: { _ in })
      lanes.finish()
      #expect(indices.withLock { $0.sorted() } == Array(0..<made))
    }
  }

  @Test("one lane keeps the order of submission, urgent jobs first")
  func order() {
    let outputs = Mutex<[Int]>([])
    let gate = DispatchSemaphore(value: 0)
    let lanes = Lanes<Int, (lane: Int, job: Int)>(
      count: 1,
      makeWorker: { index in
        gate.wait()
        return Echo(lane: index)
      }, receive: { output in outputs.withLock { $0.append(output.job) } })
    for job in [1, 2, 3] { lanes.submit(job) }
    for job in [10, 11] { lanes.submit(job, urgent: true) }
    gate.signal()
    lanes.finish()
    #expect(outputs.withLock { $0 } == [10, 11, 1, 2, 3])
  }

  @Test("take nothing in after finish")
  func afterFinish() {
    let outputs = Mutex<[Int]>([])
    let lanes = Lanes<Int, (lane: Int, job: Int)>(
      count: 2, makeWorker: Echo.init(lane:), receive: { output in outputs.withLock { $0.append(output.job) } })
    lanes.finish()
    lanes.submit(1)
    lanes.finish()
    #expect(outputs.withLock { $0 } == [])
  }
}
