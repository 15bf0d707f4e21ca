import Configuration
import Diagnostics
import ManifestReading
import PKIModel

/// Finds the RA profile that a request names.
struct ProfileLookup {
  let configuration: HomeConfiguration

  /// What the operation makes of a disabled profile.
  enum Disabled {
    /// The API does not find it.
    case isUnknown
    /// The API refuses the operation, in these words.
    case isRefused(String)
  }

  func profile(
    for envelope: Envelope, disabled: Disabled
  ) -> Result<ResolvedProfile, RefusedRequest> {
    // What cannot be read goes before what is not found.
    if let text = envelope.authorityUuid, UniqueID(text) == nil {
      return refuse(.memberValue, "Invalid UUID string: \(text)", fix: "give the authority's UUID")
    }
    switch named(envelope) {
    case .failure(let refused): return .failure(refused)
    case .success(let profile):
      if let foreign = foreignAuthority(envelope, profile) { return .failure(foreign) }
      return enabled(profile, disabled)
    }
  }

  /// The profile that a payload names.
  func profile(uuid text: String, disabled: Disabled) -> Result<ResolvedProfile, RefusedRequest> {
    switch profile(uuid: text) {
    case .failure(let refused): .failure(refused)
    case .success(let profile): enabled(profile, disabled)
    }
  }

  private func enabled(
    _ profile: ResolvedProfile, _ disabled: Disabled
  ) -> Result<ResolvedProfile, RefusedRequest> {
    if profile.raProfile.isEnabled { return .success(profile) }
    switch disabled {
    case .isUnknown: return unknown(profile.raProfile.uuid.description, "enable the RA profile")
    case .isRefused(let text):
      return refuse(
        .raProfileDisabled, "\(text) Ra Profile: \(profile.raProfile.name)", fix: "enable it, or choose another")
    }
  }

  private func profile(uuid text: String) -> Result<ResolvedProfile, RefusedRequest> {
    guard let uuid = UniqueID(text) else {
      return refuse(.memberValue, "Invalid UUID string: \(text)", fix: "give the RA profile's UUID")
    }
    return configuration.profile(uuid).map(Result.success) ?? unknown(text, "see ra-profiles in the home")
  }

  private func named(_ envelope: Envelope) -> Result<ResolvedProfile, RefusedRequest> {
    if let text = envelope.raProfileUuid { return profile(uuid: text) }
    guard let name = envelope.raProfileName else {
      return refuse(
        .memberMissing, "the request does not name an RA profile",
        fix: "add raProfileUuid or raProfileName, or give one under defaults")
    }
    return configuration.profile(named: name).map(Result.success) ?? unknown(name, "see ra-profiles in the home")
  }

  private func foreignAuthority(_ envelope: Envelope, _ profile: ResolvedProfile) -> RefusedRequest? {
    guard let text = envelope.authorityUuid, let uuid = UniqueID(text), uuid != profile.authority.uuid else {
      return nil
    }
    let finding =
      configuration.authority(uuid) == nil
      ? Finding(
        .authorityUnknown, "Object of type 'Authority' identified by \(text) is not found.",
        fix: "see authorities in the home")
      : Finding(
        .raProfileForeign,
        "Object of type 'RaProfile' identified by \(profile.raProfile.uuid) is not found under authority \(text).",
        fix: "give the authority \(profile.authority.uuid), or another RA profile")
    return RefusedRequest(findings: [finding])
  }

  private func unknown<Success>(_ identifier: String, _ remedy: String) -> Result<Success, RefusedRequest> {
    refuse(.raProfileUnknown, "Object of type 'RaProfile' identified by \(identifier) is not found.", fix: remedy)
  }

  private func refuse<Success>(
    _ code: FindingCode, _ problem: String, fix remedy: String
  ) -> Result<Success, RefusedRequest> {
    .failure(RefusedRequest(findings: [Finding(code, problem, fix: remedy)]))
  }
}
