import TestSupport
import Testing

@Suite struct SerialNumberTests {
  @Test("A manifest takes back each form in which a serial number is printed")
  func forms() throws {
    let site = try Site()
    let issue = try site.manifest(MeterManifest.text(count: 3, batch: "meters"), named: "issue.jsonl")
    #expect(try site.run(issue, ["--bundles", "files"]).status == 0)
    let entries = try site.results()
    let serials = entries.compactMap(\.serialNumber)
    // 20 octets, the first of them 0x40 to 0x7F; as the API prints them.
    #expect(serials.allSatisfy { $0.count == 40 && $0.allSatisfy { "0123456789abcdef".contains($0) } })
    let path = try #require(entries[2].artifacts?.first { $0.path.hasSuffix("/certificate.pem") }?.path)
    let shown = try Program.run(["show", site.folder.file("out/" + path)])
    let line = try #require(shown.output.split(separator: "\n").first { $0.contains("Serial number") })
    let printed = [serials[0], "0x" + serials[1], String(try #require(line.split(separator: " ").last))]
    #expect(printed[2].contains(":"))
    let lines = printed.enumerated().map { number, serial in
      #"{"id":"v-\#(number)","operation":"revokeCertificate","certificateUuid":{"serialNumber":"\#(serial)","#
        + #""issuerDn":"CN=Example Issuing CA, O=Example"},"body":{"reason":"superseded"}}"# + "\n"
    }
    let revoke = try site.manifest(MeterManifest.header(batch: "revoke") + lines.joined(), named: "revoke.jsonl")
    let run = try site.run(revoke, out: "revoked")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try site.certificates()["revoked"] == 3)
  }
}
