import Glibc
import Synchronization

/// Runs programs that judge what certmill makes.
package enum Command {
  /// What a program left behind.
  package struct Result: Sendable {
    /// The exit code; 128 and the signal's number where a signal ended the program.
    package let status: Int32
    package let stdout: [UInt8]
    package let stderr: [UInt8]

    /// Standard output as text.
    package var output: String { String(decoding: stdout, as: UTF8.self) }
    /// Standard error as text.
    package var errors: String { String(decoding: stderr, as: UTF8.self) }
  }

  /// A system call that failed before the program ran.
  package struct Failure: Error, CustomStringConvertible {
    let operation: String
    let code: Int32

    package var description: String { "\(operation): \(String(cString: strerror(code)))" }
  }

  private static let spawning = Mutex(())

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - program: A path, or a name that is looked for on the search path.
  ///   - environment: Variables beside those of this process.
  package static func run(
    _ program: String, _ arguments: [String] = [], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Result {
    // One at a time: a child must not inherit ends of another's pipes before they are marked.
    var (pipes, child) = try spawning.withLock { _ in
      let pipes = try Pipes()
      return (pipes, try spawn(program, arguments, environment, pipes))
    }
    let (stdout, stderr) = pipes.exchange(input)
    return Result(status: wait(child), stdout: stdout, stderr: stderr)
  }

  /// Whether the search path has a program.
  package static func isAvailable(_ program: String) -> Bool {
    let folders = getenv("PATH").map { String(cString: $0) } ?? ""
    return folders.split(separator: ":").contains { access($0 + "/" + program, X_OK) == 0 }
  }

  private static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String: String], _ pipes: Pipes
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, end) in [pipes.input.read, pipes.output.write, pipes.errors.write].enumerated() {
      posix_spawn_file_actions_adddup2(&actions, end, Int32(number))
    }
    var child: pid_t = 0
    let code = withCStrings([program] + arguments) { arguments in
      withCStrings(merged(environment)) { environment in
        posix_spawnp(&child, program, &actions, nil, arguments, environment)
      }
    }
    guard code == 0 else {
      pipes.close()
      throw Failure(operation: program, code: code)
    }
    return child
  }

  private static func merged(_ environment: [String: String]) -> [String] {
    var lines: [String] = []
    var entry = environ
    while let line = entry.pointee {
      let text = String(cString: line)
      if environment[String(text.prefix { $0 != "=" })] == nil { lines.append(text) }
      entry += 1
    }
    return lines + environment.map { "\($0)=\($1)" }
  }

  private static func withCStrings<Value>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }

  private static func wait(_ child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }
}

/// The three standard streams of a child.
private struct Pipes {
  struct Ends {
    var read: Int32
    var write: Int32
  }

  var input: Ends
  var output: Ends
  var errors: Ends

  init() throws {
    // A child that does not read its input must not end the tests.
    signal(SIGPIPE, SIG_IGN)
    input = try Pipes.make()
    output = try Pipes.make()
    errors = try Pipes.make()
  }

  func close() {
    for end in [input.read, input.write, output.read, output.write, errors.read, errors.write] where end >= 0 {
      _ = Glibc.close(end)
    }
  }

  private static func make() throws -> Ends {
    var numbers: [Int32] = [0, 0]
    guard pipe(&numbers) == 0 else { throw Command.Failure(operation: "pipe", code: errno) }
    for number in numbers { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
    return Ends(read: numbers[0], write: numbers[1])
  }

  /// Gives the child its input and takes its output, until it has closed both streams.
  mutating func exchange(_ octets: [UInt8]) -> (stdout: [UInt8], stderr: [UInt8]) {
    for end in [input.read, output.write, errors.write] { _ = Glibc.close(end) }
    (input.read, output.write, errors.write) = (-1, -1, -1)
    _ = fcntl(input.write, F_SETFL, O_NONBLOCK)
    var rest = octets[...]
    var collected: [[UInt8]] = [[], []]
    while output.read >= 0 || errors.read >= 0 {
      if rest.isEmpty, input.write >= 0 {
        input.write = Pipes.closed(input.write)
      }
      var waiting = [
        pollfd(fd: output.read, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errors.read, events: Int16(POLLIN), revents: 0),
        pollfd(fd: input.write, events: Int16(POLLOUT), revents: 0),
      ]
      guard poll(&waiting, 3, -1) >= 0 || errno == EINTR else { break }
      if waiting[2].revents != 0 {
        let count = rest.withUnsafeBytes { write(input.write, $0.baseAddress, $0.count) }
        rest = count > 0 ? rest.dropFirst(count) : errno == EAGAIN ? rest : []
      }
      if waiting[0].revents != 0, !Pipes.read(output.read, &collected[0]) { output.read = Pipes.closed(output.read) }
      if waiting[1].revents != 0, !Pipes.read(errors.read, &collected[1]) { errors.read = Pipes.closed(errors.read) }
    }
    close()
    return (collected[0], collected[1])
  }

  private static func closed(_ end: Int32) -> Int32 {
    _ = Glibc.close(end)
    return -1
  }

  /// Takes what is there; false at the end.
  private static func read(_ end: Int32, _ octets: inout [UInt8]) -> Bool {
    var block = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(end, &block, block.count)
    if count > 0 { octets.append(contentsOf: block[..<count]) }
    return count > 0
  }
}
