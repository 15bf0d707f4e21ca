import DocumentModel

/// Writes manifests as JSON, giving text from XML the type that the API has for it.
enum TypedJSON {
  /// What a value is part of.
  private struct Surroundings {
    /// The attribute whose content is being written says this of its data.
    var contentType: String?
    /// Inside the data of an attribute, names mean what they like.
    var isData = false
    let bodyIsArray: Bool
  }

  /// Writes a header or a request.
  static func write(_ node: DocumentNode, to writer: inout JSONWriter) {
    write(node, Surroundings(bodyIsArray: bodyIsArray(of: node)), to: &writer)
  }

  private static func write(_ node: DocumentNode, _ surroundings: Surroundings, to writer: inout JSONWriter) {
    switch node.kind {
    case .object:
      var inner = surroundings
      if let type = node.member("contentType")?.string, !inner.isData { inner.contentType = type }
      writer.object { writer in
        for child in node.children {
          var inner = inner
          inner.isData = inner.isData || child.isNamed("data")
          writer.member(child.name ?? "") { write(child, inner, to: &$0) }
        }
      }
    case .array: writer.array(node.children) { write($1, surroundings, to: &$0) }
    case .untyped: writeUntyped(node, surroundings, to: &writer)
    case .string, .number, .boolean, .null: writer.value(node)
    }
  }

  private static func writeUntyped(
    _ node: DocumentNode, _ surroundings: Surroundings, to writer: inout JSONWriter
  ) {
    switch kind(of: node, surroundings) {
    case .array where node.isEmpty: writer.array { _ in }
    case .object where node.isEmpty: writer.object { _ in }
    case .number where JSONNumber.isNumber(node.octets): writer.raw(node.octets)
    case .boolean where node.boolean != nil: writer.raw(node.octets)
    default: writer.string(node.text)
    }
  }

  private static func kind(of node: DocumentNode, _ surroundings: Surroundings) -> DocumentKind {
    guard !surroundings.isData else {
      guard node.isNamed("data") else { return .string }
      return switch surroundings.contentType {
      case "integer", "float": .number
      case "boolean": .boolean
      case "file", "credential", "codeblock", "object": .object
      default: .string
      }
    }
    return switch node.name {
    case "manifestVersion", "requestCount": .number
    case "destroyKey", "destroyActiveKey", "replaceInLocations", "enabled", "legacyAuthority": .boolean
    case "attributes", "customAttributes", "csrAttributes", "signatureAttributes", "content", "dependsOn",
      "extensionData", "enabledProtocols", "certificateUuids", "filters":
      .array
    case "labels", "defaults", "raProfile": .object
    case "body": surroundings.bodyIsArray ? .array : .object
    default: .string
    }
  }

  /// The operations that validate have a bare array as body, as has the one that destroys a key.
  private static func bodyIsArray(of request: DocumentNode) -> Bool {
    let named = request.member("operation")?.string.flatMap(Operation.init(name:))
    let operation =
      named
      ?? OperationPath(
        method: request.member("method")?.string ?? "", path: request.member("path")?.string ?? "")?.operation
    switch operation {
    case .validateIssueCertificateAttributes, .validateRevokeCertificateAttributes, .destroyKey: return true
    default: return false
    }
  }
}
