import Diagnostics
import DocumentModel
import TestSupport
import Testing

@testable import BatchProcessing

/// Requests that cannot be read are refused one by one, each with 400.
@Suite("Unreadable requests of the conformance table")
struct UnreadableTests {
  private func result(of manifest: String, as form: String, _ row: UnreadableRow) throws -> DocumentNode {
    let site = try BatchSite()
    let path = try site.folder.write(manifest.utf8, to: "manifest." + form)
    _ = try Workplace(home: site.home(), settings: RunSettings(lanes: 1), surroundings: site.surroundings())
      .run(manifest: path, out: site.folder.file("out"))
    let lines = try site.results()
    try #require(lines.count == 2, "\(row.name)")
    // The request behind it is answered.
    #expect(try ResultMembers(lines[1]).verdict == "OK", "\(row.name)")
    return try JSONReader.document(Array(lines[0].utf8)).root
  }

  private func check(_ result: DocumentNode, _ row: UnreadableRow, says problem: String?) {
    #expect(result.member("httpStatus")?.integer == 400, "\(row.name)")
    #expect(result.member("code")?.string == row.code.rawValue, "\(row.name)")
    let message = result.member("body")?.member("message")?.string
    #expect(message == "Unable to read HTTP message: \(problem ?? "")", "\(row.name)")
  }

  @Test("in JSON Lines", arguments: UnreadableRow.rows.filter { $0.json != nil }.map(\.name))
  func jsonLines(name: String) throws {
    let row = try #require(UnreadableRow.rows.first { $0.name == name })
    let manifest = """
      {"manifestVersion":1,"batchId":"b-1","defaults":{"raProfileName":"tls-server"}}
      \(row.json?.text ?? "")
      {"id":"next","operation":"listEntities"}

      """
    check(try result(of: manifest, as: "jsonl", row), row, says: row.json?.says)
  }

  @Test("in XML", arguments: UnreadableRow.rows.filter { $0.xml != nil }.map(\.name))
  func xml(name: String) throws {
    let row = try #require(UnreadableRow.rows.first { $0.name == name })
    let manifest = """
      <manifest xmlns="urn:certmill:manifest:1"><manifestVersion>1</manifestVersion><batchId>b-1</batchId>
      <defaults><raProfileName>tls-server</raProfileName></defaults>
      \(row.xml?.text ?? "")
      <request><id>next</id><operation>listEntities</operation></request></manifest>
      """
    check(try result(of: manifest, as: "xml", row), row, says: row.xml?.says)
  }
}
