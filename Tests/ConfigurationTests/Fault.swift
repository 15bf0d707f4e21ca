import AttributeValidation
import PKIModel
import Testing

@testable import Configuration

/// A change of one file, and what is wrong then.
struct Fault: Sendable, CustomTestStringConvertible {
  let path: String
  let old: String
  let new: String
  let problem: String

  init(_ path: String, _ old: String, _ new: String, _ problem: String) {
    self.path = path
    self.old = old
    self.new = new
    self.problem = problem
  }

  var testDescription: String { "\(path): \(new)" }

  /// What is wrong with the file itself; what that leaves open elsewhere is not of interest.
  func problems() throws -> [String] {
    var home = try HomeKit()
    try home.change(path, old, new)
    return home.problems().filter { $0.hasPrefix(path) }
  }
}
