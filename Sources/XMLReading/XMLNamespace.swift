/// The namespaces of our documents.
package struct XMLNamespace: Sendable {
  /// The namespace's name.
  package let uri: StaticString

  /// Manifests.
  package static let manifest = XMLNamespace(uri: "urn:certmill:manifest:1")
  /// Files of a home.
  package static let home = XMLNamespace(uri: "urn:certmill:home:1")
}
