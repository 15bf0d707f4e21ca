import Configuration
import Diagnostics
import PKIModel

/// Decides what becomes of the key of a certificate that is revoked; whatever that is, the certificate is revoked.
struct RevokedKey {
  let context: ResolutionContext
  let cryptography: any RequestCryptography
  let terms: RevocationTerms

  struct Outcome {
    var change: StateChange?
    /// The key, where it is destroyed.
    var destroyed: UniqueID?
    /// Why it is not destroyed, where it should be.
    var warnings: [Finding] = []
  }

  func outcome(of certificate: CertificateRecord, _ view: any LedgerView) throws -> Outcome {
    let hasTokens = !context.configuration.tokenProfiles.isEmpty
    guard hasTokens, let key = try view.tokenKey(of: certificate, cryptography) else {
      let fix = "destroy the key where it is kept"
      let why = "the certificate has none in a token profile"
      return Outcome(warnings: terms.destroysKey ? [RevokedKey.notDestroyed(why, fix: fix)] : [])
    }
    var outcome = Outcome()
    var changed = key
    if terms.compromisesKey, let next = key.state.state(after: .compromise) { changed = key.with(state: next) }
    if terms.destroysKey {
      do {
        changed = try changed.destroyed(
          isConfirmed: terms.destroysActiveKey, at: "/body/destroyKey", context.configuration)
        outcome.destroyed = changed.uuid
      } catch {
        outcome.warnings = error.findings.map { RevokedKey.notDestroyed($0.problem, fix: $0.remedy) }
      }
    }
    if changed.state != key.state { outcome.change = .changeKey(changed, from: key.state) }
    return outcome
  }

  static func notDestroyed(_ problem: String, fix remedy: String) -> Finding {
    Finding(.keyNotDestroyed, at: "/body/destroyKey", "no key was destroyed: \(problem)", fix: remedy)
  }
}
