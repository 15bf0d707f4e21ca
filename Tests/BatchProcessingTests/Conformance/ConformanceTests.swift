import Configuration
import Diagnostics
import DocumentModel
import IssuanceLedger
import ManifestReading
import PKIModel
import RequestResolution
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

/// Each operation and each of its failures, through the whole pipeline, from both forms of a manifest.
@Suite("The conformance table", .enabled(if: OpenSSLTool.isAvailable))
struct ConformanceTests {
  private static let run = Result { try ConformanceRun(ConformanceTable.rows) }

  @Test("answers every row as it says, status, code, body and warnings")
  func answers() throws {
    let run = try Self.run.get()
    for row in ConformanceTable.rows {
      let result = try #require(run.results[row.name], "\(row.name)")
      let answer = row.answer
      #expect(result.member("httpStatus")?.integer == answer.status, "\(row.name): \(row.rule)\n\(text(result))")
      #expect(result.member("code")?.string == answer.code?.rawValue, "\(row.name): \(row.rule)\n\(text(result))")
      let expected = try answer.body.map { text(try document(run.blanks.fill($0, row: row.name))) }
      #expect(result.member("body").map(text) == expected, "\(row.name): \(row.rule)")
      #expect(warnings(result) == answer.warnings.map(\.rawValue), "\(row.name): \(row.rule)")
    }
    print("conformance table: \(ConformanceTable.rows.count) rows, each as JSON and as XML")
  }

  @Test("leaves each certificate, end entity, key and location as its row says, and nothing else")
  func states() throws {
    let expected = ConformanceState(expectedBy: ConformanceTable.rows).entries
    for state in try Self.run.get().states {
      for name in Set(expected.keys).union(state.entries.keys).sorted() {
        #expect(state.entries[name] == expected[name], "\(name)")
      }
    }
  }

  @Test("leaves in the folder of each location what is on record")
  func stores() throws {
    let run = try Self.run.get()
    for location in try run.site.home().configuration.locations where location.name != "fragile" {
      let recorded = try run.site.ledger().view { view in
        try view.locationEntries(in: location.uuid).map { entry in
          let issued = try #require(try view.certificate(entry.certificate).flatMap(IssuedCertificate.init))
          return (entry.alias + ".pem", PEM.encode(issued.der, label: "CERTIFICATE"))
        }
      }
      let folder = "home/stores/\(location.name)/"
      let found = try run.site.folder.tree().filter { $0.hasPrefix(folder) }.map { path in
        (String(path.dropFirst(folder.count)), try #require(run.site.folder.contents(path)))
      }
      #expect(Dictionary(uniqueKeysWithValues: found) == Dictionary(uniqueKeysWithValues: recorded), "\(location.name)")
    }
  }

  @Test("has each name once, and a row for each line of section 8 of the API's domain notes")
  func form() {
    #expect(Set(ConformanceTable.rows.map(\.name)).count == ConformanceTable.rows.count)
    // Nothing is denied by anybody yet; AnswerBodyTests has the body that a denial would have.
    let expected = Set(Divergence.Topic.allCases).subtracting([.forbiddenBody])
    #expect(Set(ConformanceTable.rows.compactMap(\.insteadOf?.topic)) == expected)
  }

  @Test("has a row for each operation")
  func operations() throws {
    let run = try Self.run.get()
    let asked = Set(ConformanceTable.rows.compactMap { run.results[$0.name]?.member("operation")?.string })
    for operation in Operation.allCases { #expect(asked.contains(operation.rawValue), "\(operation.rawValue)") }
  }

  /// The id and the code, or the outcome, of a result.
  private func verdict(_ line: String) throws -> String {
    let result = try ResultMembers(line)
    return "\(result["id"] ?? "") \(result.verdict)"
  }

  @Test("is judged by the schemas as by a run", .enabled(if: SchemaJudge.knowsXSD && SchemaJudge.knowsJSONSchema))
  func schemas() throws {
    let run = try Self.run.get()
    let requests = try document(run.manifest).member("requests")?.elements.map { $0.map(text) } ?? []
    let results = try run.site.results("rows").map { try document($0) }
    let names = results.map { $0.member("id")?.string ?? "" }
    let codes = results.map { $0.member("code")?.string }
    let judge = try ManifestJudge()
    let (json, xml) = (try judge.byJSONSchema(requests), try judge.byXSD(run.manifest))
    #expect(json.count == results.count && xml.count == results.count)
    let all = zip(zip(names, codes), zip(json, xml)).map { (name: $0.0, code: $0.1, json: $1.0, xml: $1.1) }
    // What a schema refuses, a run refuses for its form.
    let known = [
      "operation.unknown", "attribute.malformed", "attribute.contentType", "revocation.reason",
      "serialNumber.ambiguous",
    ]
    for row in all where !row.json {
      #expect(ManifestJudge.isOfForm(row.code) || known.contains(row.code ?? ""), "\(row.name) \(row.code ?? "")")
    }
    #expect(all.filter { $0.json && !$0.xml }.map(\.name) == [])
    // What is missing or of a wrong value they see where it depends on nothing else; the rest always.
    let seen = all.filter { ["member.unknown", "member.type", "member.unsupported"].contains($0.code) }
    #expect(seen.count > 20)
    for row in seen { #expect(!row.json && !row.xml, "\(row.name)") }
  }

  @Test("is foretold by a check, but for what keys, tokens and stores do")
  func checked() throws {
    let run = try Self.run.get()
    let path = try run.before.folder.write(run.manifest.utf8, to: "rows.json")
    let workplace = try Workplace(
      home: run.before.home(), settings: RunSettings(lanes: 2), surroundings: run.before.surroundings())
    var lines: [String] = []
    _ = try workplace.check(manifest: path) { lines.append(String(decoding: $0.line, as: UTF8.self)) }
    let foretold = try lines.map(verdict)
    let happened = try run.site.results("rows").map(verdict)
    let unforeseen = [
      "authority-signature signature.failed", "authority-signature-issue-new signature.failed",
      "authority-signature-renew signature.failed", "authority-signature-rekey signature.failed",
      "authority-signature-enrol signature.failed", "authority-locked authority.key",
      "authority-locked-revoke authority.key", "key-create-unavailable token.unavailable",
      "keyed-faded token.unavailable", "push-broken location.failed", "remove-broken location.failed",
    ]
    #expect(zip(foretold, happened).filter { $0 != $1 }.map(\.1) == unforeseen)
    #expect(foretold.count == happened.count)
  }

  @Test("is published again as it ran, and stands when it runs again")
  func again() throws {
    let run = try Self.run.get()
    let twin = try run.site.twin()
    _ = try Publication(home: twin.home(), settings: RunSettings(lanes: 2))
      .publish(batchID: "rows", out: twin.folder.file("published"))
    #expect(try twin.results("published") == run.site.results("rows"))
    try twin.run(run.manifest, out: "again")
    let (first, second) = try (run.site.results("rows"), twin.results("again"))
    #expect(first.count == second.count)
    // What lay outside of the request is decided anew.
    for (line, again) in zip(first, second) where !line.contains(#""outcome":"AUTHORITY_"#) {
      #expect(again.replacing(#","replayed":true"#, with: "") == line)
    }
  }

  private func document(_ json: String) throws -> DocumentNode { try JSONReader.document(Array(json.utf8)).root }

  /// JSON in the one form that certmill writes.
  private func text(_ node: DocumentNode) -> String {
    var writer = JSONWriter()
    writer.value(node)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The codes of warnings, which stand behind the pointer in their texts.
  private func warnings(_ result: DocumentNode) -> [String] {
    (result.member("warnings")?.elements.map(Array.init) ?? []).map { warning in
      warning.text.split(separator: " ").dropFirst().first.map { String($0.dropLast()) } ?? ""
    }
  }
}
