/// What may happen to a certificate, and where it stands afterwards: the states of the API, and the way between them.
///
/// The table holds every transition that certmill makes; whatever is not in it is refused.
package enum CertificateLifecycle {
  /// What happens to a certificate; the raw value is the API's code of the operation.
  package enum Event: String, CaseIterable, Sendable {
    /// It is asked for, to be issued later.
    case submit
    case issue
    /// Its signature could not be made.
    case fail
    /// It gets a successor with the same key.
    case renew
    /// It gets a successor with another key.
    case rekey
    case revoke
    /// It comes from elsewhere, signed already.
    case upload
    /// It is bound to an RA profile of the authority that signed it.
    case identify
  }

  /// One row of the table.
  package struct Transition: Hashable, Sendable {
    package let event: Event
    /// Nil for a certificate that is not there yet.
    package let from: CertificateState?
    package let to: CertificateState
  }

  package static let transitions = [
    Transition(event: .submit, from: nil, to: .requested),
    Transition(event: .issue, from: nil, to: .issued),
    Transition(event: .issue, from: .requested, to: .issued),
    Transition(event: .fail, from: nil, to: .failed),
    Transition(event: .fail, from: .requested, to: .failed),
    // A successor takes nothing from its predecessor, which stays as it is until it is revoked or expires.
    Transition(event: .renew, from: .issued, to: .issued),
    Transition(event: .rekey, from: .issued, to: .issued),
    Transition(event: .revoke, from: .issued, to: .revoked),
    Transition(event: .upload, from: nil, to: .issued),
    Transition(event: .identify, from: .issued, to: .issued),
  ]

  /// The state after an event; nil where a certificate in this state does not allow it.
  package static func state(after event: Event, in state: CertificateState?) -> CertificateState? {
    transitions.first { $0.event == event && $0.from == state }?.to
  }
}
