import Foundation
import TestSupport
import Testing

@Suite struct QueryFormTests {
  private static let requests = """
    {"id":"all","operation":"listCertificates"}
    {"id":"page","method":"POST","path":"/api/v1/certificates","body":{"itemsPerPage":2,"pageNumber":2,"filters":[\
    {"fieldSource":"property","fieldIdentifier":"CERTIFICATE_STATE","condition":"EQUALS","value":["issued","revoked"]},\
    {"fieldSource":"property","fieldIdentifier":"NOT_AFTER","condition":"GREATER","value":"2026-01-01T00:00:00Z"}]}}
    {"id":"chain","operation":"getCaCertificates"}
    {"id":"crl","operation":"getCrl","body":{"delta":false}}
    {"id":"nobody","operation":"getCertificate","certificateUuid":"3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11"}

    """

  @Test("Answers are the same whether a manifest is JSON, JSON Lines or XML")
  func forms() throws {
    let origin = try Site()
    let issuing = try origin.run(Program.packaged("samples/04-revocation/manifest.json"), out: "first")
    #expect(issuing.status == 1, "\(issuing.errors)")
    let uuid = try #require(try origin.results(out: "first").first { $0.state == "revoked" }?.certificateUuid)
    let one = #"{"id":"one","method":"GET","path":"/api/v1/certificates/\#(uuid)"}"#
    let source = try origin.manifest(
      MeterManifest.header(batch: "questions") + QueryFormTests.requests + one + "\n", named: "source.jsonl")
    var results: [[UInt8]] = []
    for (site, run) in try origin.runInEachForm(source) {
      #expect(run.status == 1 && run.output.contains("in=6 done=5 rejected=1"), "\(run.output)\(run.errors)")
      results.append(try #require(site.folder.contents("out/results.jsonl")))
    }
    #expect(results[0] == results[1] && results[0] == results[2])
    try checkAnswers(results[0])
  }

  private func checkAnswers(_ results: [UInt8]) throws {
    let bodies = try results.split(separator: 0x0A).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])["body"]
    }
    let all = try #require(bodies[0] as? [String: Any])
    let page = try #require(bodies[1] as? [String: Any])
    #expect(all["totalItems"] as? Int == 10 && (all["certificates"] as? [Any])?.count == 10)
    #expect(page["totalPages"] as? Int == 5 && (page["certificates"] as? [Any])?.count == 2)
    #expect((bodies[2] as? [Any])?.count == 2)
    let crl = try #require((bodies[3] as? [String: Any])?["crlData"] as? String)
    let folder = try TemporaryFolder()
    let file = try folder.write(Array(try #require(Data(base64Encoded: crl))), to: "crl.der")
    let text = try Command.run("openssl", ["crl", "-inform", "DER", "-in", file, "-noout", "-text"])
    #expect(Judge.revocations(text.output).count == 9)
    #expect((bodies[5] as? [String: Any])?["state"] as? String == "revoked")
  }
}
