import Diagnostics
import DocumentModel
import PKIModel

/// Decides whether a certificate that was signed elsewhere is taken in.
struct UploadDecision {
  let context: ResolutionContext
  let draft: DecisionDraft

  func decide(_ task: UploadTask, _ view: any LedgerView) throws -> Decision {
    let record = task.certificate
    if let known = try view.certificate(fingerprint: task.fingerprint) {
      let finding = Finding(
        .certificateExists, at: task.place,
        "Certificate already exists with fingerprint \(Hex.encode(task.fingerprint))",
        fix: "leave the request out; the certificate is \(known.uuid)")
      // It may have another name, which this request has not touched.
      return draft.refused([finding], certificate: known.uuid == record.uuid ? known : nil)
    }
    if try CertificateLookup.isTaken(record.uuid, view) {
      return draft.refused([CertificateLookup.ambiguous(record.serialNumber, at: task.place)])
    }
    var detail = RequestDetail()
    detail.attributes = task.customAttributes
    if let issued = IssuedCertificate(record) {
      var writer = JSONWriter()
      context.detail(of: issued, attributes: task.customAttributes).write(to: &writer)
      detail.body = writer.bytes
    }
    var changes = [StateChange.take(record)]
    if !task.customAttributes.isEmpty {
      changes.append(.keep(CustomAttributes(certificate: record.uuid, members: task.customAttributes)))
    }
    return draft.decision(.ok, detail, changes: changes, certificate: record)
  }
}
