import Diagnostics
import DocumentModel

/// How the answer to a callback depends on what a request says elsewhere (AttributeCallback of the API).
package struct AttributeCallback: Sendable {
  /// The path of the API's connector, such as `/v1/…/keyspec/{algorithm}/attributes`, or another name.
  package let context: String
  /// The HTTP method.
  package let method: String
  let mappings: [Mapping]
  /// The JSON Pointer of the callback in its file.
  let place: String

  /// What people call it: `GET /v1/…`.
  var title: String { "\(method) \(context)" }

  private static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]

  /// Reads a callback of a home file; what is wrong with it becomes findings, in the API's words.
  init?(_ node: DocumentNode, findings: FindingCollector) {
    let before = findings.findings.count
    var reader = ObjectReader(node, findings: findings)
    let address = AttributeCallback.address(&reader)
    let mappings = reader.array("mappings")
    reader.finish()
    self.mappings = mappings.compactMap { Mapping($0, findings: findings) }
    var variables: Set<String> = []
    for mapping in self.mappings where !variables.insert(mapping.variable).inserted {
      findings.add(
        Finding(
          .attributeDefinition, at: reader.pointer("mappings"), "variable \(mapping.variable) is mapped twice",
          fix: "map it once, to several targets"))
    }
    place = node.pointer
    guard let address, findings.findings.count == before else { return nil }
    (context, method) = address
  }

  /// The members `callbackContext` and `callbackMethod`.
  static func address(_ reader: inout ObjectReader) -> (context: String, method: String)? {
    let context = reader.string("callbackContext")
    let method = reader.string("callbackMethod")
    func refuse(_ member: StaticString, _ problem: String, fix remedy: String) {
      reader.findings.add(Finding(.attributeDefinition, at: reader.pointer(member), problem, fix: remedy))
    }
    if context?.isEmpty ?? true {
      refuse("callbackContext", "Callback context not set", fix: "write the path of the callback")
    }
    guard let method, !method.isEmpty else {
      refuse("callbackMethod", "Callback method not set", fix: "write GET, or another method")
      return nil
    }
    guard methods.contains(method) else {
      refuse(
        "callbackMethod", "Callback method invalid, because of \(method), which is not a method of HTTP",
        fix: "use one of \(methods.joined(separator: ", "))")
      return nil
    }
    return context.flatMap { $0.isEmpty ? nil : ($0, method) }
  }

  /// Writes the callback as the API lists it.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("callbackContext", context)
      writer.member("callbackMethod", method)
      writer.member("mappings") { $0.array(mappings) { $1.write(to: &$0) } }
    }
  }
}
