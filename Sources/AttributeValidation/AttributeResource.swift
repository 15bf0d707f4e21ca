/// What custom attributes can be attached to; the raw value is the API's code.
package enum AttributeResource: String, CaseIterable, Sendable {
  case credentials, connectors, users, roles, acmeProfiles, scepProfiles, cmpProfiles, authorities, raProfiles
  case certificates, groups, complianceProfiles, discoveries, entities, locations, tokenProfiles, tokens, keys

  /// The name that the API's error texts use.
  package var label: String {
    switch self {
    case .credentials: "Credential"
    case .connectors: "Connector"
    case .users: "User"
    case .roles: "Role"
    case .acmeProfiles: "ACME Profile"
    case .scepProfiles: "SCEP Profile"
    case .cmpProfiles: "CMP Profile"
    case .authorities: "Authority"
    case .raProfiles: "RA Profile"
    case .certificates: "Certificate"
    case .groups: "Group"
    case .complianceProfiles: "Compliance Profile"
    case .discoveries: "Discovery"
    case .entities: "Entity"
    case .locations: "Location"
    case .tokenProfiles: "Token Profile"
    case .tokens: "Token"
    case .keys: "Key"
    }
  }
}
