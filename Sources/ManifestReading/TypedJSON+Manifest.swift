import DocumentModel

extension TypedJSON {
  /// Writes a header or a request of a manifest.
  static func writeManifestPart(_ node: DocumentNode, to writer: inout JSONWriter) {
    (hasArrayBody(node) ? withArrayBody : withObjectBody).write(node, to: &writer)
  }

  /// The types of members of manifests and of the API's payloads that are no strings.
  static let manifestKinds: [String: DocumentKind] = {
    var kinds: [String: DocumentKind] = [:]
    for name in ["manifestVersion", "requestCount", "itemsPerPage", "pageNumber"] { kinds[name] = .number }
    for name in [
      "destroyKey", "destroyActiveKey", "replaceInLocations", "enabled", "legacyAuthority", "delta", "trustedCa",
    ] { kinds[name] = .boolean }
    for name in [
      "attributes", "issueAttributes", "customAttributes", "csrAttributes", "signatureAttributes",
      "raProfileAttributes", "content", "dependsOn", "extensionData", "enabledProtocols", "certificateUuids", "filters",
      "groupUuids",
    ] { kinds[name] = .array }
    for name in ["labels", "defaults", "raProfile"] { kinds[name] = .object }
    return kinds
  }()

  private static let withObjectBody = TypedJSON(manifestKinds.merging(["body": .object]) { $1 })
  private static let withArrayBody = TypedJSON(manifestKinds.merging(["body": .array]) { $1 })

  /// The operations that validate have a bare array as body, as has the one that destroys a key.
  private static func hasArrayBody(_ request: DocumentNode) -> Bool {
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
