import AttributeValidation
import Configuration
import DERCoding
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// issueCertificate of version 2 (ClientCertificateSignRequestDto).
  func issue(_ draft: inout PreparationDraft) -> Result<RequestTask, RefusedRequest> {
    let lookup = ProfileLookup(configuration: context.configuration)
    let disabled = "Cannot issue certificate with disabled RA profile."
    switch lookup.profile(for: draft.envelope, disabled: .isRefused(disabled)) {
    case .failure(let refused): return .failure(refused)
    case .success(let profile): return issue(&draft, under: profile)
    }
  }

  /// A certificate request in a body with attributes.
  ///
  /// - Parameters:
  ///   - member: The member with the issue attributes, and `attributesPlace` its JSON Pointer.
  ///   - readRest: Reads members that only some operations have.
  func issue(
    _ draft: inout PreparationDraft, under profile: ResolvedProfile, attributes member: StaticString = "attributes",
    at attributesPlace: String = "/body/attributes", _ readRest: (inout ObjectReader) -> Void = { _ in }
  ) -> Result<RequestTask, RefusedRequest> {
    guard var body = draft.body() else { return .failure(RefusedRequest(findings: draft.findings.findings)) }
    let request = body.value("request")
    let format = body.word("format", as: RequestFormat.self) ?? .pkcs10
    let attributes = body.array(member)
    let customAttributes = body.array("customAttributes")
    _ = (body.array("csrAttributes"), body.array("signatureAttributes"))
    let key = body.string("keyUuid") ?? body.string("tokenProfileUuid")
    _ = body.string("tokenProfileUuid")
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
    guard let octets = requestOctets(request, format, usesKey: key != nil, draft) else {
      return .failure(RefusedRequest(findings: draft.findings.findings))
    }
    let place = draft.requestFile == nil ? "/body/request" : "/requestFile"
    switch requestReader.read(
      octets, as: format, pinned: draft.envelope.requestDigest, profile: profile.endEntityProfile, at: place)
    {
    case .failure(let refused): return .failure(RefusedRequest(findings: draft.findings.findings + refused.findings))
    case .success(let verified):
      let material = material(verified, effects, profile, place, draft.findings)
      let kept = RecordedAttributes.json(issue: values, custom: customValues)
      return .success(
        .issue(
          IssueTask(
            profile: profile, validityDays: effects.validityDays, attributes: kept,
            customAttributes: RecordedAttributes.json(custom: customValues),
            warnings: (values + customValues).flatMap(\.warnings), enrolment: .direct(material))))
    }
  }

  /// The certificate request as it came; an empty one counts as absent (domain of the API: null or "").
  func requestOctets(
    _ inline: DocumentNode?, _ format: RequestFormat, usesKey: Bool, _ draft: PreparationDraft
  ) -> [UInt8]? {
    if let inline, inline.string == nil {
      draft.findings.add(.memberType, at: inline, "a string is expected", fix: "write base64 or PEM")
      return nil
    }
    let text = inline.flatMap { $0.isEmpty ? nil : $0.octets }
    return draft.requestOctets(inline: text, member: "request", missing: missingRequest(format, usesKey: usesKey))
  }

  static var keyUnsupported: Finding {
    Finding(
      .operationUnsupported, at: "/body/keyUuid", "requests are not made from token keys by this version",
      fix: "give the certificate request")
  }

  private func missingRequest(_ format: RequestFormat, usesKey: Bool) -> Finding {
    if usesKey, format == .crmf {
      return Finding(
        .csrFormat, at: "/body/format", "CRMF format is not supported for CSR generation", fix: "use pkcs10")
    }
    return usesKey
      ? RequestPreparer.keyUnsupported
      : Finding(
        .csrFormat, at: "/body/request",
        "Cannot submit certificate request without specifying key or uploaded request content",
        fix: "give the certificate request")
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
    let written = (try? context.issuing(profile).get()).map {
      WrittenExtensions(template: $0.template, request: verified)
    }
    let builder = MaterialBuilder(profile: profile, written: written, place: place)
    return builder.material(
      verified, subject: effects.applied(to: verified.request.subject),
      altNames: (effects.replacingAltNames ?? requestedNames) + effects.additionalAltNames,
      extensions: effects.extensions, collector)
  }
}
