/// Runs programs on a terminal of their own, as a person would.
package enum Terminal {
  /// Waits for each question and types the next answer; prints what stood on the terminal.
  private static let typist = """
    import os, pty, re, sys
    answers = sys.argv[1].split("\\n")
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm"
        os.execvp(sys.argv[2], sys.argv[2:])
    shown = question = b""
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
        question += piece
        if answers and re.search(rb"Passphrase [^\\n]*: $", question):
            os.write(terminal, answers.pop(0).encode() + b"\\n")
            question = b""
    sys.stdout.buffer.write(shown)
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """

  /// Whether this machine can do it.
  package static var isAvailable: Bool { Command.isAvailable("python3") }

  /// Runs a program to its end; both its streams are what stood on the terminal.
  ///
  /// - Parameter answers: What is typed when a passphrase is asked for, in this order.
  package static func run(
    _ program: String, _ arguments: [String], typing answers: [String] = []
  ) throws -> Command.Result {
    try Command.run("python3", ["-c", typist, answers.joined(separator: "\n"), program] + arguments)
  }
}
