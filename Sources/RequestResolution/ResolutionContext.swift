package import Configuration
package import ManifestReading
package import PKIModel

/// Everything that deciding about the requests of one run has in common.
package final class ResolutionContext: Sendable {
  package let configuration: HomeConfiguration
  /// SHA-256 of the configuration; a refusal stands as long as the configuration is the same.
  package let configurationDigest: [UInt8]
  /// The authorities by UUID; a problem is the answer to each request that needs the authority.
  package let issuers: [UniqueID: Result<Issuer, IssuerProblem>]
  package let defaults: RequestDefaults
  /// The run of the batch, from 1.
  package let run: Int
  /// The time of the whole run: certificates of one run are issued at one moment.
  package let now: UTCInstant
  package let serialNumbers: any SerialNumberSource
  package let tokenKeyring: any TokenKeyring
  /// The public keys of the authorities, which no request may carry.
  let authorityKeys: Set<[UInt8]>
  private let templates: [UniqueID: CertificateTemplate]

  package init(
    configuration: HomeConfiguration, configurationDigest: [UInt8],
    issuers: [UniqueID: Result<Issuer, IssuerProblem>], defaults: RequestDefaults, run: Int, now: UTCInstant,
    serialNumbers: any SerialNumberSource, tokenKeyring: any TokenKeyring
  ) {
    self.configuration = configuration
    self.configurationDigest = configurationDigest
    self.issuers = issuers
    self.defaults = defaults
    self.run = run
    self.now = now
    self.serialNumbers = serialNumbers
    self.tokenKeyring = tokenKeyring
    authorityKeys = Set(issuers.values.compactMap { try? $0.get().certificate.tbs.publicKey.der })
    templates = Dictionary(
      configuration.profiles.compactMap { profile in
        guard case .success(let issuer) = issuers[profile.authority.uuid] else { return nil }
        return (
          profile.raProfile.uuid, CertificateTemplate(profile: profile.certificateProfile, issuer: issuer)
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The issuer and the template of an RA profile's certificates.
  func issuing(_ profile: ResolvedProfile) -> Result<(issuer: Issuer, template: CertificateTemplate), IssuerProblem> {
    switch issuer(profile.authority.uuid) {
    case .success(let issuer):
      guard let template = templates[profile.raProfile.uuid] else { return .failure(ResolutionContext.notLoaded) }
      return .success((issuer, template))
    case .failure(let problem): return .failure(problem)
    }
  }

  /// The issuer that an authority is.
  func issuer(_ authority: UniqueID) -> Result<Issuer, IssuerProblem> {
    issuers[authority] ?? .failure(ResolutionContext.notLoaded)
  }

  private static let notLoaded = IssuerProblem(text: "its certificates were not loaded")

  /// The authority whose certificate has a subject.
  func authority(issuing issuerDN: DistinguishedName) -> UniqueID? { issuers(named: issuerDN).first?.authority.uuid }

  /// The authorities whose certificates have a subject, in the order of their UUIDs.
  func issuers(named name: DistinguishedName) -> [Issuer] {
    issuers.values.compactMap { try? $0.get() }
      .filter { $0.certificate.tbs.subject.isEquivalent(to: name) }
      .sorted { $0.authority.uuid.octets.lexicographicallyPrecedes($1.authority.uuid.octets) }
  }

  /// The name of an RA profile; nil where the home has it no longer.
  func profileName(_ uuid: UniqueID) -> String? { configuration.profile(uuid)?.raProfile.name }

  /// What the API shows of a certificate.
  ///
  /// - Parameters:
  ///   - attributes: Members `issueAttributes` and `customAttributes`, as JSON without braces.
  ///   - source: The certificate in whose place it was issued.
  func detail(
    of issued: IssuedCertificate, attributes: [UInt8] = [], source: UniqueID? = nil
  ) -> CertificateDetail {
    let record = issued.record
    var serialNumber: SerialNumber?
    if case .success(let issuer) = issuers[record.authority] {
      serialNumber = issuer.certificate.tbs.serialNumber
    }
    return CertificateDetail(
      issued, issuerSerialNumber: serialNumber, raProfile: record.raProfile.map { ($0, profileName($0)) },
      state: record.state, attributes: attributes, source: source)
  }
}
