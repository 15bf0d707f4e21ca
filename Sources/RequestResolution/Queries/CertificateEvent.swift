import DocumentModel
import PKIModel

/// One thing that happened to a certificate (CertificateEventHistoryDto of the API).
struct CertificateEvent {
  /// What happened; the raw value is the API's code.
  enum Kind: String {
    case request = "Request Certificate"
    case issue = "Issue Certificate"
    case renew = "Renew Certificate"
    case rekey = "Rekey Certificate"
    case revoke = "Revoke Certificate"
    case upload = "Upload Certificate"
    case updateRAProfile = "Update RA Profile"
  }

  let kind: Kind
  let isSuccess: Bool
  let message: String
  /// Nil where it is not on record.
  let date: UTCInstant?
  /// The batch that asked for it.
  let batch: String?
  /// Names and values of what else is known.
  let details: [(name: String, value: String)]

  func write(_ uuid: UniqueID?, ofCertificate certificate: UniqueID, to writer: inout JSONWriter) {
    writer.object {
      $0.member("uuid", ifPresent: uuid?.description)
      $0.member("certificateUuid", certificate.description)
      $0.member("created", ifPresent: date?.description)
      $0.member("createdBy", ifPresent: batch)
      $0.member("event", kind.rawValue)
      $0.member("status", isSuccess ? "SUCCESS" : "FAILED")
      $0.member("message", message)
      $0.member("additionalInformation") { writer in
        writer.object { for detail in details { $0.member(detail.name, detail.value) } }
      }
    }
  }
}
