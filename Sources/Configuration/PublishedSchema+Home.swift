package import DocumentModel

extension PublishedSchema {
  /// The schemas of a home's files: JSON Schema (2020-12) for each kind, and one XSD 1.0 for all.
  ///
  /// Those of RA profiles, attribute tables, locations and custom attributes refer to `attribute-definition.schema.json`
  /// beside them.
  package static let homeFiles = [
    PublishedSchema(fileName: "authority.schema.json", octets: PackageResources.authority_schema_json),
    PublishedSchema(fileName: "ra-profile.schema.json", octets: PackageResources.ra_profile_schema_json),
    PublishedSchema(
      fileName: "certificate-profile.schema.json", octets: PackageResources.certificate_profile_schema_json),
    PublishedSchema(
      fileName: "end-entity-profile.schema.json", octets: PackageResources.end_entity_profile_schema_json),
    PublishedSchema(fileName: "token-profile.schema.json", octets: PackageResources.token_profile_schema_json),
    PublishedSchema(fileName: "location.schema.json", octets: PackageResources.location_schema_json),
    PublishedSchema(fileName: "custom-attributes.schema.json", octets: PackageResources.custom_attributes_schema_json),
    PublishedSchema(
      fileName: "attribute-definition.schema.json", octets: PackageResources.attribute_definition_schema_json),
    PublishedSchema(fileName: "attribute-table.schema.json", octets: PackageResources.attribute_table_schema_json),
    PublishedSchema(fileName: "home.xsd", octets: PackageResources.home_xsd),
  ]
}
