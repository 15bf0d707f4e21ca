import Configuration
import PKIModel

/// What a successor replaces in locations: its predecessor, everywhere under the same alias.
struct LocationReplacement {
  /// What becomes of each place, as far as it is known before it is done.
  let results: [LocationResult]
  private let entries: [LocationEntry]

  /// - Parameter entries: Where the predecessor stands.
  init(of entries: [LocationEntry], _ configuration: HomeConfiguration, _ view: any LedgerView) throws {
    var results: [LocationResult] = []
    var replaced: [LocationEntry] = []
    for entry in entries {
      var problem: String?
      if configuration.enabledLocation(entry.location) == nil {
        problem = LocationDecision.unknown(entry.location)
      } else if try view.isChanging(entry.alias, in: entry.location) {
        problem = LocationDecision.busy(entry.alias)
      } else {
        replaced.append(entry)
      }
      results.append(
        LocationResult(
          location: entry.location, name: configuration.location(entry.location)?.name, alias: entry.alias,
          problem: problem))
    }
    self.results = results
    self.entries = replaced
  }

  /// What is to be done once the successor is signed.
  func changes(to successor: UniqueID) -> [LocationChange] {
    entries.map {
      LocationChange(
        location: $0.location, alias: $0.alias, replaced: $0.certificate, certificate: successor,
        pushAttributes: $0.pushAttributes)
    }
  }
}
