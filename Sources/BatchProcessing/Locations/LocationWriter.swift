import Configuration
import IssuanceLedger
import KeystoreFormats
import Logging
import PKIModel
import RequestResolution

/// Carries out what is on record for locations: each store is written once for all its changes, and only then are
/// these taken off the record.
struct LocationWriter {
  let home: Home
  let ledger: Ledger
  let now: UTCInstant
  let log: Logger

  /// Finishes what an earlier run has left.
  func finish() throws {
    let due = try ledger.dueLocationChanges()
    guard !due.isEmpty else { return }
    _ = try carryOut(due)
    log.info("open changes of locations are carried out", metadata: ["changes": "\(due.count)"])
  }

  /// Carries changes out, those of one location in their order.
  ///
  /// - Returns: the requests whose result is another one because of that.
  func carryOut(_ due: [DueLocationChange]) throws -> [(batch: Int64, request: RequestRecord)] {
    let contents = try contents(due)
    var problems = [String?](repeating: nil, count: due.count)
    for (location, places) in Dictionary(grouping: due.indices, by: { due[$0].change.location }) {
      let changes = places.map { contents[$0] }
      for (place, problem) in zip(places, make(changes, in: location)) { problems[place] = problem }
    }
    let failures = due.indices.compactMap { place in
      problems[place].map { (due[place], failure(of: due[place].change, $0)) }
    }
    let results = Dictionary(grouping: failures) { RequestName(batch: $0.0.batch, id: $0.0.request.id) }.values
      .compactMap { failed in
        failed.first.map {
          (batch: $0.0.batch, request: Resolver.result(of: $0.0.request, after: failed.map(\.1)))
        }
      }
    try ledger.settle(
      due.indices.map { (change: due[$0].change, isCarriedOut: problems[$0] == nil) }, results: results)
    log.debug("locations are written", metadata: ["changes": "\(due.count)", "failures": "\(failures.count)"])
    return results
  }

  private struct RequestName: Hashable {
    let batch: Int64
    let id: String
  }

  private func make(_ changes: [StoreChange], in location: UniqueID) -> [String?] {
    guard let location = home.configuration.enabledLocation(location) else {
      return changes.map { _ in "the home has no such location, or it is disabled" }
    }
    return LocationStore(location: location, home: home.path, now: now).make(changes)
  }

  private func failure(of change: LocationChange, _ reason: String) -> LocationFailure {
    LocationFailure(
      change: change, location: home.configuration.location(change.location)?.name ?? change.location.description,
      reason: reason)
  }

  /// The changes with the certificates themselves.
  private func contents(_ due: [DueLocationChange]) throws -> [StoreChange] {
    try ledger.view { view in
      func der(_ uuid: UniqueID?) throws -> [UInt8]? {
        guard let uuid else { return nil }
        guard let certificate = try view.certificate(uuid).flatMap(IssuedCertificate.init) else {
          throw LedgerError.damaged("certificate \(uuid), which is to stand in a location, is not there")
        }
        return certificate.der
      }
      return try due.map { item in
        StoreChange(
          alias: item.change.alias, replaced: try der(item.change.replaced),
          certificate: try der(item.change.certificate))
      }
    }
  }
}

/// The locations that the requests of one batch change.
struct BatchLocations {
  let writer: LocationWriter
  let batch: LedgerBatch
  let timings: RunTimings

  /// Carries out what requests want of locations; returns their records with the results that came of it.
  func carryOut(_ requests: [(request: RequestRecord, changes: [LocationChange])]) throws -> [RequestRecord] {
    let number = try batch.open().number
    // The order of a manifest is the same for any number of lanes.
    let due = requests.sorted { $0.request.position < $1.request.position }.flatMap { request, changes in
      changes.map { DueLocationChange(change: $0, request: request, batch: number) }
    }
    let results = try timings.measure("locations", requests: requests.count) { try writer.carryOut(due) }
    let changed = Dictionary(results.map { ($0.request.id, $0.request) }, uniquingKeysWith: { first, _ in first })
    return requests.map { changed[$0.request.id] ?? $0.request }
  }
}
