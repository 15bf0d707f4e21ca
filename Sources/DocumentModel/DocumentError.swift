package import Diagnostics

/// Why a text is not a document: the first thing that is wrong, and where.
package struct DocumentError: Error, Hashable, Sendable {
  package let code: FindingCode
  /// Octets from the start of the text.
  package let offset: Int
  package let problem: String
  package let remedy: String

  package init(_ code: FindingCode, at offset: Int, _ problem: String, fix remedy: String) {
    self.code = code
    self.offset = offset
    self.problem = problem
    self.remedy = remedy
  }

  /// The same error seen from a larger text that has this one at `start`.
  package func moved(by start: Int) -> DocumentError {
    DocumentError(code, at: offset + start, problem, fix: remedy)
  }

  /// The error as a finding about the whole document.
  package var finding: Finding {
    Finding(code, "\(problem) at octet \(offset)", fix: remedy)
  }
}
