import Configuration
import Diagnostics
import DocumentModel
import PKIModel

/// Decides what certificates go into locations and out of them.
///
/// An answer shows what the request itself did: all that stands there depends on who else is done by then, which only a
/// list waits for.
struct LocationDecision {
  let context: ResolutionContext
  let draft: DecisionDraft

  func decide(_ task: LocationTask, _ view: any LedgerView) throws -> Decision {
    switch task {
    case .push(let target, let location, let attributes): try push(target, location, attributes, view)
    case .remove(let target, let location): try remove(target, location, view)
    case .list(let size, let page): try list(size, page, view)
    }
  }

  private func push(
    _ target: CertificateTarget, _ location: Location, _ attributes: PushAttributes, _ view: any LedgerView
  ) throws -> Decision {
    let found = try CertificateLookup(context: context, request: draft.request).find(target, view)
    guard case .certificate(let record) = found, record.state == .issued else {
      return draft.refused([LocationDecision.cannotPush(found, location)])
    }
    if !location.supportsMultipleEntries, try !view.locationEntries(in: location.uuid).isEmpty {
      return draft.refused([
        Finding(
          .locationFull, at: "/locationUuid", "Location \(location.name) does not support multiple entries",
          fix: "remove what stands there first, or replace it with replaceInLocations")
      ])
    }
    if try view.locationEntries(of: record.uuid).contains(where: { $0.location == location.uuid }) {
      return draft.refused([
        Finding(
          .locationEntryExists, at: "/certificateUuid",
          "certificate \(record.uuid) stands in location \(location.name) already", fix: "leave the request out")
      ])
    }
    if try view.locationEntry(attributes.alias, in: location.uuid) != nil {
      return draft.refused([
        Finding(
          .locationEntryExists, at: "/body/attributes",
          "the alias \(attributes.alias) is taken in location \(location.name)",
          fix: "give the attribute alias another value, or remove what stands there first")
      ])
    }
    let entry = LocationEntry(
      location: location.uuid, alias: attributes.alias, certificate: record.uuid, pushAttributes: attributes.json)
    let change = LocationChange(
      location: location.uuid, alias: attributes.alias, certificate: record.uuid, pushAttributes: attributes.json)
    let detail = LocationDetail(
      location: location, certificates: [LocationDetail.Certificate(entry: entry, record: record)])
    return draft.answered(detail.json, changes: [.place(change)])
  }

  private func remove(
    _ target: CertificateTarget, _ location: Location, _ view: any LedgerView
  ) throws -> Decision {
    let uuid = try CertificateLookup(context: context, request: draft.request).find(target, view).uuid
    guard let entry = try view.locationEntries(of: uuid).first(where: { $0.location == location.uuid }) else {
      return draft.refused([
        Finding(
          .locationEntryUnknown, at: "/certificateUuid",
          "Object of type 'CertificateLocation' identified by \(uuid) in \(location.name) is not found.",
          fix: "name a certificate that stands in the location")
      ])
    }
    if try view.isChanging(entry.alias, in: location.uuid) {
      return draft.refused([
        Finding(
          .locationBusy, at: "/certificateUuid", LocationDecision.busy(entry.alias),
          fix: "run `certmill resume` first")
      ])
    }
    let change = LocationChange(location: location.uuid, alias: entry.alias, replaced: uuid)
    return draft.answered(LocationDetail(location: location, certificates: []).json, changes: [.place(change)])
  }

  private func list(_ size: Int, _ page: Int, _ view: any LedgerView) throws -> Decision {
    let all = context.configuration.locations
    let details = try all.dropFirst((page - 1) * size).prefix(size).map { location in
      LocationDetail(
        location: location,
        certificates: try view.locationEntries(in: location.uuid).compactMap { entry in
          try view.certificate(entry.certificate).map { LocationDetail.Certificate(entry: entry, record: $0) }
        })
    }
    var writer = JSONWriter()
    writer.object {
      $0.member("locations") { $0.array(details) { $1.write(to: &$0) } }
      $0.pageMembers(page, itemsPerPage: size, total: all.count)
    }
    return draft.answered(writer.bytes)
  }

  /// Where a certificate stands, each location with this certificate alone.
  func locations(of issued: IssuedCertificate, _ view: any LedgerView) throws -> [LocationDetail] {
    try view.locationEntries(of: issued.record.uuid).compactMap { entry in
      context.configuration.location(entry.location).map {
        LocationDetail(
          location: $0, certificates: [LocationDetail.Certificate(entry: entry, record: issued.record)])
      }
    }
  }

  static func unknown(_ location: UniqueID) -> String {
    "Object of type 'Location' identified by \(location) is not found."
  }

  static func busy(_ alias: String) -> String {
    "an earlier change of the alias \(alias) waits for the signature of its certificate"
  }

  private static func cannotPush(_ found: FoundCertificate, _ location: Location) -> Finding {
    Finding(
      .certificateState, at: "/certificateUuid",
      "Cannot push \(found.state.label.lowercased()) certificate \(found.uuid) to location \(location.name)",
      fix: "name a certificate that is issued")
  }
}
