package import DERCoding

/// A kind of naming attribute: what it is called, how its value is encoded and how long it may be.
package struct AttributeType: Sendable {
  package let oid: OID
  /// The name of X.520, such as `commonName`; profiles and attribute effects use it.
  package let name: String
  /// The short name of RFC 4514, such as `CN`; printed in names.
  package let shortName: String
  /// The string type that values are written in.
  package let stringType: DERTag
  /// The most characters of a value (RFC 5280 appendix A.1).
  package let maxLength: Int

  /// The kinds that certmill knows by name.
  package static let known: [AttributeType] = [
    AttributeType(OID(2, 5, 4, 3), "commonName", "CN", .utf8String, 64),
    AttributeType(OID(2, 5, 4, 4), "surname", "SN", .utf8String, 32768),
    AttributeType(OID(2, 5, 4, 5), "serialNumber", "SERIALNUMBER", .printableString, 64),
    AttributeType(OID(2, 5, 4, 6), "country", "C", .printableString, 2),
    AttributeType(OID(2, 5, 4, 7), "locality", "L", .utf8String, 128),
    AttributeType(OID(2, 5, 4, 8), "state", "ST", .utf8String, 128),
    AttributeType(OID(2, 5, 4, 9), "street", "STREET", .utf8String, 128),
    AttributeType(OID(2, 5, 4, 10), "organization", "O", .utf8String, 64),
    AttributeType(OID(2, 5, 4, 11), "organizationalUnit", "OU", .utf8String, 64),
    AttributeType(OID(2, 5, 4, 12), "title", "T", .utf8String, 64),
    AttributeType(OID(2, 5, 4, 15), "businessCategory", "businessCategory", .utf8String, 128),
    AttributeType(OID(2, 5, 4, 17), "postalCode", "postalCode", .utf8String, 40),
    AttributeType(OID(2, 5, 4, 42), "givenName", "GN", .utf8String, 32768),
    AttributeType(OID(2, 5, 4, 43), "initials", "initials", .utf8String, 32768),
    AttributeType(OID(2, 5, 4, 44), "generationQualifier", "generationQualifier", .utf8String, 32768),
    AttributeType(OID(2, 5, 4, 46), "dnQualifier", "dnQualifier", .printableString, 64),
    AttributeType(OID(2, 5, 4, 65), "pseudonym", "pseudonym", .utf8String, 128),
    AttributeType(OID(2, 5, 4, 97), "organizationIdentifier", "organizationIdentifier", .utf8String, 256),
    AttributeType(OID(0, 9, 2342, 19_200_300, 100, 1, 25), "domainComponent", "DC", .ia5String, 63),
    AttributeType(OID(0, 9, 2342, 19_200_300, 100, 1, 1), "userId", "UID", .utf8String, 256),
    AttributeType(OID(1, 2, 840, 113549, 1, 9, 1), "emailAddress", "EMAIL", .ia5String, 255),
  ]

  private static let byOID = Dictionary(uniqueKeysWithValues: known.map { ($0.oid, $0) })
  private static let byName = Dictionary(
    known.flatMap { [($0.name.lowercased(), $0), ($0.shortName.lowercased(), $0)] } + synonyms,
    uniquingKeysWith: { first, _ in first })
  private static let synonyms = [
    ("e", "emailAddress"), ("emailaddress", "emailAddress"), ("s", "state"), ("stateorprovincename", "state"),
    ("countryname", "country"), ("localityname", "locality"), ("organizationname", "organization"),
    ("organizationalunitname", "organizationalUnit"), ("surname", "surname"), ("g", "givenName"),
    ("streetaddress", "street"), ("uid", "userId"),
  ].compactMap { synonym, name in known.first { $0.name == name }.map { (synonym, $0) } }

  private init(_ oid: OID, _ name: String, _ shortName: String, _ stringType: DERTag, _ maxLength: Int) {
    self.oid = oid
    self.name = name
    self.shortName = shortName
    self.stringType = stringType
    self.maxLength = maxLength
  }

  /// The country's identifier, whose value is a code of two letters (RFC 5280 appendix A.1).
  package static let country = OID(2, 5, 4, 6)

  /// The kind with this identifier; nil where certmill has no name for it.
  package static func of(_ oid: OID) -> AttributeType? { byOID[oid] }

  /// The kind with this name or short name, in any case.
  package static func named(_ name: String) -> AttributeType? { byName[name.lowercased()] }
}
