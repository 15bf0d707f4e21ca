import Foundation
import TestSupport
import Testing

/// CRMF requests through the front door.
@Suite struct RequestMessageTests {
  private static func line(id: String, _ octets: [UInt8], format: String = "crmf") -> String {
    #"{"id":"\#(id)","operation":"issueCertificate","body":{"request":"\#(Data(octets).base64EncodedString())","#
      + #""format":"\#(format)","attributes":[]}}"# + "\n"
  }

  @Test(
    "JSON, JSON Lines and XML give a certificate for a good CRMF request and say what is wrong with the others",
    .enabled(if: OpenSSLTool.isAvailable), arguments: ["json", "jsonl", "xml"])
  func forms(form: String) throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.p256, named: "key")
    let good = try tool.requestMessage(key: key, subject: "/CN=meter", altNames: "meter.example")
    var forged = good
    forged[forged.count - 1] ^= 1
    let lines = [
      ("good", good), ("forged", forged), ("cut", Array(good.dropLast())),
      ("vouched", try tool.requestMessage(key: key, subject: "/CN=meter", proof: 0)),
      ("unproved", try tool.requestMessage(key: key, subject: "/CN=meter", proof: -1)),
    ].map { RequestMessageTests.line(id: $0, $1) }
    let site = try Site.permissive()
    let source = try site.manifest(MeterManifest.header(batch: "b") + lines.joined(), named: "source.jsonl")
    let manifest = site.folder.file("manifest." + form)
    _ = try Program.run(["convert", source, "--to", form, "-o", manifest])
    let run = try site.run(manifest, ["--bundles", "files"])
    #expect(run.status == 1, "\(run.errors)")
    let results = try site.results()
    #expect(
      results.map { "\($0.id) \($0.code ?? $0.outcome)" } == [
        "good OK", "forged csr.proofOfPossession", "cut csr.malformed", "vouched csr.proofKind",
        "unproved csr.proofOfPossession",
      ])
    #expect(results[2].messages?.first?.contains("Cannot process CRMF request: ") == true)
    try judge(results[0], good, key, tool, site)
  }

  /// The certificate is for the request's key and names; its files tell the format of the request.
  private func judge(
    _ entry: ResultEntry, _ request: [UInt8], _ key: String, _ tool: OpenSSLTool, _ site: Site
  ) throws {
    func path(_ name: String) throws -> String {
      "out/" + (try #require(entry.artifacts?.first { $0.path.hasSuffix("/" + name) }?.path))
    }
    let certificate = site.folder.file(try path("certificate.pem"))
    try tool.run(["verify", "-x509_strict", "-partial_chain", "-trusted", site.chain, certificate])
    let text = try tool.run(["x509", "-in", certificate, "-noout", "-subject", "-ext", "subjectAltName"]).output
    #expect(text.contains("CN = meter") && text.contains("DNS:meter.example"))
    let publicKey = try tool.run(["x509", "-in", certificate, "-noout", "-pubkey"]).stdout
    #expect(try tool.run(["pkey", "-in", key, "-pubout"]).stdout == publicKey)
    #expect(site.folder.contents(try path("request.crmf")) == request)
    let detail = try #require(site.folder.contents(try path("detail.json")))
    let stored = try JSONDecoder().decode(Detail.self, from: Data(detail)).certificateRequest
    #expect(stored.certificateRequestFormat == "crmf" && stored.content == Data(request))
    let shown = try Program.run(["show", site.folder.file(try path("request.crmf"))])
    #expect(shown.output.hasPrefix("Certificate request in CRMF\n"))
  }

  private struct Detail: Decodable {
    struct Request: Decodable {
      let certificateRequestFormat: String
      let content: Data
    }

    let certificateRequest: Request
  }

  /// What others take and certmill refuses, and why.
  private static let refused: [String: String] = [
    // Five certificates in one request.
    "crmf-made-good:bc-batch5.good.crmf": "csr.malformed",
    // A revocation request, and a whole message of CMP.
    "crmf-made-good:ossl-rr-keycompromise.good.rr": "csr.malformed",
    "crmf-made-good:ossl-cr-sig-rsa.good.pkimsg": "csr.malformed",
    "crmf-made-good:ossl-kur-rekey.good.pkimsg": "csr.malformed",
    "crmf-made-good:ossl-p10cr-mac.good.pkimsg": "csr.malformed",
    // The new certificate is wanted of another CA.
    "crmf-made-good:ossl-kur-rekey.good.crmf": "raProfile.foreign",
    "crmf-good:1291ae2933a00eae.der": "raProfile.foreign",
    // Signed with SHA-1, by a key of 1024 bits.
    "crmf-good:a181caf34229f34d.der": "csr.signatureAlgorithm",
  ]
  private static let ofPolicy: [String: String] = [
    "bc-keyagree-encrcert.policy.crmf": "csr.proofKind", "bc-keyenc-encrcert.policy.crmf": "csr.proofKind",
    "ossl-ir-keyenc.policy.crmf": "csr.proofKind", "bc-smuggle-catrue.policy.crmf": "OK",
    "ossl-ir-raverified.policy.pkimsg": "csr.malformed",
  ]

  @Test(
    "The corpora get certificates where their proof is good, and only there",
    .enabled(if: SharedFolder.corpora("crmf-good") != nil, "needs ../shared/corpora"), arguments: [false, true])
  func corpora(acceptingRAVerified: Bool) throws {
    let site = try Site.permissive(acceptingRAVerified: acceptingRAVerified)
    let files = Corpus.files(
      "crmf-good", "crmf-made-good", "crmf-made-policy", "crmf-made-bad", "crmf-bad-pop", "crmf-unparseable")
    let lines = files.map {
      RequestMessageTests.line(
        id: $0.name.replacingOccurrences(of: "/", with: ":"), $0.octets,
        format: $0.name.hasSuffix(".p10") ? "pkcs10" : "crmf")
    }
    let manifest = try site.manifest(MeterManifest.header(batch: "b") + lines.joined(), named: "m.jsonl")
    #expect(try site.run(manifest).status == 1)
    let results = try site.results()
    #expect(results.count == files.count && files.count > 400)
    for entry in results {
      let parts = entry.id.split(separator: ":").map(String.init)
      let answer = entry.code ?? entry.outcome
      let messages = entry.messages ?? []
      switch parts[0] {
      case "crmf-good", "crmf-made-good":
        #expect(answer == RequestMessageTests.refused[entry.id, default: "OK"], "\(entry.id) \(messages)")
      case "crmf-made-policy":
        let raVerified = acceptingRAVerified ? "OK" : "csr.proofKind"
        #expect(answer == RequestMessageTests.ofPolicy[parts[1], default: raVerified], "\(entry.id) \(messages)")
      case "crmf-unparseable": #expect(answer == "csr.malformed", "\(entry.id) \(messages)")
      default:
        let isVouchedFor = entry.warnings?.contains { $0.contains("raVerified") } ?? false
        #expect(!entry.issued || (acceptingRAVerified && isVouchedFor), "\(entry.id)")
      }
    }
  }
}
