package import Diagnostics

/// Gathers everything that is wrong with one document, so that all of it is reported at once.
package final class FindingCollector {
  /// What has been found, in the order of finding.
  package private(set) var findings: [Finding] = []
  /// What is to be told although nothing is wrong with it, in the order of finding.
  package private(set) var warnings: [Finding] = []

  /// Nothing found yet.
  package init() {}

  /// Whether nothing has been found.
  package var isEmpty: Bool { findings.isEmpty }

  /// A finding whose place is known already.
  package func add(_ finding: Finding) {
    findings.append(finding)
  }

  /// Something that is to be told and that nobody is refused for.
  package func warn(_ finding: Finding) {
    warnings.append(finding)
  }

  /// A finding at the place of a value.
  package func add(_ code: FindingCode, at node: DocumentNode, _ problem: String, fix remedy: String) {
    findings.append(Finding(code, at: node.pointer, problem, fix: remedy))
  }
}
