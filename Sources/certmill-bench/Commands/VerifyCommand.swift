import ArgumentParser
import Foundation

/// Checks what a program made: all certificates are there and verify.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verify every certificate of a PEM file, or of a folder of PEM files, and count them.")

  @Option(help: "The CA's certificate, PEM.")
  var ca: String

  @Option(help: "How many certificates there must be.")
  var count: Int

  @Argument(help: "The file, or a folder with one certificate in each file NAME.pem.")
  var output: String

  func run() throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: output, isDirectory: &isFolder) else {
      throw BenchProblem("there is no \(output)")
    }
    let check = OutputCheck(chain: ca)
    if isFolder.boolValue {
      try check.expect(count, inFolder: output, named: ".pem")
    } else {
      try check.expect(count, inBundle: output)
    }
  }
}
