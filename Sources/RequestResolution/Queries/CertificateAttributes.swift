import ManifestReading
import PKIModel

/// The attributes that were given for a certificate and what its authority said of it, each kind as a JSON member
/// without braces; empty where there are none.
struct CertificateAttributes {
  let issue: [UInt8]
  let revoke: [UInt8]
  let custom: [UInt8]
  let metadata: [UInt8]

  init(of certificate: UniqueID, _ view: any LedgerView) throws {
    let mentions = try view.mentions(of: certificate).filter(\.isSuccess)
    func given(where isMeant: (Operation) -> Bool) -> [UInt8] {
      let mention = mentions.first { $0.operation.map(isMeant) ?? false }
      return mention.flatMap { RequestDetail(json: $0.request.detail)?.attributes } ?? []
    }
    issue = RecordedAttributes.issue(in: given { $0.issues })
    // A certificate from elsewhere has it from the RA profile that it was bound to.
    metadata = RecordedAttributes.metadata(in: given { $0.issues || $0 == .identifyCertificate })
    revoke = RecordedAttributes.revoke(in: given { $0 == .revokeCertificate || $0 == .bulkRevoke })
    custom = try view.customAttributes(of: certificate)
  }

  /// Those that were given when it was issued.
  var members: [UInt8] { issue.isEmpty || custom.isEmpty ? issue + custom : issue + [0x2C] + custom }
}
