/// That one certificate was issued in the place of another.
package struct Succession: Hashable, Sendable {
  /// What the two have in common; the raw value is what the ledger keeps.
  package enum Kind: String, CaseIterable, Sendable {
    /// Key and subject.
    case renewal
    /// The subject.
    case rekey
    /// Neither, or the key alone.
    case replacement

    package init(sameKey: Bool, sameSubject: Bool) {
      switch (sameKey, sameSubject) {
      case (true, true): self = .renewal
      case (false, true): self = .rekey
      case (_, false): self = .replacement
      }
    }
  }

  package let predecessor: UniqueID
  package let successor: UniqueID
  package let kind: Kind

  package init(predecessor: UniqueID, successor: UniqueID, kind: Kind) {
    self.predecessor = predecessor
    self.successor = successor
    self.kind = kind
  }
}
