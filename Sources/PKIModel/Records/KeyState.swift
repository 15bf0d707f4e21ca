/// Where a key of a token stands in its life; the raw value is the API's code.
package enum KeyState: String, CaseIterable, Sendable {
  case preActive = "pre-active"
  case active
  case deactivated
  case compromised
  case destroyed
  case destroyedCompromised

  /// The API's label, which its error texts use.
  package var label: String {
    switch self {
    case .preActive: "Pre-active"
    case .active: "Active"
    case .deactivated: "Deactivated"
    case .compromised: "Compromised"
    case .destroyed: "Destroyed"
    case .destroyedCompromised: "Destroyed Compromised"
    }
  }

  /// Whether there is no private key any more.
  package var isDestroyed: Bool { self == .destroyed || self == .destroyedCompromised }
}

extension KeyState {
  /// What may happen to a key.
  package enum Event: CaseIterable, Sendable {
    /// A certificate request is signed with it.
    case use
    /// Somebody reports that others may have it.
    case compromise
    /// It is destroyed.
    case destruction
    /// It is destroyed, and somebody has said that it may be in use.
    case confirmedDestruction
  }

  /// The state after an event; nil where a key in this state does not allow it (domain of the API 3.8).
  ///
  /// The whole life of a key: each pair of state and event stands in one row.
  package func state(after event: Event) -> KeyState? {
    switch (event, self) {
    case (.use, .active): .active
    case (.use, _): nil
    case (.compromise, .preActive), (.compromise, .active), (.compromise, .deactivated): .compromised
    case (.compromise, .destroyed): .destroyedCompromised
    case (.compromise, _): nil
    case (.destruction, .preActive), (.destruction, .deactivated): .destroyed
    case (.destruction, .compromised): .destroyedCompromised
    case (.destruction, _): nil
    case (.confirmedDestruction, .active): .destroyed
    case (.confirmedDestruction, _): state(after: .destruction)
    }
  }
}
