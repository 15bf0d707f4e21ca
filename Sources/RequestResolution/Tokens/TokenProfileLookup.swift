import Configuration
import Diagnostics
import PKIModel

/// Finds the token profile that a request names.
struct TokenProfileLookup {
  let configuration: HomeConfiguration

  /// The profile with a UUID, if it is enabled and allows a use.
  func profile(
    _ text: String, for usage: TokenProfile.Usage? = nil, at pointer: String
  ) throws(RefusedRequest) -> TokenProfile {
    let profile = try find(text, at: pointer)
    guard profile.isEnabled else {
      throw RefusedRequest(
        .tokenProfileForbids, at: pointer, "token profile \(profile.name) is disabled",
        fix: "enable it, or choose another")
    }
    if let usage, !profile.usages.contains(usage) {
      throw RefusedRequest(
        .tokenProfileForbids, at: pointer, "token profile \(profile.name) does not allow to \(usage.rawValue)",
        fix: "add \(usage.rawValue) to its usages, or choose another")
    }
    return profile
  }

  /// The profile with a UUID, whatever it allows.
  func find(_ text: String, at pointer: String) throws(RefusedRequest) -> TokenProfile {
    guard let uuid = UniqueID(text) else {
      throw RefusedRequest(
        .memberValue, at: pointer, "Invalid UUID string: \(text)", fix: "give the token profile's UUID")
    }
    guard let profile = configuration.tokenProfile(uuid) else {
      throw RefusedRequest(
        .tokenProfileUnknown, at: pointer, "Object of type 'TokenProfile' identified by \(text) is not found.",
        fix: "see token-profiles in the home")
    }
    return profile
  }
}
