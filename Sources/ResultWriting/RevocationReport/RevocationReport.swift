package import PKIModel

/// The head of a revocation report: what it is about and what it comes to, known before the first entry is written.
///
/// It holds no time of its making, so that a report that is published again has the same octets.
package struct RevocationReport: Hashable, Sendable {
  /// What was asked, for people: `batch 2026-11-23-a` or a range of time.
  package let scope: String
  /// The authorities whose certificates are named, in the caller's order.
  package let authorities: [AuthoritySection]
  /// How many entries follow.
  package let counts: Counts

  /// The counts must agree with the entries that follow; nobody else can know them in time.
  package init(scope: String, authorities: [AuthoritySection], counts: Counts) {
    self.scope = scope
    self.authorities = authorities
    self.counts = counts
  }
}

extension RevocationReport {
  /// An authority and the CRL that carries its revocations; no CRL number and no times where none was made.
  package struct AuthoritySection: Hashable, Sendable {
    /// The authority's identifier in the configuration.
    package let uuid: UniqueID
    /// The authority's name in the configuration.
    package let name: String
    /// The name in its certificates' issuer field, as RFC 4514 text.
    package let issuerDN: String
    /// The number of the complete CRL (RFC 5280 5.2.3).
    package let crlNumber: Int?
    /// When that CRL was made (RFC 5280 5.1.2.4).
    package let thisUpdate: UTCInstant?
    /// When the next one is due at the latest (RFC 5280 5.1.2.5).
    package let nextUpdate: UTCInstant?

    /// An authority; without a CRL the last three stay away.
    package init(
      uuid: UniqueID, name: String, issuerDN: String, crlNumber: Int? = nil, thisUpdate: UTCInstant? = nil,
      nextUpdate: UTCInstant? = nil
    ) {
      self.uuid = uuid
      self.name = name
      self.issuerDN = issuerDN
      self.crlNumber = crlNumber
      self.thisUpdate = thisUpdate
      self.nextUpdate = nextUpdate
    }
  }

  /// How many certificates were revoked for each reason, and how often nothing came of it.
  ///
  /// A revocation without a reason counts as `unspecified`, which is what its absence means (RFC 5280 5.3.1).
  package struct Counts: Hashable, Sendable {
    /// Revocations of each reason; reasons that are not named count zero.
    package let byReason: [RevocationReason: Int]
    /// Requests that revoked nothing, and certificates of bulk revocations that were not revoked.
    package let notRevoked: Int

    /// Nothing at all unless said otherwise.
    package init(byReason: [RevocationReason: Int] = [:], notRevoked: Int = 0) {
      self.byReason = byReason
      self.notRevoked = notRevoked
    }

    /// All revocations: the sum over the reasons.
    package var revoked: Int { byReason.values.reduce(0, +) }

    /// The count of one reason.
    package func count(of reason: RevocationReason) -> Int { byReason[reason] ?? 0 }
  }
}
