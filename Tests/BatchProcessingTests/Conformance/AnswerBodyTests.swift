import Diagnostics
import PKIModel
import ResultWriting
import Testing

/// The bodies of error answers (domain of the API 1.3), of those too that no request gets yet.
@Suite("The body of an answer")
struct AnswerBodyTests {
  private func line(_ outcome: Outcome) throws -> String {
    let detail = #"{"problems":[{"code":"internal.error","pointer":"","problem":"no","remedy":"none"}]}"#
    let request = RequestRecord(
      position: 0, id: "a", isDuplicate: false, run: 1, lastRun: 1, digest: [], operation: "revokeCertificate",
      outcome: outcome.rawValue, configurationDigest: [], certificate: nil, detail: Array(detail.utf8))
    let rendered = try ResultRenderer(issuers: [:], bundles: nil)
      .render(CompletedRequest(request: request, certificate: nil, isReplayed: false))
    return String(decoding: rendered.line, as: UTF8.self)
  }

  @Test(
    "is that of its status",
    arguments: [
      (.pending, #""httpStatus":202,"code":"internal.error","messages""#),
      (.badRequest, #""httpStatus":400,"code":"internal.error","body":{"message":"no"}"#),
      (
        .forbidden,
        #""httpStatus":403,"code":"internal.error","body":{"statusCode":403,"code":"ACCESS_DENIED","message":"no"}"#
      ),
      (.notFound, #""httpStatus":404,"code":"internal.error","body":{"message":"no"}"#),
      (.validationFailed, #""httpStatus":422,"code":"internal.error","body":["no"]"#),
      (.internalError, #""httpStatus":500,"code":"internal.error","body":{"message":"no"}"#),
      (.authorityError, #""httpStatus":502,"code":"internal.error","body":{"message":"no"}"#),
      (.authorityUnavailable, #""httpStatus":503,"code":"internal.error","body":{"message":"no"}"#),
      (.skipped, #""outcome":"SKIPPED","code":"internal.error","messages""#),
    ] as [(Outcome, String)])
  func bodies(outcome: Outcome, part: String) throws {
    let line = try line(outcome)
    #expect(line.contains(part), "\(line)")
  }
}
