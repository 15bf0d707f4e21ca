/// The status of an end entity; the raw value is the API's constant.
package enum EndEntityStatus: String, CaseIterable, Sendable {
  case new = "NEW"
  case failed = "FAILED"
  case initialized = "INITIALIZED"
  case inProcess = "IN_PROCESS"
  case generated = "GENERATED"
  case revoked = "REVOKED"
  case historical = "HISTORICAL"
  case keyRecovery = "KEY_RECOVERY"
  case waitingForAddApproval = "WAITING_FOR_ADD_APPROVAL"
}

extension EndEntityStatus {
  /// What may happen to an end entity.
  package enum Event: CaseIterable, Sendable {
    /// A certificate is issued to it.
    case enrolment
    /// Its password was right, and no certificate came of it.
    case failedEnrolment
    /// Somebody gives it another status.
    case edit
    case passwordReset
    /// Its certificates are revoked, and it is deleted.
    case removal
  }

  /// What comes of an event.
  package enum Transition: Hashable, Sendable {
    case becomes(EndEntityStatus)
    case stays
    /// The status that the event names.
    case asGiven
    /// As given, where the profile lets end entities leave this status.
    case asGivenByPermission
    case isGone
    case isRefused
  }

  /// The whole life of an end entity (domain of the API 4.5); each pair of status and event stands in one row.
  package func transition(on event: Event) -> Transition {
    switch (event, self) {
    case (.enrolment, .new), (.enrolment, .failed), (.enrolment, .inProcess), (.enrolment, .keyRecovery):
      .becomes(.generated)
    case (.failedEnrolment, .new), (.failedEnrolment, .failed), (.failedEnrolment, .inProcess),
      (.failedEnrolment, .keyRecovery):
      .becomes(.failed)
    case (.enrolment, _), (.failedEnrolment, _): .isRefused
    case (.edit, .revoked): .asGivenByPermission
    case (.edit, _): .asGiven
    case (.passwordReset, _): .stays
    case (.removal, _): .isGone
    }
  }

  /// Whether the enrolment password may be used now; success leads to `generated`.
  package var allowsEnrolment: Bool { transition(on: .enrolment) != .isRefused }
}
