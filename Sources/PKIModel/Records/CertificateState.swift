/// Where a certificate stands in its life; the raw value is the API's code.
package enum CertificateState: String, CaseIterable, Sendable {
  case requested
  case rejected
  case pendingApproval = "pending_approval"
  case pendingIssue = "pending_issue"
  case pendingRevoke = "pending_revoke"
  case issued
  case revoked
  case failed
  case archived

  /// The API's label, which its error texts use.
  package var label: String {
    switch self {
    case .requested: "Requested"
    case .rejected: "Rejected"
    case .pendingApproval: "Pending approval"
    case .pendingIssue: "Pending issue"
    case .pendingRevoke: "Pending revoke"
    case .issued: "Issued"
    case .revoked: "Revoked"
    case .failed: "Failed"
    case .archived: "Archived"
    }
  }
}
