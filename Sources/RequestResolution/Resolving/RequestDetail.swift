package import Diagnostics
import DocumentModel

/// The parts of a result that the ledger keeps as JSON, because they do not follow from the certificate.
package struct RequestDetail: Sendable {
  /// What was wrong, the gravest first.
  package var problems: [Finding] = []
  package var warnings: [Finding] = []
  /// The API's answer where it is a list or an object of its own, as JSON.
  package var body: [UInt8]?
  /// Members `issueAttributes` and `customAttributes`, as JSON without braces.
  package var attributes: [UInt8] = []

  package init() {}

  /// The form that the ledger keeps; empty where there is nothing to say.
  var json: [UInt8] {
    if problems.isEmpty, warnings.isEmpty, body == nil, attributes.isEmpty { return [] }
    var writer = JSONWriter()
    writer.object {
      RequestDetail.write("problems", problems, to: &$0)
      RequestDetail.write("warnings", warnings, to: &$0)
      if let body { $0.member("body") { $0.raw(body) } }
      if !attributes.isEmpty { $0.member("attributes") { $0.raw([0x7B] + attributes + [0x7D]) } }
    }
    return writer.bytes
  }

  private static func write(_ name: String, _ findings: [Finding], to writer: inout JSONWriter) {
    guard !findings.isEmpty else { return }
    writer.member(name) { writer in
      writer.array(findings) { writer, finding in
        writer.object {
          $0.member("code", finding.code.rawValue)
          $0.member("pointer", finding.pointer)
          $0.member("problem", finding.problem)
          $0.member("remedy", finding.remedy)
        }
      }
    }
  }
}
