import PKIModel
import ResultWriting
import Testing

/// A small report: one authority, two revocations, one request that revoked nothing.
struct RevocationReportFixture {
  let report: RevocationReport
  let revoked: [RevocationReport.Entry]
  let notRevoked: [RevocationReport.Entry]

  init() throws {
    let issuer = "CN=Issuing CA, O=Example"
    let authority = try #require(UniqueID("00000000-0000-8000-8000-0000000000ca"))
    report = RevocationReport(
      scope: "batch b-1",
      authorities: [
        .init(
          uuid: authority, name: "issuing", issuerDN: issuer, crlNumber: 7,
          thisUpdate: UTCInstant("2026-11-24T02:35:03Z"), nextUpdate: UTCInstant("2026-12-01T02:35:03Z")),
        .init(uuid: authority, name: "idle", issuerDN: "CN=Idle CA"),
      ],
      counts: .init(byReason: [.keyCompromise: 1, .unspecified: 1], notRevoked: 1))

    var full = RevocationReport.Entry(requestID: "r-1", batchID: "b-1", result: "OK")
    full.certificateUUID = UniqueID("00000000-0000-8000-8000-000000000001")
    full.serialNumber = SerialNumber(magnitude: [0x0A, 0xBC, 0xDE, 0x01, 0x23])
    full.issuerDN = issuer
    full.subjectDN = "CN=a\\, b, O=Example"
    full.revocationDate = UTCInstant("2026-11-24T02:35:03Z")
    full.invalidityDate = UTCInstant("2026-11-20T00:00:00Z")
    full.reason = .keyCompromise
    full.previousState = .issued
    full.keyDestroyed = true
    full.crlShard = 3
    let bare = RevocationReport.Entry(requestID: "r-2", batchID: "b-1", result: "OK")
    revoked = [full, bare]

    var refused = RevocationReport.Entry(requestID: "r-3", batchID: "b-1", result: "NOT_FOUND")
    refused.serialNumber = SerialNumber(magnitude: [0x1F, 0x3A])
    refused.reason = .superseded
    refused.code = "certificate.unknown"
    refused.message = "no certificate has serial number 1f3a"
    notRevoked = [refused]
  }

  func render(_ form: RevocationReport.Form) -> [UInt8] {
    var renderer = RevocationReportRenderer(form)
    var bytes = renderer.begin(report)
    bytes += renderer.rows(revoked.map(RevocationReport.Row.init), isFirst: true)
    bytes += renderer.beginNotRevoked()
    bytes += renderer.rows(notRevoked.map(RevocationReport.Row.init), isFirst: true)
    return bytes + renderer.end()
  }

  func text(_ form: RevocationReport.Form) -> String { String(decoding: render(form), as: UTF8.self) }
}
