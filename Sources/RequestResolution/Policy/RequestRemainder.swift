import Diagnostics
import PKIModel

/// What a request says besides names, key and extensions: nothing of it enters a certificate, and the result says so.
struct RequestRemainder {
  /// The CA's name; nil where it cannot issue.
  let issuer: DistinguishedName?
  let place: String
  /// Whether the certificate is to follow another one; `PredecessorComparison` looks at what the request says of it.
  let hasPredecessor: Bool

  func judge(_ request: CertificateRequest, findings: inout [Finding], warnings: inout [Finding]) {
    switch request {
    case .pkcs10(let request):
      for type in request.attributeTypes where type != .extensionRequest && type != .microsoftExtensionRequest {
        warnings.append(unused("the attribute \(type)"))
      }
    case .crmf(let message): judge(message, &findings, &warnings)
    }
  }

  private func judge(_ message: CertificateRequestMessage, _ findings: inout [Finding], _ warnings: inout [Finding]) {
    if let wanted = message.template.issuer, let issuer, !wanted.isEquivalent(to: issuer) {
      findings.append(
        Finding(
          .raProfileForeign, at: place, "the request is for the CA \(wanted), not for \(issuer)",
          fix: "choose an RA profile of that CA, or make the request without an issuer"))
    }
    if message.template.validity != nil { warnings.append(unused("a validity", fix: "use the attribute validityDays")) }
    for control in message.controls { judge(control, &findings, &warnings) }
    for information in message.registrationInformation {
      warnings.append(unused("the registration information \(information.name)"))
    }
    judge(message.proof, &warnings)
  }

  private func judge(_ control: RequestControl, _ findings: inout [Finding], _ warnings: inout [Finding]) {
    switch control.type {
    case .archiveOptions:
      findings.append(
        Finding(
          .csrMalformed, at: place,
          "Cannot process CRMF request: it has the control pkiArchiveOptions, and certmill keeps no private keys",
          fix: "make the request without it"))
    case .oldCertID where hasPredecessor: break
    case .oldCertID:
      warnings.append(
        unused(
          "the control oldCertID",
          fix: "use renewCertificate or rekeyCertificate for a certificate that is to follow another one"))
    default: warnings.append(unused("the control \(control.name)"))
    }
  }

  private func judge(_ proof: ProofOfPossession?, _ warnings: inout [Finding]) {
    switch proof {
    case .signature(let proof):
      if case .sender(let name)? = proof.input?.authentication {
        warnings.append(unused("the sender \(name.valueText) in its proof", fix: "name the subject in the template"))
      }
    case .raVerified:
      warnings.append(
        Finding(
          .csrProofKind, at: place, "possession of the key is on the word of a registration authority (raVerified)",
          fix: "sign the request with its key"))
    case .keyEncipherment, .keyAgreement, nil: break
    }
  }

  private func unused(_ part: String, fix remedy: String = "make the request without it") -> Finding {
    Finding(.extensionDropped, at: place, "the request has \(part), which is not used", fix: remedy)
  }
}
