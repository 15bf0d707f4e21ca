import Dispatch
import Glibc

/// What one lane owns: its OpenSSL context, keys, scratch memory.
///
/// It is made inside the lane and never shared.
package protocol LaneWorker<Job, Output> {
  associatedtype Job: Sendable
  associatedtype Output: Sendable

  /// Does one job; whatever goes wrong is part of the output.
  func perform(_ job: Job) -> Output
}

/// A number of lanes that take jobs from one queue and hand their outputs to one receiver.
///
/// Each lane is a serial Dispatch queue of its own: `concurrentPerform` and the global queues never run more blocks
/// at once than the machine has cores, so that `--lanes 8` on two cores would be two.
///
/// Lanes give way to the thread that makes them: it feeds them all, so that where it waits for a core, they soon wait
/// for it. What Dispatch does later on a thread that was a lane gives way, too: Linux lets nobody but root take that back.
package final class Lanes<Job: Sendable, Output: Sendable>: Sendable {
  private let jobs = WorkQueue<Job>()
  private let group = DispatchGroup()
  /// Steps of niceness (nice(1)) between that thread and a lane: three times its claim to a core that both want.
  private static var courtesy: Int32 { 5 }

  /// Starts the lanes.
  ///
  /// - Parameters:
  ///   - count: How many, at least one.
  ///   - makeWorker: Makes a lane's worker, on the lane's own queue; the lane's index is its argument.
  ///   - receive: Gets each output, on the lane's queue.
  package init<Worker: LaneWorker & SendableMetatype>(
    count: Int, makeWorker: @escaping @Sendable (Int) -> Worker, receive: @escaping @Sendable (Output) -> Void
  ) where Worker.Job == Job, Worker.Output == Output {
    let niceness = Lanes.threadNiceness + Lanes.courtesy
    for index in 0..<max(1, count) {
      DispatchQueue(label: "certmill.lane.\(index)", qos: .userInitiated).async(group: group) { [jobs] in
        Lanes.threadNiceness = niceness
        let worker = makeWorker(index)
        while let job = jobs.pop() { receive(worker.perform(job)) }
      }
    }
  }

  /// Queues a job; urgent ones overtake the others.
  package func submit(_ job: Job, urgent: Bool = false) {
    jobs.push(job, urgent: urgent)
  }

  /// Lets the lanes finish what is queued, ends them and waits for that.
  package func finish() {
    jobs.close()
    group.wait()
  }

  /// The niceness of the thread that asks; where it can't be changed, it stays.
  ///
  /// To Linux, process 0 is the calling thread.
  private static var threadNiceness: Int32 {
    get { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }
    set { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, newValue) }
  }
}
