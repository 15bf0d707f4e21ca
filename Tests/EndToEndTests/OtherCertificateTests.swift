import Foundation
import TestSupport
import Testing

@Suite("Certificates that openssl signed with the authority's key", .enabled(if: OpenSSLTool.isAvailable))
struct OtherCertificateTests {
  /// Certificates, PEM, that the site's authority signed without certmill.
  private func certificates(_ site: Site, _ tool: OpenSSLTool, count: Int) throws -> [String] {
    let key = try tool.newKey(.p256, named: "old")
    let extensions = try tool.folder.write(Array("basicConstraints=CA:FALSE\n".utf8), to: "extensions")
    return try (0..<count).map { number in
      let request = try tool.folder.write(
        try tool.request(key: key, subject: "/CN=old-\(number).example"), to: "request-\(number).der")
      let path = tool.folder.file("old-\(number).pem")
      try tool.run([
        "x509", "-req", "-in", request, "-inform", "DER", "-CA", site.chain, "-CAkey",
        site.home + "/keys/issuing-ca.pem",
        "-passin", "file:\(site.passphraseFile)", "-set_serial", "0x51\(number)", "-days", "30", "-out", path,
        "-extfile", extensions,
      ])
      return path
    }
  }

  private func manifest(_ paths: [String]) throws -> String {
    let header = #"{"manifestVersion":1,"batchId":"old","defaults":{"raProfileName":"tls-server"}}"#
    var lines = [header]
    for (number, path) in paths.enumerated() {
      let text = try String(contentsOfFile: path, encoding: .utf8).replacing("\n", with: "\\n")
      lines.append(#"{"id":"old-\#(number)","operation":"uploadCertificate","body":{"certificate":"\#(text)"}}"#)
      let name = #"{"serialNumber":"0x51\#(number)","issuerDn":"CN=Example Issuing CA,O=Example"}"#
      lines.append(#"{"id":"bound-\#(number)","operation":"identifyCertificate","certificateUuid":\#(name)}"#)
      if number == 1 {
        lines.append(
          #"{"id":"gone","operation":"bulkRevoke","body":{"certificateUuids":[\#(name)],"reason":"keyCompromise"}}"#)
      }
    }
    lines.append(
      """
      {"id":"rest","operation":"bulkRevoke","body":{"reason":"superseded","filters":[{"fieldSource":"property",\
      "fieldIdentifier":"COMMON_NAME","condition":"EQUALS","value":["old-2.example","old-3.example"]}]}}
      """)
    return lines.joined(separator: "\n") + "\n"
  }

  @Test("are taken in, identified and revoked from any form of manifest, and openssl finds them on the CRL")
  func life() throws {
    let origin = try Site()
    let tool = try OpenSSLTool()
    let paths = try certificates(origin, tool, count: 5)
    let source = try origin.manifest(manifest(paths), named: "source.jsonl")
    var results: [[UInt8]] = []
    for (site, run) in try origin.runInEachForm(source) {
      #expect(run.status == 0 && run.output.contains("in=12 done=12 rejected=0"), "\(run.output)\(run.errors)")
      results.append(try #require(site.folder.contents("out/results.jsonl")))
      let list = site.folder.file("out/crl/issuing-ca.pem")
      let text = try Command.run("openssl", ["crl", "-in", list, "-noout", "-text"])
      #expect(
        Judge.revocations(text.output) == ["0511": "Key Compromise", "0512": "Superseded", "0513": "Superseded"])
      for (number, path) in paths.enumerated() {
        let verdict = try Command.run(
          "openssl", ["verify", "-crl_check", "-CRLfile", list, "-CAfile", site.chain, path])
        #expect((verdict.status == 0) == (number == 0 || number == 4), "\(number) \(verdict.errors)")
        #expect(verdict.status == 0 || verdict.errors.contains("certificate revoked"))
      }
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }
}
