import PKIModel
import Testing

@Suite struct CertificateLifecycleTests {
  @Test("From each state, each event leads where the API says, or nowhere")
  func transitions() {
    let allowed: [CertificateLifecycle.Event: [CertificateState?: CertificateState]] = [
      .submit: [nil: .requested], .issue: [nil: .issued, .requested: .issued],
      .fail: [nil: .failed, .requested: .failed], .renew: [.issued: .issued], .rekey: [.issued: .issued],
      .revoke: [.issued: .revoked], .upload: [nil: .issued], .identify: [.issued: .issued],
    ]
    for event in CertificateLifecycle.Event.allCases {
      for state in [nil] + CertificateState.allCases.map(Optional.some) {
        #expect(
          CertificateLifecycle.state(after: event, in: state) == allowed[event]?[state],
          "\(event) in \(state?.rawValue ?? "none")")
      }
    }
  }

  @Test("Nothing leads out of a final state", arguments: [CertificateState.revoked, .failed, .rejected])
  func finalStates(state: CertificateState) {
    #expect(!CertificateLifecycle.transitions.contains { $0.from == state })
  }
}
