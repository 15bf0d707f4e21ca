package import Diagnostics

/// Why a text is not a document: the first thing that is wrong, and where.
package struct DocumentError: Error, Hashable, Sendable {
  /// The kind of fault.
  package let code: FindingCode
  /// Octets from the start of the text.
  package let offset: Int
  /// What is wrong; from XML and whole manifests with the line.
  package let problem: String
  /// How to mend it; never empty.
  package let remedy: String

  /// An error at a place, in octets from the start of the text.
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
