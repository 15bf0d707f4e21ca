import Configuration
import Diagnostics
import PKIModel

/// Finds the token profile that a request names.
struct TokenProfileLookup {
  let configuration: HomeConfiguration

  /// The profile with a UUID, if it is enabled and allows a use.
  func profile(
    _ text: String, for usage: TokenProfile.Usage? = nil, at pointer: String
  ) -> Result<TokenProfile, RefusedRequest> {
    find(text, at: pointer).flatMap { profile in
      guard profile.isEnabled else {
        return refuse(
          .tokenProfileForbids, pointer, "token profile \(profile.name) is disabled",
          fix: "enable it, or choose another")
      }
      if let usage, !profile.usages.contains(usage) {
        return refuse(
          .tokenProfileForbids, pointer, "token profile \(profile.name) does not allow to \(usage.rawValue)",
          fix: "add \(usage.rawValue) to its usages, or choose another")
      }
      return .success(profile)
    }
  }

  /// The profile with a UUID, whatever it allows.
  func find(_ text: String, at pointer: String) -> Result<TokenProfile, RefusedRequest> {
    guard let uuid = UniqueID(text) else {
      return refuse(.memberValue, pointer, "Invalid UUID string: \(text)", fix: "give the token profile's UUID")
    }
    guard let profile = configuration.tokenProfile(uuid) else {
      return refuse(
        .tokenProfileUnknown, pointer, "Object of type 'TokenProfile' identified by \(text) is not found.",
        fix: "see token-profiles in the home")
    }
    return .success(profile)
  }

  private func refuse<Success>(
    _ code: FindingCode, _ pointer: String, _ problem: String, fix remedy: String
  ) -> Result<Success, RefusedRequest> {
    .failure(RefusedRequest(findings: [Finding(code, at: pointer, problem, fix: remedy)]))
  }
}
