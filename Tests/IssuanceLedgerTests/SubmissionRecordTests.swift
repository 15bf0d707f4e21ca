import PKIModel
import Testing

@testable import IssuanceLedger

@Suite("Submitted requests in the ledger")
struct SubmissionRecordTests {
  private let kit: LedgerKit
  private let batch: OpenBatch

  init() throws {
    kit = try LedgerKit()
    batch = try kit.open()
  }

  private func submission(_ number: UInt8, isFull: Bool = true) throws -> SubmittedRequest {
    SubmittedRequest(
      uuid: try LedgerKit.id(number), authority: try LedgerKit.id(LedgerKit.authority),
      raProfile: try LedgerKit.id(LedgerKit.profile), serialNumber: try #require(SerialNumber(magnitude: [number])),
      subject: isFull ? try DistinguishedName(text: "CN=a,O=b") : .empty,
      altNames: isFull ? [.dNSName("a.example"), .iPAddress([10, 0, 0, 1])] : [],
      extensions: isFull ? [CertificateExtension(OID(1, 2, 3), isCritical: true, value: [5, 0])] : [],
      validityDays: isFull ? 30 : nil, request: [0x31, number], attributes: isFull ? Array("{}".utf8) : [])
  }

  private func submit(_ id: String, _ number: UInt8, isFull: Bool = true) throws -> RecordedDecision {
    RecordedDecision(
      request: try LedgerKit.request(id, position: Int(number), certificate: number),
      changes: [.submit(try submission(number, isFull: isFull))])
  }

  private func found(_ number: UInt8) throws -> SubmittedRequest? {
    try kit.view(batch) { try $0.submission(LedgerKit.id(number)) }
  }

  @Test("are read as they were written, and are no open intents")
  func roundTrip() throws {
    #expect(try kit.commit(batch, [submit("a", 1), submit("b", 2, isFull: false)]).isEmpty)
    for (number, isFull) in [(1, true), (2, false)] as [(UInt8, Bool)] {
      let (read, written) = (try found(number), try submission(number, isFull: isFull))
      #expect(read == written)
      #expect(read?.altNames == written.altNames && read?.extensions == written.extensions)
    }
    #expect(try found(3) == nil)
    #expect(try kit.certificate(1) == nil)
    #expect(try kit.ledger.openIntents(limit: 10).isEmpty)
    #expect(try kit.ledger.openIntentCount() == 0)
    #expect(try kit.ledger.certificateCounts() == [.requested: 2])
  }

  @Test("have the certificate's state once they are issued")
  func issued() throws {
    try kit.commit(batch, [submit("a", 1), submit("b", 2)])
    #expect(try kit.commit(batch, [LedgerKit.issue("c", 1)]).isEmpty)
    #expect(try kit.ledger.certificateCounts() == [.requested: 2])
    #expect(try kit.ledger.openIntentCount() == 1)
    try kit.commit(batch, [], signatures: [1])
    #expect(try kit.ledger.certificateCounts() == [.requested: 1, .issued: 1])
    #expect(try kit.commit(batch, [LedgerKit.issue("d", 1)]) == [0: .serialNumberTaken])
  }

  @Test("take no UUID that a certificate or another submission has")
  func taken() throws {
    try kit.commit(batch, [LedgerKit.issue("a", 1), submit("b", 2)])
    #expect(try kit.commit(batch, [submit("c", 1), submit("d", 2)]) == [0: .serialNumberTaken, 1: .serialNumberTaken])
    #expect(try kit.view(batch) { try $0.request(id: "c") } == nil)
  }

  @Test("are seen by a run that only checks, and leave no trace in the ledger")
  func scratch() throws {
    try kit.commit(batch, [submit("a", 1)])
    let scratch = try ScratchLedger(
      over: kit.ledger, batch: OpenBatch(number: batch.number, run: 2), named: "b-1", at: UTCInstant(seconds: 2))
    #expect(try scratch.commit([submit("b", 2), LedgerKit.issue("c", 1)]).isEmpty)
    #expect(try scratch.view { try $0.submission(LedgerKit.id(1)) } == submission(1))
    #expect(try scratch.view { try $0.submission(LedgerKit.id(2)) } == submission(2))
    #expect(try scratch.view { try $0.certificate(LedgerKit.id(1))?.state } == .issued)
    #expect(try found(2) == nil)
  }
}
