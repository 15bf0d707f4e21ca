import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel
import RequestResolution

/// One line of results.jsonl.
struct ResultLine {
  let request: RequestRecord
  let detail: RequestDetail
  let outcome: Outcome
  let operation: Operation?
  let certificate: IssuedCertificate?
  let issuer: IssuerFiles?
  let files: [PublishedFile]
  let isReplayed: Bool

  var octets: [UInt8] {
    var writer = JSONWriter(capacity: 2048)
    writer.object { writer in
      writer.member("id", request.id)
      writer.member("operation", request.operation)
      writer.member("outcome", outcome.rawValue)
      if let status { writer.member("httpStatus", status) }
      writer.member("code", ifPresent: detail.problems.first?.code.rawValue)
      writeBody(to: &writer)
      writeTexts("messages", detail.problems, to: &writer)
      writer.member("position", "/requests/\(request.position)")
      writeCertificate(to: &writer)
      LocationResult.writeMember(detail.locations, to: &writer)
      if let endEntity = detail.endEntity { writer.member("endEntity") { endEntity.write(to: &$0) } }
      if let keyDestroyed = detail.keyDestroyed { writer.member("keyDestroyed", keyDestroyed) }
      if !files.isEmpty {
        writer.member("artifacts") { writer in
          writer.array(files) { writer, file in
            writer.object {
              $0.member("path", file.path)
              $0.member("sha256", file.digest)
            }
          }
        }
      }
      writeTexts("warnings", detail.warnings, to: &writer)
      if isReplayed { writer.member("replayed", true) }
    }
    writer.endLine()
    return writer.bytes
  }

  /// A revocation of version 2 has no body, which is what 204 says (domain of the API 1.1), nor has a destroyed key.
  private var status: Int? {
    outcome == .ok && (operation == .revokeCertificate || operation == .destroyKey) ? 204 : outcome.httpStatus
  }

  /// Exactly what the API answers for the status (domain of the API 1.2, 1.3).
  private func writeBody(to writer: inout JSONWriter) {
    switch outcome {
    case .ok, .partial:
      if let bulk = detail.bulkRevocation {
        writer.member("body") { bulk.write(to: &$0) }
      } else if let body = detail.body {
        writer.member("body") { $0.raw(body) }
      } else if let certificate, operation?.issues ?? false {
        writer.member("body") { $0.object { writeIssued(certificate, to: &$0) } }
      }
    case .validationFailed: writer.member("body", detail.problems.map(\.problem))
    case .forbidden:
      writer.member("body") {
        $0.object {
          $0.member("statusCode", 403)
          $0.member("code", "ACCESS_DENIED")
          $0.member("message", detail.problems.first?.problem ?? "")
        }
      }
    case .badRequest, .notFound, .authorityError, .authorityUnavailable, .internalError:
      writer.member("body") { $0.object { $0.member("message", detail.problems.first?.message ?? "") } }
    case .pending, .skipped: break
    }
  }

  private func writeIssued(_ certificate: IssuedCertificate, to writer: inout JSONWriter) {
    guard operation != .legacyIssueCertificate else {
      // Version 1 answers with a PKCS#7 that holds the chain (domain of the API 1.2).
      let bag = CertificateBag.der([certificate.der] + (issuer?.chain ?? []))
      writer.member("certificateData") { $0.base64(bag) }
      return
    }
    writer.member("certificateData") { $0.base64(certificate.der) }
    writer.member("uuid", certificate.record.uuid.description)
  }

  private func writeCertificate(to writer: inout JSONWriter) {
    guard let certificate else {
      if outcome == .ok, operation == .submitCertificateRequest { writeNamed(in: .requested, to: &writer) }
      if outcome == .authorityError, request.certificate != nil { writeNamed(in: .failed, to: &writer) }
      return
    }
    writer.member("certificateUuid", certificate.record.uuid.description)
    writer.member("sourceCertificateUuid", ifPresent: detail.sourceCertificate?.description)
    writer.member("serialNumber", certificate.summary.serialNumber.description)
    writer.member("fingerprint", Hex.encode(certificate.fingerprint))
    writer.member("subjectDn", certificate.summary.subjectText)
    writer.member("notBefore", certificate.summary.validity.notBefore.description)
    writer.member("notAfter", certificate.summary.validity.notAfter.description)
    guard outcome == .ok else { return }
    // The state after the request, not the present one: a result does not change when something happens later.
    let state: CertificateState = operation?.revokes ?? false ? .revoked : .issued
    writer.member("state", state.rawValue)
  }

  /// A certificate that has a name and no signature.
  private func writeNamed(in state: CertificateState, to writer: inout JSONWriter) {
    writer.member("certificateUuid", ifPresent: request.certificate?.description)
    writer.member("state", state.rawValue)
  }

  private func writeTexts(_ name: String, _ findings: [Finding], to writer: inout JSONWriter) {
    guard !findings.isEmpty else { return }
    writer.member(name, findings.map { $0.below("/requests/\(request.position)").text })
  }
}

extension JSONWriter {
  /// Octets as a string of base64, which needs no escapes.
  mutating func base64(_ octets: [UInt8]) {
    plainString { Base64.append(octets, to: &$0) }
  }
}
