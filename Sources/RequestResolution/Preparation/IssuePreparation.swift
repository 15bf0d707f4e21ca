import AttributeValidation
import Configuration
import DERCoding
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// issueCertificate of version 2 (ClientCertificateSignRequestDto).
  func issue(_ draft: inout PreparationDraft) throws(RefusedRequest) -> RequestTask {
    let profile = try profile(
      of: draft.envelope, disabled: .isRefused("Cannot issue certificate with disabled RA profile."))
    return .issue(try issue(&draft, under: profile))
  }

  /// A certificate request in a body with attributes.
  ///
  /// - Parameters:
  ///   - member: The member with the issue attributes, and `attributesPlace` its JSON Pointer.
  ///   - readRest: Reads members that only some operations have.
  func issue(
    _ draft: inout PreparationDraft, under profile: ResolvedProfile, attributes member: StaticString = "attributes",
    at attributesPlace: String = "/body/attributes", _ readRest: (inout ObjectReader) -> Void = { _ in }
  ) throws(RefusedRequest) -> IssueTask {
    var body = try draft.body()
    let request = body.value("request")
    let format = body.word("format", as: RequestFormat.self) ?? .pkcs10
    let attributes = body.array(member)
    let customAttributes = body.array("customAttributes")
    let (csrAttributes, signatureAttributes) = (body.array("csrAttributes"), body.array("signatureAttributes"))
    let (key, tokenProfile) = (body.string("keyUuid"), body.string("tokenProfileUuid"))
    readRest(&body)
    body.finish()

    let values = AttributeValidator.validate(
      attributes, by: profile.issueAttributes, isLenient: profile.raProfile.isLenient, at: attributesPlace,
      findings: draft.findings)
    let customValues = AttributeValidator.validate(
      customAttributes, by: context.configuration.customAttributes, isLenient: profile.raProfile.isLenient,
      at: "/body/customAttributes", findings: draft.findings)
    let effects = AttributeEffects(
      values + customValues, profile: profile.endEntityProfile, at: attributesPlace, findings: draft.findings)
    let selection = selection(key, tokenProfile, &draft)
    let namesKey = [key, tokenProfile].contains { !($0 ?? "").isEmpty }
    let source =
      isGiven(request, draft) || !namesKey
      ? try given(request, format, effects, selection, profile, draft)
      : try keyed(selection, csrAttributes, signatureAttributes, format, effects, draft)
    return IssueTask(
      profile: profile, validityDays: effects.validityDays,
      attributes: RecordedAttributes.json(issue: values, custom: customValues),
      customAttributes: RecordedAttributes.json(custom: customValues), enrolment: .direct(source))
  }

  /// A certificate request that was given, verified.
  private func given(
    _ inline: DocumentNode?, _ format: RequestFormat, _ effects: AttributeEffects, _ statedKey: TokenKeySelection?,
    _ profile: ResolvedProfile, _ draft: PreparationDraft
  ) throws(RefusedRequest) -> MaterialSource {
    guard let octets = requestOctets(inline, format, draft) else { throw draft.refusal }
    let place = draft.requestFile == nil ? "/body/request" : "/requestFile"
    let verified: VerifiedRequest
    do {
      verified = try requestReader.read(
        octets, as: format, pinned: draft.envelope.requestDigest, profile: profile.endEntityProfile, at: place)
    } catch {
      draft.report(error)
      throw draft.refusal
    }
    return .ready(material(verified, effects, profile, place, draft.findings), statedKey: statedKey)
  }

  /// The certificate request as it came; an empty one counts as absent (domain of the API: null or "").
  func requestOctets(_ inline: DocumentNode?, _ format: RequestFormat, _ draft: PreparationDraft) -> [UInt8]? {
    if let inline, inline.string == nil {
      draft.findings.add(.memberType, at: inline, "a string is expected", fix: "write base64 or PEM")
      return nil
    }
    let text = inline.flatMap { $0.isEmpty ? nil : $0.octets }
    let missing = Finding(
      .csrFormat, at: "/body/request",
      "Cannot submit certificate request without specifying key or uploaded request content",
      fix: "give the certificate request, or keyUuid and tokenProfileUuid")
    return draft.requestOctets(inline: text, member: "request", missing: missing)
  }

  /// Whether a certificate request came with the body or beside the manifest.
  func isGiven(_ inline: DocumentNode?, _ draft: PreparationDraft) -> Bool {
    draft.requestFile != nil || inline.map { !$0.isNull && !($0.string?.isEmpty ?? false) } ?? false
  }

  /// A request that is to be made with a key; what is wrong with the attributes that it is made from is reported.
  private func keyed(
    _ selection: TokenKeySelection?, _ csrAttributes: [DocumentNode], _ signatureAttributes: [DocumentNode],
    _ format: RequestFormat, _ effects: AttributeEffects, _ draft: PreparationDraft
  ) throws(RefusedRequest) -> MaterialSource {
    refuseMaking(as: format, draft)
    let place = "/body/csrAttributes"
    let values = AttributeValidator.validate(
      csrAttributes, by: CSRAttributes.catalog, at: place, findings: draft.findings)
    let subject = CSRAttributes.subject(values, at: place, draft.findings)
    let signature = SignatureChoice(signatureAttributes, draft.findings)
    let names = KeyedNames(
      requestedSubject: subject, subject: effects.applied(to: subject),
      altNames: (effects.replacingAltNames ?? []) + effects.additionalAltNames, extensions: effects.extensions)
    guard let selection else { throw draft.refusal }
    return .keyed(KeyedRequest(selection: selection, signature: signature), names)
  }

  /// Reports what only a given request can be.
  func refuseMaking(as format: RequestFormat, _ draft: PreparationDraft) {
    if format == .crmf {
      draft.findings.add(
        Finding(.csrFormat, at: "/body/format", "CRMF format is not supported for CSR generation", fix: "use pkcs10"))
    }
    if draft.envelope.requestDigest != nil {
      draft.findings.add(
        Finding(
          .requestDigest, at: "/requestSha256", "no certificate request is given that could be the approved one",
          fix: "give the request, or leave requestSha256 out"))
    }
  }

  private func material(
    _ verified: VerifiedRequest, _ effects: AttributeEffects, _ profile: ResolvedProfile, _ place: String,
    _ collector: FindingCollector
  ) -> CertificateMaterial {
    var requestedNames: [GeneralName] = []
    do {
      requestedNames = try verified.request.requestedAltNames() ?? []
    } catch {
      collector.add(
        Finding(
          .csrMalformed, at: place,
          "Cannot process \(verified.request.format.name) request: its subjectAltName is malformed: \(error.text)",
          fix: "make the request again"))
    }
    return context.materialBuilder(for: verified, under: profile, at: place).material(
      verified, subject: effects.applied(to: verified.request.subject),
      altNames: (effects.replacingAltNames ?? requestedNames) + effects.additionalAltNames,
      extensions: effects.extensions, collector)
  }
}
