import Configuration
import Diagnostics
import ManifestReading
import PKIModel

/// Finds the RA profile that a request names.
struct ProfileLookup {
  let context: ResolutionContext

  /// What the operation makes of a disabled profile.
  enum Disabled {
    /// The API does not find it.
    case isUnknown
    /// The API refuses the operation, in these words.
    case isRefused(String)
  }

  func profile(for envelope: Envelope, disabled: Disabled) throws(RefusedRequest) -> ResolvedProfile {
    // What cannot be read goes before what is not found.
    if let text = envelope.authorityUuid, UniqueID(text) == nil {
      throw RefusedRequest(.memberValue, "Invalid UUID string: \(text)", fix: "give the authority's UUID")
    }
    let profile = try named(envelope)
    if let foreign = foreignAuthority(envelope, profile) { throw foreign }
    return try enabled(profile, disabled)
  }

  /// The profile that a payload names.
  func profile(uuid text: String, disabled: Disabled) throws(RefusedRequest) -> ResolvedProfile {
    try enabled(profile(uuid: text), disabled)
  }

  private func enabled(
    _ profile: ResolvedProfile, _ disabled: Disabled
  ) throws(RefusedRequest) -> ResolvedProfile {
    if profile.raProfile.isEnabled { return profile }
    switch disabled {
    case .isUnknown: throw unknown(profile.raProfile.uuid.description, "enable the RA profile")
    case .isRefused(let text):
      throw RefusedRequest(
        .raProfileDisabled, "\(text) Ra Profile: \(profile.raProfile.name)", fix: "enable it, or choose another")
    }
  }

  private func profile(uuid text: String) throws(RefusedRequest) -> ResolvedProfile {
    guard let uuid = UniqueID(text) else {
      throw RefusedRequest(.memberValue, "Invalid UUID string: \(text)", fix: "give the RA profile's UUID")
    }
    guard let profile = context.configuration.profile(uuid) else { throw unknown(text, "see ra-profiles in the home") }
    return profile
  }

  private func named(_ envelope: Envelope) throws(RefusedRequest) -> ResolvedProfile {
    if let text = envelope.raProfileUuid { return try profile(uuid: text) }
    guard let name = envelope.raProfileName else {
      throw RefusedRequest(
        .memberMissing, "the request does not name an RA profile",
        fix: "add raProfileUuid or raProfileName, or give one under defaults")
    }
    guard let profile = context.configuration.profile(named: name) else {
      throw unknown(name, "see ra-profiles in the home")
    }
    return profile
  }

  private func foreignAuthority(_ envelope: Envelope, _ profile: ResolvedProfile) -> RefusedRequest? {
    guard let text = envelope.authorityUuid, let uuid = UniqueID(text), uuid != profile.authority.uuid else {
      return nil
    }
    let finding =
      context.configuration.authority(uuid) == nil
      ? Finding(
        .authorityUnknown, "Object of type 'Authority' identified by \(text) is not found.",
        fix: "see authorities in the home")
      : Finding(
        .raProfileForeign,
        "Object of type 'RaProfile' identified by \(profile.raProfile.uuid) is not found under authority \(text).",
        fix: "give the authority \(profile.authority.uuid), or another RA profile")
    return RefusedRequest(findings: [finding])
  }

  private func unknown(_ identifier: String, _ remedy: String) -> RefusedRequest {
    RefusedRequest(
      .raProfileUnknown, "Object of type 'RaProfile' identified by \(identifier) is not found.", fix: remedy)
  }
}

extension RequestPreparer {
  /// The RA profile of a request: the one that its payload names, or else the one that its envelope names.
  func profile(
    of envelope: Envelope, named uuid: String? = nil, disabled: ProfileLookup.Disabled
  ) throws(RefusedRequest) -> ResolvedProfile {
    let lookup = ProfileLookup(context: context)
    if let uuid { return try lookup.profile(uuid: uuid, disabled: disabled) }
    return try lookup.profile(for: envelope, disabled: disabled)
  }
}
