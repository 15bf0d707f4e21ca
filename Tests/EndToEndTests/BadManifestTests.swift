import Foundation
import TestSupport
import Testing

/// A manifest that must be refused as a whole, or in one of its requests.
struct BadManifest: Sendable, CustomTestStringConvertible {
  let name: String
  let text: @Sendable () throws -> [UInt8]
  let status: Int32
  let message: String
  var form = "json"

  init(
    _ name: String, _ status: Int32, _ message: String, form: String = "json",
    _ text: @escaping @Sendable () throws -> String
  ) {
    self.init(name, status, message, form: form, octets: { Array(try text().utf8) })
  }

  init(
    _ name: String, _ status: Int32, _ message: String, form: String, octets: @escaping @Sendable () throws -> [UInt8]
  ) {
    (self.name, self.status, self.message, self.form, self.text) = (name, status, message, form, octets)
  }

  var testDescription: String { name }

  private static func whole(_ requests: String) -> String {
    #"{"manifestVersion":1,"batchId":"bad","defaults":{"raProfileName":"device"},"requests":[\#(requests)]}"#
  }

  private static func xml(_ type: String, _ text: String) -> String {
    #"<?xml version="1.0"?>\#(type)<manifest xmlns="urn:certmill:manifest:1"><manifestVersion>1</manifestVersion>"#
      + "<batchId>\(text)</batchId></manifest>"
  }

  static let all = [
    BadManifest("cut off", 3, "document.syntax") { String(whole(#"{"id":"a"}"#).dropLast(4)) },
    BadManifest("empty", 3, "document.syntax") { "" },
    BadManifest("cut off, JSON Lines", 3, "requestCount", form: "jsonl") {
      #"{"manifestVersion":1,"batchId":"bad","requestCount":2}"# + "\n" + #"{"id":"a"}"# + "\n"
    },
    BadManifest(
      "not UTF-8", 3, "document.encoding", form: "json",
      octets: {
        Array(#"{"manifestVersion":1,"batchId":""#.utf8) + [0xC3, 0x28] + Array(#"","requests":[]}"#.utf8)
      }),
    BadManifest("a member twice in the header", 3, "document.duplicateMember") {
      #"{"manifestVersion":1,"batchId":"a","batchId":"b","requests":[]}"#
    },
    BadManifest("a member twice in a request", 1, "document.duplicateMember") { whole(#"{"id":"a","id":"b"}"#) },
    BadManifest("a string of 10 MB", 1, "document.limit") {
      whole(
        #"{"id":"a","operation":"issueCertificate","body":{"request":""# + String(repeating: "A", count: 10 << 20)
          + #""}}"#)
    },
    BadManifest("a string of 30 MB in XML", 1, "document.limit", form: "xml") {
      let text = String(repeating: "A", count: 30 << 20)
      return #"<manifest xmlns="urn:certmill:manifest:1"><manifestVersion>1</manifestVersion><batchId>bad</batchId>"#
        + "<request><id>a</id><body><request>\(text)</request></body></request></manifest>"
    },
    BadManifest("nested 100,000 deep", 1, "document.limit") {
      whole(
        #"{"id":"a","body":"# + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000) + "}")
    },
    BadManifest("a DTD", 3, "document.forbidden", form: "xml") { xml("<!DOCTYPE manifest>", "bad") },
    BadManifest("an external entity", 3, "document.forbidden", form: "xml") {
      xml(#"<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>"#, "&x;")
    },
    BadManifest("a billion laughs", 3, "document.forbidden", form: "xml") {
      let entities = (1...9).map { #"<!ENTITY l\#($0) "\#(String(repeating: "&l\($0 - 1);", count: 10))">"# }.joined()
      return xml(#"<!DOCTYPE m [<!ENTITY l0 "ha">\#(entities)]>"#, "&l9;")
    },
    BadManifest("no form", 3, "manifest.header", form: "txt") { whole("") },
  ]
}

@Suite struct BadManifestTests {
  @Test(
    "A bad manifest is refused with its exit code and its reason, and nothing is recorded", arguments: BadManifest.all)
  func refusal(_ bad: BadManifest) throws {
    let site = try Site()
    let manifest = try site.folder.write(bad.text(), to: "bad." + bad.form)
    let run = try site.run(manifest)
    #expect(run.status == bad.status, "\(run.errors.prefix(500))")
    let results = site.folder.contents("out/results.jsonl") ?? []
    #expect((run.errors + String(decoding: results, as: UTF8.self)).contains(bad.message), "\(run.errors.prefix(500))")
    #expect(!run.errors.contains("root:"))
    #expect(try site.certificateCount() == 0)
    #expect(FileManager.default.fileExists(atPath: site.folder.file("out")) == (bad.status == 1))
  }
}
