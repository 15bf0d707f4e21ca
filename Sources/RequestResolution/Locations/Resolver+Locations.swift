import Diagnostics
import ManifestReading
package import PKIModel

/// A change of a location that could not be carried out.
package struct LocationFailure: Sendable {
  package let change: LocationChange
  /// The location's name, or its UUID where the home has it no longer.
  package let location: String
  /// For people.
  package let reason: String

  package init(change: LocationChange, location: String, reason: String) {
    self.change = change
    self.location = location
    self.reason = reason
  }
}

extension Resolver {
  /// The result of a request some of whose changes of locations were not carried out.
  ///
  /// A certificate that was issued stays issued; a request for nothing but the change has failed.
  package static func result(of request: RequestRecord, after failures: [LocationFailure]) -> RequestRecord {
    var detail = RequestDetail(json: request.detail) ?? RequestDetail()
    switch Operation(rawValue: request.operation) {
    case .renewCertificate: detail.take(failures, .renew)
    case .rekeyCertificate: detail.take(failures, .rekey)
    default:
      detail = RequestDetail()
      detail.problems = failures.map(\.finding)
      return request.with(outcome: FindingCode.locationFailed.outcome.rawValue, detail: detail.json)
    }
    return request.with(outcome: request.outcome, detail: detail.json)
  }
}

extension RequestDetail {
  fileprivate mutating func take(_ failures: [LocationFailure], _ operation: RenewalTask.Operation) {
    for failure in failures {
      for index in locations.indices
      where locations[index].location == failure.change.location && locations[index].alias == failure.change.alias {
        locations[index].problem = failure.reason
      }
    }
    warnings.removeAll { $0.code == .locationFailed }
    warnings += LocationResult.warnings(locations, operation)
  }
}

extension LocationFailure {
  fileprivate var finding: Finding {
    let certificate = (change.certificate ?? change.replaced)?.description ?? ""
    let action = change.certificate == nil ? "remove" : "push"
    let direction = change.certificate == nil ? "from" : "to"
    return Finding(
      .locationFailed, at: "/locationUuid",
      "Failed to \(action) Certificate \(certificate) \(direction) Location \(location). Reason: \(reason)",
      fix: "mend the location and run again")
  }
}
