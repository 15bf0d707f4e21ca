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
    refuseFormat(body.string("format"), in: body)
    let attributes = body.array(member)
    let customAttributes = body.array("customAttributes")
    _ = (body.array("csrAttributes"), body.array("signatureAttributes"))
    let key = body.string("keyUuid") ?? body.string("tokenProfileUuid")
    _ = body.string("tokenProfileUuid")
    readRest(&body)
    body.finish()

    let values = AttributeValidator.validate(
      attributes, by: profile.raProfile.issueAttributes, at: attributesPlace, findings: draft.findings)
    let customValues = AttributeValidator.validate(
      customAttributes, by: context.configuration.customAttributes, at: "/body/customAttributes",
      findings: draft.findings)
    let effects = AttributeEffects(
      values + customValues, profile: profile.endEntityProfile, at: attributesPlace, findings: draft.findings)
    guard let octets = requestOctets(request, usesKey: key != nil, draft) else {
      return .failure(RefusedRequest(findings: draft.findings.findings))
    }
    let place = draft.requestFile == nil ? "/body/request" : "/requestFile"
    switch requestReader.read(
      octets, pinned: draft.envelope.requestDigest, rules: profile.endEntityProfile.keys, at: place)
    {
    case .failure(let refused): return .failure(RefusedRequest(findings: draft.findings.findings + refused.findings))
    case .success(let verified):
      let material = material(verified, effects, profile, place, draft.findings)
      let kept = RecordedAttributes.json(issue: values, custom: customValues)
      return .success(
        .issue(
          IssueTask(
            profile: profile, validityDays: effects.validityDays, attributes: kept,
            customAttributes: RecordedAttributes.json(issue: [], custom: customValues), enrolment: .direct(material))))
    }
  }

  func refuseFormat(_ format: String?, in body: ObjectReader) {
    switch format {
    case nil, "pkcs10": break
    case "crmf":
      body.findings.add(
        Finding(
          .csrFormat, at: body.pointer("format"), "CRMF requests are not taken by this version", fix: "send PKCS#10"))
    case let other?:
      body.findings.add(
        Finding(.memberValue, at: body.pointer("format"), "\"format\" cannot be \"\(other)\"", fix: "use pkcs10"))
    }
  }

  /// The certificate request as it came; an empty one counts as absent (domain of the API: null or "").
  func requestOctets(_ inline: DocumentNode?, usesKey: Bool, _ draft: PreparationDraft) -> [UInt8]? {
    if let inline, inline.string == nil {
      draft.findings.add(.memberType, at: inline, "a string is expected", fix: "write base64 or PEM")
      return nil
    }
    let text = inline.flatMap { $0.isEmpty ? nil : $0.octets }
    return draft.requestOctets(inline: text, member: "request", missing: missingRequest(usesKey: usesKey))
  }

  static var keyUnsupported: Finding {
    Finding(
      .operationUnsupported, at: "/body/keyUuid", "requests are not made from token keys by this version",
      fix: "give the certificate request")
  }

  private func missingRequest(usesKey: Bool) -> Finding {
    usesKey
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
          .csrMalformed, at: place, "Cannot process PKCS#10 request: its subjectAltName is malformed: \(error.text)",
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
