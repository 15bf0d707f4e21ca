import Foundation
import TestSupport
import Testing

@Suite struct FormTests {
  @Test(
    "JSON, JSON Lines and XML of one manifest give the same results, byte for byte",
    arguments: [
      "05-refusals/manifest.json", "03-people/manifest.json", "06-leavers/manifest.json", "11-attributes/manifest.json",
    ])
  func sameResults(sample: String) throws {
    let origin = try Site.prepared(for: sample)
    // The certificates of these samples hold random numbers; what is left of them asks, adds and is refused.
    let source = try origin.manifest(try withoutIssuing(sample), named: "source.jsonl")
    var results: [[UInt8]] = []
    for (site, run) in try origin.runInEachForm(source) {
      #expect(run.status == 1, "\(run.errors)")
      results.append(try #require(site.folder.contents("out/results.jsonl")))
      #expect(try site.certificateCount() == 0)
    }
    #expect(results[0].count > 1000)
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  private func withoutIssuing(_ sample: String) throws -> String {
    let lines = try Program.run(["convert", Program.packaged("samples/" + sample), "--to", "jsonl"])
    #expect(lines.status == 0, "\(lines.errors)")
    let succeeding = [
      "good", "ca-asked-for", "revoked-once", "revoked-twice", "alice-enrols", "alice-enrols-again", "bob-enrols",
      "zoe-enrols", "dora-enrols", "dora-enrols-anew", "emil-enrols", "berlin", "lisbon", "berlin-ends", "lisbon-ends",
    ]
    return lines.output.split(separator: "\n").filter { line in
      !succeeding.contains { line.contains(#""id":"\#($0)""#) }
    }.joined(separator: "\n") + "\n"
  }

  @Test("A conversion there and back is the same text", arguments: SampleTests.samples)
  func thereAndBack(sample: String) throws {
    let folder = try TemporaryFolder()
    let lines = try Program.run(["convert", Program.packaged("samples/" + sample), "--to", "jsonl"])
    #expect(lines.status == 0, "\(lines.errors)")
    for form in ["xml", "json"] {
      let file = folder.file("m." + form)
      _ = try Program.run(["convert", Program.packaged("samples/" + sample), "--to", form, "--out", file])
      #expect(try Program.run(["convert", file, "--to", "jsonl"]).stdout == lines.stdout)
      // It may hold passwords.
      #expect(try Snapshot.modes(of: folder.path)["m." + form] == 0o600)
    }
  }

  @Test("The XML of a sample is the conversion of its JSON", arguments: SampleTests.samples + SampleTests.others)
  func samples(sample: String) throws {
    let path = Program.packaged("samples/" + sample)
    let converted = try Program.run(["convert", path, "--to", "xml"])
    #expect(converted.status == 0, "\(converted.errors)")
    let written = try Data(contentsOf: URL(fileURLWithPath: Program.packaged("samples/" + SampleTests.inXML(sample))))
    #expect(converted.stdout == Array(written))
  }

  @Test("A file of a home is converted there and back, and refused in a form that it cannot have")
  func homeFiles() throws {
    let site = try Site()
    let path = site.home + "/end-entity-profiles/device.json"
    let target = site.folder.file("home/end-entity-profiles/other.xml")
    let converted = try Program.run(["convert", path, "--to", "xml", "-o", target])
    #expect(converted.status == 0, "\(converted.errors)")
    let xml = String(decoding: try #require(site.folder.contents("home/end-entity-profiles/other.xml")), as: UTF8.self)
    #expect(xml.contains("\n<endEntityProfile xmlns=\"urn:certmill:home:1\">\n  <name>device</name>\n"))
    let back = try Program.run(["convert", target, "--to", "json"])
    #expect(back.stdout == site.folder.contents("home/end-entity-profiles/device.json"))
    let lines = try Program.run(["convert", path, "--to", "jsonl"])
    #expect(lines.status == 2 && lines.errors.contains("a file of a home is JSON or XML"))
  }

  @Test("A conversion that fails leaves the old file and nothing else")
  func failedConversion() throws {
    let folder = try TemporaryFolder()
    // The structure is whole, so that the fault shows only behind the first request.
    let lines = MeterManifest.header(batch: "b") + #"{"id":"a"}"# + "\n" + #"{"id":"b","id":"c"}"# + "\n"
    let source = try folder.write(Array(lines.utf8), to: "in.jsonl")
    let target = try folder.write(Array("old".utf8), to: "out/out.xml")
    let converted = try Program.run(["convert", source, "--to", "xml", "-o", target])
    #expect(converted.status == 3)
    #expect(converted.errors.contains("document.duplicateMember"))
    #expect(try folder.tree() == ["in.jsonl", "out", "out/out.xml"])
    #expect(folder.contents("out/out.xml") == Array("old".utf8))
  }

  @Test("Each schema that is listed is printed")
  func schemas() throws {
    let listed = try Program.run(["schema"]).output.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(listed.count == 12)
    for names in listed {
      let printed = try Program.run(["schema", String(names[0])])
      #expect(printed.status == 0)
      #expect(printed.output.contains(names[0].hasSuffix("xsd") ? "http://www.w3.org/2001/XMLSchema" : "\"$schema\""))
    }
    #expect(try Program.run(["schema", "none"]).status == 2)
  }
}
