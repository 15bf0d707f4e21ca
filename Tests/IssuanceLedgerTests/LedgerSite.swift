import PKIModel
import TestSupport
import Testing

@testable import IssuanceLedger

/// A ledger in a folder of its own, and records to put into it.
struct LedgerSite {
  static let now = UTCInstant(seconds: 1_790_000_000)
  static let authority = UniqueID("11111111-1111-4111-8111-111111111111")
  static let profile = UniqueID("22222222-2222-4222-8222-222222222222")

  let folder: TemporaryFolder
  let ledger: Ledger

  init() throws {
    folder = try TemporaryFolder()
    ledger = try Ledger.create(at: folder.file("ledger.sqlite"))
  }

  func open(_ name: String = "b-1") throws -> OpenBatch { try ledger.openBatch(named: name, at: LedgerSite.now) }

  /// Commits decisions and gives the conflicts as words, by index.
  @discardableResult
  func commit(_ batch: OpenBatch, _ decisions: RecordedDecision...) throws -> [Int: String] {
    try ledger.commit(batch, signatures: [], decisions: decisions, failures: []).mapValues { "\($0)" }
  }

  func record(_ id: String, in batch: OpenBatch) throws -> RequestRecord? {
    try ledger.view(batch: batch.number) { try $0.request(id: id) }
  }

  func certificate(_ number: UInt8) throws -> CertificateRecord? {
    let uuid = try LedgerSite.intent(number).uuid
    return try ledger.view { try $0.certificate(uuid) }
  }

  /// Everything that all tables hold, as text.
  func contents() throws -> [String] {
    let path = folder.file("copy.sqlite")
    try ledger.checkpoint()
    try folder.write(try #require(folder.contents("ledger.sqlite")), to: "copy.sqlite")
    let dump = try Command.run(
      "python3", ["-c", "import sqlite3,sys; print('\\n'.join(sqlite3.connect(sys.argv[1]).iterdump()))", path])
    try #require(dump.status == 0, "\(dump.errors)")
    return dump.output.split(separator: "\n").map(String.init)
  }

  // MARK: Records

  static func request(
    _ id: String, _ batch: OpenBatch, position: Int = 0, outcome: String = "OK", duplicate: Bool = false,
    certificate: UniqueID? = nil, operation: String = "issueCertificate", digest: UInt8 = 1
  ) -> RequestRecord {
    RequestRecord(
      position: position, id: id, isDuplicate: duplicate, run: batch.run, lastRun: batch.run, digest: [digest],
      operation: operation, outcome: outcome, configurationDigest: [7], certificate: certificate, detail: [])
  }

  static func decision(_ request: RequestRecord, _ changes: StateChange...) -> RecordedDecision {
    RecordedDecision(request: request, changes: changes)
  }

  /// A certificate that is about to be signed; equal numbers have equal serial numbers.
  static func intent(_ number: UInt8) throws -> CertificateRecord {
    let serial = try #require(SerialNumber(magnitude: [0x41, number]))
    let digest = [UInt8](repeating: number, count: 32)
    return CertificateRecord(
      uuid: try #require(UniqueID(ofCertificate: serial, digest: digest)), authority: try #require(authority),
      raProfile: profile, serialNumber: serial, state: .requested, tbs: [0x30, 0x01, number], request: nil
    )
  }

  static func issue(_ id: String, _ number: UInt8, _ batch: OpenBatch, position: Int = 0) throws -> RecordedDecision {
    let certificate = try intent(number)
    return decision(request(id, batch, position: position, certificate: certificate.uuid), .intend(certificate))
  }

  static func signature(_ number: UInt8) throws -> RecordedSignature {
    RecordedSignature(
      certificate: try intent(number).uuid, signature: [number, 2], fingerprint: [UInt8](repeating: number, count: 32))
  }

  static func revocation(_ number: UInt8, reason: RevocationReason = .superseded) throws -> StateChange {
    .revoke(CertificateStanding(try intent(number).with(state: .issued)), for: reason, at: now)
  }

  static func endEntity(_ name: String, status: EndEntityStatus = .new) throws -> EndEntity {
    EndEntity(
      raProfile: try #require(profile), username: name, subjectDN: "CN=\(name)", subjectAltName: nil, email: "a@b",
      extensionData: [EndEntity.ExtensionDatum(name: "1.2", value: "\"ü\"")], status: status, passwordHash: "hash")
  }
}
