import Diagnostics
import ManifestReading
import PKIModel

extension Resolver {
  /// The result that stands for a request since before; nil where it must be decided.
  ///
  /// What was done stands for ever; a refusal stands as long as request and configuration are the same. Whatever failed
  /// for another reason is decided again.
  func standing(_ request: RequestIdentity, _ view: any LedgerView) throws -> Decision? {
    if let duplicate = try view.duplicate(id: request.id, position: request.position),
      duplicate.digest == request.digest
    {
      return replay(duplicate, of: request, certificate: nil)
    }
    guard let record = try view.request(id: request.id) else { return nil }
    if record.lastRun == context.run, record.position != request.position {
      return duplicate(request, "the id \(request.id) stands twice in the manifest, first at \(record.position)")
    }
    let stands = stands(record)
    guard record.digest == request.digest else {
      guard Outcome(rawValue: record.outcome)?.isLasting ?? false else { return nil }
      return duplicate(
        request, "the id \(request.id) was used in this batch for a request with other content")
    }
    guard stands else { return nil }
    let certificate = try record.certificate.flatMap { try view.certificate($0) }
    let waits = certificate?.state == .requested
    return replay(
      record, of: request, certificate: certificate, waits ? try view.locationChanges(ofRequest: record.id) : [])
  }

  private func stands(_ record: RequestRecord) -> Bool {
    guard let outcome = Outcome(rawValue: record.outcome) else { return false }
    return outcome.isLasting
      || (outcome.tally == .rejected && record.configurationDigest == context.configurationDigest)
  }

  private func replay(
    _ record: RequestRecord, of request: RequestIdentity, certificate: CertificateRecord?,
    _ locationChanges: [LocationChange] = []
  ) -> Decision {
    let moved = RequestRecord(
      position: request.position, id: record.id, isDuplicate: record.isDuplicate, run: record.run,
      lastRun: context.run, digest: record.digest, operation: record.operation, outcome: record.outcome,
      configurationDigest: record.configurationDigest, certificate: record.certificate, detail: record.detail)
    // Other requests name a certificate too, and must not sign what is another one's.
    let isIssuing = record.outcome == Outcome.ok.rawValue && (Operation(rawValue: record.operation)?.issues ?? false)
    return Decision(
      recorded: RecordedDecision(request: moved, changes: [], isReplay: true), certificate: certificate,
      needsSignature: isIssuing && certificate?.state == .requested, locationChanges: locationChanges)
  }

  private func duplicate(_ request: RequestIdentity, _ problem: String) -> Decision {
    DecisionDraft(request: request, context: context, isDuplicate: true)
      .refused([Finding(.requestIdConflict, at: "/id", problem, fix: "give the request an id of its own")])
  }
}
