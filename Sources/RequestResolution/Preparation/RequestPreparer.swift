import Configuration
import Diagnostics
package import DocumentModel
package import ManifestReading
package import PKIModel

/// Reads a file that a request names; the failure says what is wrong with it, for people.
package typealias RequestFileReading = @Sendable (String) -> Result<[UInt8], RequestFileProblem>

/// Why a file that a request names cannot be read.
package struct RequestFileProblem: Error, Hashable, Sendable {
  package let text: String

  package init(text: String) { self.text = text }
}

/// The first half of deciding: judges everything about a request that does not depend on what the ledger holds.
///
/// It belongs to one lane; the costly work, decoding and verifying the proof of possession, happens here.
package struct RequestPreparer {
  let context: ResolutionContext
  let cryptography: any RequestCryptography
  let ledger: any LedgerReading
  let readFile: RequestFileReading
  let limits: DocumentLimits
  private(set) var requestReader: CertificateRequestReader

  package init(
    context: ResolutionContext, cryptography: any RequestCryptography, ledger: any LedgerReading,
    limits: DocumentLimits, readFile: @escaping RequestFileReading
  ) {
    self.context = context
    self.cryptography = cryptography
    self.ledger = ledger
    self.limits = limits
    self.readFile = readFile
    requestReader = CertificateRequestReader(context: context, cryptography: cryptography)
  }

  /// Prepares several requests, whose proofs of possession are verified together where that is quicker.
  ///
  /// A request whose proof is not found good that way is prepared once more by itself, so that what is refused, and why,
  /// is the same either way.
  ///
  /// - Throws: only where the ledger cannot be read.
  package func prepare(_ records: [ManifestRecord]) throws -> [PreparedRequest] {
    let postponed = PostponedProofs()
    var trusting = self
    trusting.requestReader.postponed = postponed
    var prepared = try records.enumerated().map { index, record in
      postponed.owner = index
      return try trusting.prepare(record)
    }
    for index in postponed.doubtfulOwners(cryptography) { prepared[index] = try prepare(records[index]) }
    return prepared
  }

  /// Prepares one request; whatever is wrong with it becomes its refusal.
  ///
  /// - Throws: only where the ledger cannot be read.
  package func prepare(_ record: ManifestRecord) throws -> PreparedRequest {
    let document: Document
    do {
      document = try record.document(limits: limits)
    } catch {
      return unreadable(record, digest: [], findings: [error.finding])
    }
    let findings = FindingCollector()
    guard let envelope = Envelope(document, defaults: context.defaults, findings: findings) else {
      return unreadable(
        record, id: Envelope.id(of: document), operation: Envelope.operationText(of: document),
        digest: digest(document, nil), findings: findings.findings)
    }
    let file = envelope.requestFile.map(readFile)
    var draft = PreparationDraft(envelope: envelope, requestFile: file, findings: findings)
    let verdict = try task(&draft)
    let identity = RequestIdentity(
      position: record.position, id: envelope.id, operation: envelope.operation.rawValue,
      digest: digest(document, draft))
    return PreparedRequest(
      identity: identity, touches: draft.touches, goesAlone: draft.goesAlone, dependencies: envelope.dependencies,
      verdict: verdict)
  }

  private func task(_ draft: inout PreparationDraft) throws -> PreparedRequest.Verdict {
    do {
      let task: RequestTask =
        switch draft.envelope.operation {
        case .issueCertificate: try issue(&draft)
        case .revokeCertificate: try revoke(&draft)
        case .listIssueCertificateAttributes: try listIssueAttributes(&draft)
        case .validateIssueCertificateAttributes: try validateIssueAttributes(&draft)
        case .legacyIssueCertificate: try legacyIssue(&draft)
        case .legacyRevokeCertificate: try legacyRevoke(&draft)
        case .addEndEntity: try addEndEntity(&draft)
        case .getEndEntity: try getEndEntity(&draft)
        case .listEntities: try listEndEntities(&draft)
        case .editEndEntity: try editEndEntity(&draft)
        case .resetPassword: try resetPassword(&draft)
        case .revokeAndDeleteEndEntity: try revokeAndDeleteEndEntity(&draft)
        case .getCertificate: .query(.certificate(try getCertificate(&draft)))
        case .getCertificateEventHistory: .query(.history(try getCertificate(&draft)))
        case .listCertificates: listCertificates(&draft)
        case .getCaCertificates: try getCACertificates(&draft)
        case .getCrl: try getCRL(&draft)
        case .renewCertificate: try renew(&draft)
        case .rekeyCertificate: try rekey(&draft)
        case .listRevokeCertificateAttributes: try listRevokeAttributes(&draft)
        case .validateRevokeCertificateAttributes: try validateRevokeAttributes(&draft)
        case .submitCertificateRequest: try submit(&draft)
        case .issueNewCertificate: try issueSubmitted(&draft)
        case .uploadCertificate: try upload(&draft)
        case .identifyCertificate: try identify(&draft)
        case .bulkRevoke: try bulkRevoke(&draft)
        case .listCsrAttributes: listCSRAttributes(&draft)
        case .createKey: try createKey(&draft)
        case .listKeys: try listKeys(&draft)
        case .destroyKey: try destroyKey(&draft)
        case .pushCertificate: try pushCertificate(&draft)
        case .removeCertificate: try removeCertificate(&draft)
        case .listLocations: listLocations(&draft)
        }
      return draft.findings.isEmpty
        ? .task(task, warnings: draft.findings.warnings) : .refused(draft.findings.findings, about: task.claim)
    } catch let refused as RefusedRequest {
      // `PreparationDraft.refusal` brings along what was found before; whoever throws for one reason does not.
      let found = draft.findings.findings
      return .refused(found + refused.findings.filter { !found.contains($0) })
    }
  }

  private func unreadable(
    _ record: ManifestRecord, id: String? = nil, operation: String? = nil, digest: [UInt8], findings: [Finding]
  ) -> PreparedRequest {
    let id = id ?? "/requests/\(record.position)"
    let identity = RequestIdentity(
      position: record.position, id: id, operation: operation ?? "", digest: digest)
    return PreparedRequest(
      identity: identity, touches: [.changing(.request(id))], dependencies: [], verdict: .refused(findings))
  }

  /// The digest of what the request says: its members whatever their order and form, what it inherits, its file.
  private func digest(_ document: Document, _ draft: PreparationDraft?) -> [UInt8] {
    var octets: [UInt8] = []
    octets.reserveCapacity(document.octetCount + 128)
    document.root.writeCanonical(to: &octets)
    if let draft {
      for inherited in [draft.envelope.authorityUuid, draft.envelope.raProfileUuid, draft.envelope.raProfileName] {
        octets.append(0)
        if let inherited { octets += Array(inherited.utf8) }
      }
      if case .success(let file) = draft.requestFile { octets += cryptography.sha256(file) }
    }
    return cryptography.sha256(octets)
  }
}

/// What is known of a request while it is being prepared.
struct PreparationDraft {
  let envelope: Envelope
  let requestFile: Result<[UInt8], RequestFileProblem>?
  let findings: FindingCollector
  var touches: [Touch]
  /// See `PreparedRequest`.
  var goesAlone = false

  init(envelope: Envelope, requestFile: Result<[UInt8], RequestFileProblem>?, findings: FindingCollector) {
    self.envelope = envelope
    self.requestFile = requestFile
    self.findings = findings
    touches = [.changing(.request(envelope.id))] + envelope.dependencies.map { .reading(.request($0)) }
  }

  /// All that is wrong so far, as the reason to stop here.
  var refusal: RefusedRequest { RefusedRequest(findings: findings.findings) }

  /// Reports what is wrong with a part, so that the rest is judged too.
  func report(_ refused: RefusedRequest) {
    for finding in refused.findings { findings.add(finding) }
  }

  /// The body's members; a body that is missing is reported.
  func body() throws(RefusedRequest) -> ObjectReader {
    guard let body = envelope.body else {
      findings.add(Finding(.memberMissing, at: "/body", "the request has no body", fix: "add the API's payload"))
      throw refusal
    }
    return ObjectReader(body, findings: findings)
  }

  /// The certificate request as it came, in the body's `member` or in a file beside the manifest; what is wrong is
  /// reported, and `missing` where there is neither.
  func requestOctets(inline: [UInt8]?, member: String, missing: Finding) -> [UInt8]? {
    switch (inline, requestFile) {
    case (let octets?, nil): return octets
    case (nil, .success(let file)): return file
    case (nil, .failure(let problem)):
      findings.add(
        Finding(.requestFile, at: "/requestFile", problem.text, fix: "name a file in the manifest's folder"))
    case (_?, _?):
      findings.add(
        Finding(
          .requestFile, at: "/requestFile", "the request is given twice", fix: "give \(member) or requestFile"))
    case (nil, nil): findings.add(missing)
    }
    return nil
  }

  /// Reports a body where the operation has none.
  func refuseBody() {
    guard let body = envelope.body, !body.isNull, !body.isEmpty else { return }
    findings.add(.memberUnknown, at: body, "the operation has no body", fix: "remove it")
  }
}
