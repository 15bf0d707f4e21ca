/// What a configuration file of a home describes; the raw value is its folder, or the name of the one that has none.
package enum HomeFileKind: String, CaseIterable, Sendable {
  case authority = "authorities"
  case raProfile = "ra-profiles"
  case certificateProfile = "certificate-profiles"
  case endEntityProfile = "end-entity-profiles"
  case attributeTable = "attribute-tables"
  case tokenProfile = "token-profiles"
  case location = "locations"
  case customAttributes = "custom-attributes"

  /// What the path of a file says, relative to the home or not; nil where it says nothing.
  package init?(path: String) {
    let parts = path.split(separator: "/")
    guard let name = parts.last else { return nil }
    if HomeFileKind(rawValue: String(name.prefix { $0 != "." })) == .customAttributes {
      self = .customAttributes
    } else if let kind = parts.dropLast().last.flatMap({ HomeFileKind(rawValue: String($0)) }), kind.hasFolder {
      self = kind
    } else {
      return nil
    }
  }

  /// Whether each file describes one thing of several.
  package var hasFolder: Bool { self != .customAttributes }

  /// The name of the outermost element in XML.
  package var element: String {
    switch self {
    case .authority: "authority"
    case .raProfile: "raProfile"
    case .certificateProfile: "certificateProfile"
    case .endEntityProfile: "endEntityProfile"
    case .attributeTable: "attributeTable"
    case .tokenProfile: "tokenProfile"
    case .location: "location"
    case .customAttributes: "customAttributes"
    }
  }
}
