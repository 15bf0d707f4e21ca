import Testing

@testable import PKIModel

@Suite("The statuses of end entities")
struct EndEntityStatusTests {
  /// The table of the API's domain, written out: enrolment, failed enrolment, edit.
  private static let rows: [EndEntityStatus: [EndEntityStatus.Transition]] = [
    .new: [.becomes(.generated), .becomes(.failed), .asGiven],
    .failed: [.becomes(.generated), .becomes(.failed), .asGiven],
    .initialized: [.isRefused, .isRefused, .asGiven],
    .inProcess: [.becomes(.generated), .becomes(.failed), .asGiven],
    .generated: [.isRefused, .isRefused, .asGiven],
    .revoked: [.isRefused, .isRefused, .asGivenByPermission],
    .historical: [.isRefused, .isRefused, .asGiven],
    .keyRecovery: [.becomes(.generated), .becomes(.failed), .asGiven],
    .waitingForAddApproval: [.isRefused, .isRefused, .asGiven],
  ]

  @Test("go where the table says", arguments: EndEntityStatus.allCases)
  func transitions(status: EndEntityStatus) throws {
    let row = try #require(EndEntityStatusTests.rows[status])
    #expect([.enrolment, .failedEnrolment, .edit].map { status.transition(on: $0) } == row)
    #expect(status.transition(on: .passwordReset) == .stays)
    #expect(status.transition(on: .removal) == .isGone)
    #expect(status.allowsEnrolment == (row[0] == .becomes(.generated)))
  }
}
