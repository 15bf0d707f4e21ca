import AttributeValidation
import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

extension RequestPreparer {
  /// pushCertificate (PushToLocationRequestDto): a certificate into a location, under an alias.
  ///
  /// Requests for other aliases may pass it, unless the location has room for one certificate only.
  func pushCertificate(_ draft: inout PreparationDraft) throws -> RequestTask {
    let location = try location(of: draft)
    let attributes = try pushAttributes(draft, location)
    guard let target = try certificateTarget(&draft) else { throw draft.refusal }
    if location.supportsMultipleEntries {
      draft.touches.append(.reading(.location(location.uuid)))
      draft.touches.append(.changing(.locationEntry(location: location.uuid, alias: attributes.alias)))
    } else {
      draft.touches.append(.changing(.location(location.uuid)))
    }
    return .location(.push(target, into: location, attributes))
  }

  /// removeCertificate: a certificate out of a location; under which alias, only the ledger knows.
  func removeCertificate(_ draft: inout PreparationDraft) throws -> RequestTask {
    draft.refuseBody()
    let location = try location(of: draft)
    guard let target = try certificateTarget(&draft) else { throw draft.refusal }
    draft.touches.append(.changing(.location(location.uuid)))
    return .location(.remove(target, from: location))
  }

  /// listLocations (SearchRequestDto, without filters): a page of the home's locations with what stands in them.
  func listLocations(_ draft: inout PreparationDraft) -> RequestTask {
    let search = CertificateSearch(draft.envelope.body, draft.findings)
    if !search.conditions.isEmpty {
      draft.findings.add(
        Finding(.memberValue, at: "/body/filters", "locations are not filtered", fix: "leave the filters out"))
    }
    draft.goesAlone = true
    return .location(.list(itemsPerPage: search.itemsPerPage, page: search.page))
  }

  private func location(of draft: PreparationDraft) throws(RefusedRequest) -> Location {
    guard let text = draft.envelope.locationUuid else {
      throw refusal(.memberMissing, "the location is not named", fix: "add locationUuid")
    }
    guard let uuid = UniqueID(text) else {
      throw refusal(.memberValue, "Invalid UUID string: \(text)", fix: "give the location's UUID")
    }
    guard let location = context.configuration.enabledLocation(uuid) else {
      throw refusal(
        .locationUnknown, LocationDecision.unknown(uuid), fix: "see locations in the home, and whether it is enabled")
    }
    return location
  }

  private func refusal(_ code: FindingCode, _ problem: String, fix remedy: String) -> RefusedRequest {
    RefusedRequest(code, at: "/locationUuid", problem, fix: remedy)
  }

  /// The attributes, where they are those of the location.
  private func pushAttributes(
    _ draft: PreparationDraft, _ location: Location
  ) throws(RefusedRequest) -> PushAttributes {
    var body = try draft.body()
    let given = body.array("attributes")
    body.finish()
    let values = AttributeValidator.validate(
      given, by: location.pushAttributes, at: "/body/attributes", findings: draft.findings)
    guard draft.findings.isEmpty else { throw draft.refusal }
    let isAlias = { (definition: AttributeDefinition) in definition.name == PushAlias.name }
    let usual =
      values.contains { isAlias($0.definition) } ? nil : location.pushAttributes.allDefinitions.first(where: isAlias)
    let applied = (usual.map { [AttributeValue(predefined: $0)] } ?? []) + values
    guard let alias = applied.first(where: { isAlias($0.definition) })?.texts.first else { throw draft.refusal }
    return PushAttributes(alias: alias, json: RecordedAttributes.list(applied))
  }
}
