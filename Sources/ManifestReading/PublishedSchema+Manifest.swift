package import DocumentModel

extension PublishedSchema {
  /// The schemas of manifests: JSON Schema (2020-12) and XSD 1.0.
  package static let manifests = [
    PublishedSchema(fileName: "manifest.schema.json", octets: PackageResources.manifest_schema_json),
    PublishedSchema(fileName: "manifest.xsd", octets: PackageResources.manifest_xsd),
  ]
}
