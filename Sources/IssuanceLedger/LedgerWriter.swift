import GRDB
import PKIModel

/// Writes records inside one transaction, with statements that are compiled once for the connection.
///
/// A class, because it is handed on for every record and holds much.
final class LedgerWriter {
  let database: Database
  let batch: Int64
  let certificates: RowWriter<CertificateRecord>
  let intents: RowWriter<Int64>
  let endedIntents: RowWriter<Int64>
  let signatures: RowWriter<NumberedSignature>
  let fingerprints: RowWriter<NumberedSignature>
  let revocations: RowWriter<NumberedRevocation>
  let requests: RowWriter<RequestRecord>
  /// The numbers of authorities' next CRLs, as far as revocations have asked for them.
  var nextCRLs: [UniqueID: Int64] = [:]

  init(_ database: Database, batch: Int64) {
    self.database = database
    self.batch = batch
    certificates = RowWriter(database, LedgerWriter.certificateRows, bind: LedgerWriter.bind)
    intents = RowWriter(database, LedgerWriter.intentRows) { $0.add($1) }
    endedIntents = RowWriter(database, LedgerWriter.endedIntentRows) { $0.add($1) }
    signatures = RowWriter(database, LedgerWriter.signatureRows, bind: LedgerWriter.bind)
    fingerprints = RowWriter(database, LedgerWriter.fingerprintRows, bind: LedgerWriter.bindFingerprint)
    revocations = RowWriter(database, LedgerWriter.revocationRows) { LedgerWriter.bind(&$0, $1, batch) }
    requests = RowWriter(database, LedgerWriter.requestRows) { LedgerWriter.bind(&$0, $1, batch) }
  }

  /// Records decisions, each whole or nothing of it; returns those, by index, that could not be recorded.
  func record(_ decisions: [RecordedDecision]) throws -> [Int: CommitConflict] {
    var conflicts: [Int: CommitConflict] = [:]
    var index = 0
    while index < decisions.count {
      let group = decisions[index...].prefix(RowStatements.largest).prefix(while: \.isPlain)
      let end = max(index + 1, group.endIndex)
      if try group.count < 2 || !recordTogether(group) {
        for alone in index..<end { conflicts[alone] = try record(decisions[alone]) }
      }
      index = end
    }
    return conflicts
  }

  /// Replaces what stands of a request whose intent failed.
  func replace(_ decision: RecordedDecision) throws {
    let delete = try database.cachedStatement(sql: "DELETE FROM request WHERE batch = ? AND name = ? AND duplicate = 0")
    try delete.execute(arguments: [batch, decision.request.id])
    guard try recordStepwise(decision) == nil else {
      throw LedgerError.damaged("the failure of \(decision.request.id) does not fit what is on record")
    }
  }

  /// Records decisions that are plain; false, with nothing recorded, where that cannot be done with all of them.
  private func recordTogether(_ decisions: ArraySlice<RecordedDecision>) throws -> Bool {
    var isDone = false
    try database.inSavepoint {
      let intended = decisions.flatMap { $0.changes.compactMap(\.intended) }
      isDone = try intend(intended) && revoke(decisions) && requests.write(decisions.map(\.request))
      return isDone ? .commit : .rollback
    }
    return isDone
  }

  /// Records a decision whole, or nothing of it.
  private func record(_ decision: RecordedDecision) throws -> CommitConflict? {
    if decision.isReplay {
      try move(decision.request)
      return nil
    }
    var conflict: CommitConflict?
    try database.inSavepoint {
      conflict = try recordStepwise(decision)
      return conflict == nil ? .commit : .rollback
    }
    return conflict
  }

  private func recordStepwise(_ decision: RecordedDecision) throws -> CommitConflict? {
    guard try revoke([decision]) else { return .stateChanged }
    for change in decision.changes {
      if let conflict = try apply(change, decision.request) { return conflict }
    }
    return try requests.write([decision.request]) ? nil : .requestTaken
  }

  private func apply(_ change: StateChange, _ request: RequestRecord) throws -> CommitConflict? {
    switch change {
    case .intend(let certificate): try intend([certificate]) ? nil : .serialNumberTaken
    case .abandon(let certificate): try abandon(certificate) ? nil : .stateChanged
    case .addEndEntity(let entity): try add(entity) ? nil : .stateChanged
    case .updateEndEntity(let entity): try update(entity) ? nil : .stateChanged
    case .enrol(let certificate, let profile, let name): try enrol(certificate, profile, name) ? nil : .stateChanged
    case .deleteEndEntity(let profile, let name, let date):
      try delete(profile, name, at: date, request) ? nil : .stateChanged
    // Done before everything else, many at a time.
    case .revoke: nil
    case .submit(let submission): try submit(submission) ? nil : .serialNumberTaken
    case .keep(let attributes): try keep(attributes) ? nil : .stateChanged
    case .succeed(let succession): try link(succession) ? nil : .stateChanged
    case .take(let certificate): try take(certificate) ? nil : .stateChanged
    case .identify(let certificate, let profile, let authority):
      try identify(certificate, profile, authority) ? nil : .stateChanged
    case .addKey(let key): try add(key, request) ? nil : .stateChanged
    case .changeKey(let key, let state): try changeState(of: key, from: state) ? nil : .stateChanged
    case .place(let change): try place(change, request) ? nil : .stateChanged
    }
  }
}

extension RecordedDecision {
  /// Whether it makes rows of the same tables as nearly all others do, and is recorded with them.
  fileprivate var isPlain: Bool {
    guard !isReplay, changes.count < 2 else { return false }
    return switch changes.first {
    case nil, .intend, .revoke: true
    default: false
    }
  }
}

extension StateChange {
  fileprivate var intended: CertificateRecord? {
    if case .intend(let certificate) = self { certificate } else { nil }
  }
}
