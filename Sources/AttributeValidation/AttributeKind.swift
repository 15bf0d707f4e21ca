/// What an attribute is; the raw value is the wire code.
package enum AttributeKind: String, CaseIterable, Sendable {
  /// A value that a requester gives.
  case data
  /// Stands for attributes that depend on the values of others.
  case group
  /// Something that is only shown.
  case info
  /// Something that the authority says about a certificate.
  case meta
  /// A value of the house's own, which authorities do not see.
  case custom

  /// The name that the API's error texts use.
  var label: String {
    switch self {
    case .data: "Data"
    case .group: "Group"
    case .info: "Info"
    case .meta: "Metadata"
    case .custom: "Custom"
    }
  }

  /// Whether requests give values for it.
  var isSent: Bool { self == .data || self == .custom }
}

/// Where attributes are defined, which decides what kinds of them there are.
package enum AttributeScope: Sendable {
  /// The issue or revoke attributes of an RA profile.
  case profile
  /// The home's custom attributes.
  case custom
  /// What a group expands to.
  case table
  /// What certificates are put into a location with.
  case location

  /// The kinds; the first is that of a definition that does not say.
  var kinds: [AttributeKind] {
    switch self {
    case .profile: [.data, .group, .info, .meta]
    case .custom: [.custom]
    case .table, .location: [.data, .info]
    }
  }
}
