package import PKIModel

/// What two requests may both touch, so that they must pass one after the other.
package enum ConflictKey: Hashable, Sendable {
  /// The request with an id: itself, or one that it refers to.
  case request(String)
  case certificate(UniqueID)
  case endEntity(profile: UniqueID, username: String)
  /// The list of an RA profile's end entities.
  case endEntities(profile: UniqueID)
  /// The name of a key in its token.
  case keyAlias(tokenProfile: UniqueID, alias: String)
  /// Which keys of tokens can be used: who destroys one waits for all who use any, because a key has two names.
  case keyStates
  /// All that stands in a location.
  case location(UniqueID)
  case locationEntry(location: UniqueID, alias: String)
}

/// How a request touches something.
package struct Touch: Hashable, Sendable {
  package let key: ConflictKey
  /// Whether everybody else must wait; otherwise others may look at the same time.
  package let isExclusive: Bool

  static func reading(_ key: ConflictKey) -> Touch { Touch(key: key, isExclusive: false) }
  static func changing(_ key: ConflictKey) -> Touch { Touch(key: key, isExclusive: true) }
}
