import Dispatch
import Foundation
import Glibc

/// A program that ran as a whole process: its time, its processor time, what it wrote and the most memory it held.
///
/// Memory is looked at every hundredth of a second while the process runs. The kernel's own account of an ended process
/// (`ru_maxrss`) is of no use: it begins with the memory of the process that started it.
struct MeasuredRun {
  let seconds: Double
  let processorSeconds: Double
  /// What the kernel wrote for it to disks, or will.
  let writtenOctets: Int
  /// Resident memory at its highest, pages of mapped files among it.
  let peakOctets: Int
  /// The same without pages of files.
  let peakAnonymousOctets: Int
  /// What it said on standard error, each line with the seconds since the start.
  let said: [(seconds: Double, line: String)]

  /// Runs a program to its end; any exit code but 0 is an error.
  ///
  /// - Parameter cores: Which of the machine's cores it may use, counted from 0; all without it.
  init(_ program: String, _ arguments: [String], cores: Range<Int>? = nil) throws {
    let limiting = try cores.map { ["taskset", "--cpu-list", try Machine.cores($0)] } ?? []
    let command = limiting + [program] + arguments
    let begun = DispatchTime.now()
    let child = try Child(command)
    let talk = child.watch(since: begun)
    var status: Int32 = 0
    var usage = rusage()
    while wait4(child.process, &status, 0, &usage) != child.process {
      guard errno == EINTR else { throw BenchProblem("cannot wait for \(program)") }
    }
    seconds = begun.secondsAgo
    said = talk.lines
    guard status == 0 else {
      throw BenchProblem(
        "\(command.joined(separator: " ")) ended with status \(status >> 8 & 0xFF): \(said.last?.line ?? "")")
    }
    processorSeconds = MeasuredRun.seconds(usage.ru_utime) + MeasuredRun.seconds(usage.ru_stime)
    writtenOctets = usage.ru_oublock * 512
    peakOctets = talk.peakOctets
    peakAnonymousOctets = talk.peakAnonymousOctets
  }

  /// When it first said something.
  func moment(of text: String) throws -> Double {
    guard let moment = said.first(where: { $0.line.contains(text) })?.seconds else {
      throw BenchProblem("the program did not say \"\(text)\"")
    }
    return moment
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}

extension DispatchTime {
  /// The seconds since then.
  fileprivate var secondsAgo: Double { Double(DispatchTime.now().uptimeNanoseconds - uptimeNanoseconds) / 1e9 }
}

/// A process that was started: standard output goes nowhere, standard error to us.
private struct Child {
  struct Talk {
    var lines: [(seconds: Double, line: String)] = []
    var peakOctets = 0
    var peakAnonymousOctets = 0
  }

  let process: pid_t
  private let errors: Int32

  init(_ command: [String]) throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw BenchProblem("cannot make a pipe") }
    errors = ends[0]
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let argv = command.map { strdup($0) } + [nil]
    defer { for argument in argv { free(argument) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
    var process = pid_t()
    let code = posix_spawnp(&process, command[0], &actions, nil, argv, environ)
    close(ends[1])
    guard code == 0 else {
      close(ends[0])
      throw BenchProblem("cannot start \(command[0])")
    }
    self.process = process
  }

  /// Listens until the process closes standard error, which it does at its end.
  func watch(since begun: DispatchTime) -> Talk {
    defer { close(errors) }
    var talk = Talk()
    var pending: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 12)
    while true {
      var waiting = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
      if poll(&waiting, 1, 10) == 0 {
        let memory = memory()
        talk.peakOctets = max(talk.peakOctets, memory.all)
        talk.peakAnonymousOctets = max(talk.peakAnonymousOctets, memory.anonymous)
        continue
      }
      let count = read(errors, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return talk }
      pending += block[..<count]
      while let end = pending.firstIndex(of: 0x0A) {
        talk.lines.append((begun.secondsAgo, String(decoding: pending[..<end], as: UTF8.self)))
        pending.removeSubrange(...end)
      }
    }
  }

  /// Octets of resident memory: all of it at its highest so far, and what of it belongs to no file now.
  private func memory() -> (all: Int, anonymous: Int) {
    guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return (0, 0) }
    let lines = status.split(separator: "\n")
    func octets(_ name: String) -> Int {
      let fields = lines.first { $0.hasPrefix(name) }?.split(whereSeparator: \.isWhitespace)
      return fields?.dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 } ?? 0
    }
    return (octets("VmHWM:"), octets("RssAnon:"))
  }
}
