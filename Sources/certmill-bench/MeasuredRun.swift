import Dispatch
import Foundation
import Glibc

/// A program that ran as a whole process: its time, its processor time and the most memory it held.
struct MeasuredRun {
  let seconds: Double
  let processorSeconds: Double
  /// Resident memory at its highest, pages of mapped files among it.
  let peakOctets: Int

  /// Runs a program to its end; any exit code but 0 is an error.
  init(_ program: String, _ arguments: [String]) throws {
    let argv = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for argument in argv { free(argument) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    var process = pid_t()
    let begun = DispatchTime.now()
    guard posix_spawn(&process, program, &actions, nil, argv, environ) == 0 else {
      throw BenchProblem("cannot start \(program)")
    }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(process, &status, 0, &usage) == process else { throw BenchProblem("cannot wait for \(program)") }
    seconds = Double(DispatchTime.now().uptimeNanoseconds - begun.uptimeNanoseconds) / 1e9
    guard status == 0 else { throw BenchProblem("\(program) \(arguments.first ?? "") ended with status \(status)") }
    processorSeconds = MeasuredRun.seconds(usage.ru_utime) + MeasuredRun.seconds(usage.ru_stime)
    peakOctets = usage.ru_maxrss * 1024
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
