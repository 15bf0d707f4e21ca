/// One thing that is wrong with what the user gave: what, where, and how to mend it.
///
/// Findings are values that are collected; errors are thrown only when a stage cannot go on.
package struct Finding: Hashable, Sendable {
  /// The stable name of this kind of finding.
  package let code: FindingCode
  /// A JSON Pointer (RFC 6901) below the thing that is judged, such as `/body/attributes/0`; empty for the whole.
  package let pointer: String
  /// What is wrong, in the API's own words where it has some.
  package let problem: String
  /// How to mend it; never empty.
  package let remedy: String

  package init(_ code: FindingCode, at pointer: String = "", _ problem: String, fix remedy: String) {
    self.code = code
    self.pointer = pointer
    self.problem = problem
    self.remedy = remedy
  }

  /// The same finding seen from further up: `prefix` goes before its pointer.
  package func below(_ prefix: String) -> Finding {
    Finding(code, at: prefix + pointer, problem, fix: remedy)
  }

  /// `/requests/3/body/attributes/0 attribute.required: Attribute is required … (fix: …)`, without the request's id.
  package var text: String {
    "\(pointer.isEmpty ? "/" : pointer) \(code.rawValue): \(problem) (fix: \(remedy))"
  }
}

/// Why a file as a whole cannot be used; thrown by readers of manifests and home files.
package struct FindingsError: Error, Hashable, Sendable {
  /// The file as the user named it.
  package let file: String
  /// All findings, in the order of the file; never empty.
  package let findings: [Finding]

  package init(file: String, findings: [Finding]) {
    self.file = file
    self.findings = findings
  }
}
