/// What the ledger keeps of one request of a batch: enough to give its result again.
///
/// A class, because it is handed from stage to stage.
package final class RequestRecord: Sendable {
  /// The place in the manifest, from 0.
  package let position: Int
  /// The id that the requester chose; unique in its batch, but for refused duplicates.
  package let id: String
  /// Whether the request was refused because another one has its id.
  package let isDuplicate: Bool
  /// The run of the batch that decided the request; runs count from 1.
  package let run: Int
  /// The last run of the batch in whose manifest the request stood.
  package let lastRun: Int
  /// SHA-256 of the request's content in its form-neutral form.
  package let digest: [UInt8]
  /// The operation's name.
  package let operation: String
  /// The outcome's name: final, or what it will be once the certificate's signature is on record.
  package let outcome: String
  /// SHA-256 of the configuration that a refusal was decided under.
  package let configurationDigest: [UInt8]
  /// The certificate that the request made or touched; it is in the ledger.
  package let certificate: UniqueID?
  /// The parts of the result that cannot be derived from the certificate, as JSON; empty where there are none.
  package let detail: [UInt8]

  package init(
    position: Int, id: String, isDuplicate: Bool = false, run: Int, lastRun: Int, digest: [UInt8], operation: String,
    outcome: String, configurationDigest: [UInt8], certificate: UniqueID?, detail: [UInt8]
  ) {
    self.position = position
    self.id = id
    self.isDuplicate = isDuplicate
    self.run = run
    self.lastRun = lastRun
    self.digest = digest
    self.operation = operation
    self.outcome = outcome
    self.configurationDigest = configurationDigest
    self.certificate = certificate
    self.detail = detail
  }

  /// The same request with another result.
  package func with(outcome: String, detail: [UInt8]) -> RequestRecord {
    RequestRecord(
      position: position, id: id, isDuplicate: isDuplicate, run: run, lastRun: lastRun, digest: digest,
      operation: operation, outcome: outcome, configurationDigest: configurationDigest, certificate: certificate,
      detail: detail)
  }
}

extension RequestRecord: Equatable {
  package static func == (left: RequestRecord, right: RequestRecord) -> Bool {
    left.position == right.position && left.id == right.id && left.isDuplicate == right.isDuplicate
      && left.run == right.run && left.lastRun == right.lastRun && left.digest == right.digest
      && left.operation == right.operation && left.outcome == right.outcome
      && left.configurationDigest == right.configurationDigest && left.certificate == right.certificate
      && left.detail == right.detail
  }
}
