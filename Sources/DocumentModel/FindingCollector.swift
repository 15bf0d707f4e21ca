package import Diagnostics

/// Gathers everything that is wrong with one document, so that all of it is reported at once.
package final class FindingCollector {
  package private(set) var findings: [Finding] = []

  package init() {}

  package var isEmpty: Bool { findings.isEmpty }

  package func add(_ finding: Finding) {
    findings.append(finding)
  }

  /// A finding at the place of a value.
  package func add(_ code: FindingCode, at node: DocumentNode, _ problem: String, fix remedy: String) {
    findings.append(Finding(code, at: node.pointer, problem, fix: remedy))
  }
}
