import Foundation

/// A program that we did not write, run to its end.
enum RevocationReportForeignProgram {
  static func exists(_ name: String) -> Bool { (try? run(name, ["--version"]))?.status == 0 }

  /// The exit status, and what it wrote to either stream.
  static func run(_ name: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    // Read first: a program that fills the pipe would never end.
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
