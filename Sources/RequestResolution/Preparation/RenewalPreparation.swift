import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// renewCertificate (ClientCertificateRenewRequestDto): a new certificate for the same key.
  func renew(_ draft: inout PreparationDraft) throws -> RequestTask {
    try succeed(.renew, &draft) { _ in KeyMembers() }
  }

  /// rekeyCertificate (ClientCertificateRekeyRequestDto): a new certificate for another key of the same subject.
  func rekey(_ draft: inout PreparationDraft) throws -> RequestTask {
    // Whether the old certificate's key can be used decides what a request without a key is told.
    draft.touches.append(.reading(.keyStates))
    return try succeed(.rekey, &draft) { body in
      KeyMembers(
        key: body.string("keyUuid"), tokenProfile: body.string("tokenProfileUuid"),
        signature: body.array("signatureAttributes"))
    }
  }

  /// The members of a body that say which key signs the new request, and how.
  private struct KeyMembers {
    var key: String?
    var tokenProfile: String?
    var signature: [DocumentNode] = []
  }

  private func succeed(
    _ operation: RenewalTask.Operation, _ draft: inout PreparationDraft,
    _ readKey: (inout ObjectReader) -> KeyMembers
  ) throws -> RequestTask {
    let disabled = "Cannot perform operation \(operation.rawValue) on certificate with disabled RA profile."
    let profile = try profile(of: draft.envelope, disabled: .isRefused(disabled))
    var body = try draft.body()
    let replacesInLocations = body.boolean("replaceInLocations") ?? false
    let inline = body.value("request")
    let format = body.word("format", as: RequestFormat.self) ?? .pkcs10
    let key = readKey(&body)
    body.finish()
    let target = try certificateTarget(&draft)
    let source = source(inline, format, key, profile, &draft)
    guard let target else { throw draft.refusal }
    return .renew(
      RenewalTask(
        // Without a source the request is refused, and only what it says of the certificate is looked at.
        operation: operation, profile: profile, target: target, source: source ?? .stored,
        replacesInLocations: replacesInLocations))
  }

  /// Where the new certificate request comes from; nil, and what is wrong is reported, where it comes from nowhere.
  private func source(
    _ inline: DocumentNode?, _ format: RequestFormat, _ key: KeyMembers, _ profile: ResolvedProfile,
    _ draft: inout PreparationDraft
  ) -> RenewalTask.Source? {
    // The API demands the members of a key even beside a request, where they mean nothing.
    if isGiven(inline, draft) { return given(inline, format, profile, draft).map { .given($0) } }
    let selection = selection(
      key.key, key.tokenProfile, withoutKey: RenewalTask.keyMissing,
      withoutProfile: "Token Profile cannot be empty for creating new CSR", &draft)
    guard let selection else { return .stored }
    refuseMaking(as: format, draft)
    return .keyed(KeyedRequest(selection: selection, signature: SignatureChoice(key.signature, draft.findings)))
  }

  /// The new certificate request, verified; what is wrong with it is reported.
  private func given(
    _ inline: DocumentNode?, _ format: RequestFormat, _ profile: ResolvedProfile, _ draft: PreparationDraft
  ) -> RenewalTask.Given? {
    guard let octets = requestOctets(inline, format, draft) else { return nil }
    let place = draft.requestFile == nil ? "/body/request" : "/requestFile"
    do {
      let verified = try requestReader.read(
        octets, as: format, pinned: draft.envelope.requestDigest, profile: profile.endEntityProfile, at: place)
      return RenewalTask.Given(request: verified, place: place)
    } catch {
      draft.report(error)
      return nil
    }
  }
}
