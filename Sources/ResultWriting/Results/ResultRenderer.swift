package import Diagnostics
import DocumentModel
package import FilePublishing
import ManifestReading
package import PKIModel
import RequestResolution

/// What is written for one request, ready to be appended.
///
/// A class, because it waits in queues until its turn comes.
package final class RenderedResult: Sendable {
  package let position: Int
  package let outcome: Outcome
  /// The line of results.jsonl, with its end.
  package let line: [UInt8]
  /// The lines of SHA256SUMS for the files that were written for this request alone.
  package let checksums: [UInt8]
  /// What goes into the large files of bulk publishing.
  package let bulk: BulkEntry?
  /// The first problem of a refusal, as people read it.
  package let complaint: String?
  /// Whether a certificate was made, by this run or an earlier one.
  package let isIssuance: Bool

  fileprivate init(
    position: Int, outcome: Outcome, line: [UInt8], checksums: [UInt8], bulk: BulkEntry?, complaint: String?,
    isIssuance: Bool
  ) {
    self.position = position
    self.outcome = outcome
    self.line = line
    self.checksums = checksums
    self.bulk = bulk
    self.complaint = complaint
    self.isIssuance = isIssuance
  }
}

/// Renders results; the same request gives the same octets in every run, on every lane.
package struct ResultRenderer: Sendable {
  /// Nil where certificates are not written as files of their own.
  private let bundles: BundleWriter?
  private let issuers: [UniqueID: IssuerFiles]

  package init(issuers: [UniqueID: IssuerFiles], bundles: BundleWriter?) {
    self.issuers = issuers
    self.bundles = bundles
  }

  /// The result of one request; writes the certificate's own files where there are some.
  package func render(_ completed: CompletedRequest) throws(FileError) -> RenderedResult {
    let request = completed.request
    let detail = completed.detail ?? RequestDetail(json: request.detail) ?? RequestDetail()
    let outcome = Outcome(rawValue: request.outcome) ?? .internalError
    let operation = Operation(rawValue: request.operation)
    // The certificate that came of a submitted request is the result of another one.
    let certificate =
      operation == .submitCertificateRequest ? nil : completed.certificate.flatMap(IssuedCertificate.init)
    let isIssuance = outcome == .ok && (operation?.issues ?? false) && certificate != nil
    var files: [PublishedFile] = []
    var bulk: BulkEntry?
    if isIssuance, let certificate {
      if let bundles {
        files = try bundles.write(certificate, issuers[certificate.record.authority], detail, request)
      } else {
        bulk = BulkEntry(certificate, requestID: request.id)
      }
    }
    let line = ResultLine(
      request: request, detail: detail, outcome: outcome, operation: operation, certificate: certificate,
      issuer: certificate.flatMap { issuers[$0.record.authority] }, files: files, isReplayed: completed.isReplayed)
    let base = "/requests/\(request.position)"
    return RenderedResult(
      position: request.position, outcome: outcome, line: line.octets,
      checksums: files.flatMap(\.checksumLine), bulk: bulk,
      complaint: detail.problems.first.map { "\(request.id) \($0.below(base).text)" }, isIssuance: isIssuance)
  }
}

extension Operation {
  /// Whether a success revokes a certificate.
  package var revokes: Bool {
    switch self {
    case .revokeCertificate, .legacyRevokeCertificate: true
    default: false
    }
  }
}
