import PKIModel
import TestSupport
import Testing

@testable import IssuanceLedger

/// A ledger in a folder of its own, and records to put into it.
struct LedgerKit {
  let folder: TemporaryFolder
  let ledger: Ledger

  init() throws {
    folder = try TemporaryFolder()
    ledger = try Ledger.create(at: folder.file("ledger.sqlite"))
  }

  /// Over a ledger that is there.
  init(folder: TemporaryFolder, ledger: Ledger) {
    self.folder = folder
    self.ledger = ledger
  }

  var path: String { folder.file("ledger.sqlite") }

  static func id(_ number: UInt8) throws -> UniqueID {
    try #require(UniqueID(octets: [UInt8](repeating: number, count: 16)))
  }

  static let authority: UInt8 = 0xA0
  static let profile: UInt8 = 0xB0

  /// A certificate whose UUID, serial number and bytes follow from a number.
  static func certificate(_ number: UInt8, authority: UInt8 = LedgerKit.authority) throws -> CertificateRecord {
    CertificateRecord(
      uuid: try id(number), authority: try id(authority), raProfile: try id(profile),
      serialNumber: try #require(SerialNumber(magnitude: [number])), state: .requested, tbs: [0x30, number],
      request: [0x31, number])
  }

  static func signature(_ number: UInt8) throws -> RecordedSignature {
    RecordedSignature(
      certificate: try id(number), signature: [number, number], fingerprint: [UInt8](repeating: number, count: 32))
  }

  static func request(
    _ id: String, position: Int = 0, run: Int = 1, outcome: String = "OK", certificate: UInt8? = nil,
    isDuplicate: Bool = false
  ) throws -> RequestRecord {
    RequestRecord(
      position: position, id: id, isDuplicate: isDuplicate, run: run, lastRun: run, digest: Array(id.utf8),
      operation: "issue", outcome: outcome, configurationDigest: [0xCC], certificate: try certificate.map(LedgerKit.id),
      detail: [0x7B, 0x7D])
  }

  static func issue(_ id: String, _ number: UInt8, position: Int = 0, run: Int = 1) throws -> RecordedDecision {
    RecordedDecision(
      request: try request(id, position: position, run: run, certificate: number),
      changes: [.intend(try certificate(number))])
  }

  static func revoke(_ id: String, _ number: UInt8, position: Int = 0, date: Int64 = 1000) throws -> RecordedDecision {
    RecordedDecision(
      request: try request(id, position: position, certificate: number),
      changes: [
        .revoke(
          CertificateStanding(try certificate(number).with(state: .issued)),
          Revocation(
            certificate: try LedgerKit.id(number), reason: .keyCompromise, date: UTCInstant(seconds: date),
            invalidityDate: UTCInstant(seconds: date - 5)))
      ])
  }

  static func endEntity(_ username: String, status: EndEntityStatus = .new) throws -> EndEntity {
    EndEntity(
      raProfile: try id(profile), username: username, subjectDN: "CN=\(username)", subjectAltName: nil, email: "a@b",
      extensionData: [.init(name: "1.2.3", value: "x\"y")], status: status, passwordHash: "$h$")
  }

  func open(_ name: String = "batch") throws -> OpenBatch {
    try ledger.openBatch(named: name, at: UTCInstant(seconds: 100))
  }

  /// Commits decisions; what was not recorded, by index.
  @discardableResult
  func commit(
    _ batch: OpenBatch, _ decisions: [RecordedDecision], signatures: [UInt8] = [], failures: [RecordedDecision] = []
  ) throws -> [Int: CommitConflict] {
    try ledger.commit(
      batch, signatures: try signatures.map(LedgerKit.signature), decisions: decisions, failures: failures)
  }

  /// Opens a batch in which certificates are issued, and one more waits for its signature.
  func open(issued numbers: ClosedRange<UInt8>, waiting: UInt8) throws -> OpenBatch {
    let batch = try open()
    try commit(batch, numbers.map { try LedgerKit.issue("i-\($0)", $0) })
    try commit(batch, [try LedgerKit.issue("open", waiting)], signatures: Array(numbers))
    return batch
  }

  /// What a view of a batch says.
  func view<Result>(_ batch: OpenBatch, _ body: (any LedgerView) throws -> Result) throws -> Result {
    try ledger.view(batch: batch.number, body)
  }

  func certificate(_ number: UInt8) throws -> CertificateRecord? {
    try ledger.view { try $0.certificate(LedgerKit.id(number)) }
  }
}

extension Ledger {
  /// How many revocations the reports show of an authority.
  func revocationCount(authority: UniqueID) throws -> Int {
    var count = 0
    try forEachRevocation(authority: authority) { _ in count += 1 }
    return count
  }
}
