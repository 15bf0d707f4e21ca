import Foundation
import TestSupport
import Testing

/// The payloads of the API's own documentation; what each is answered with stands in samples/api/README.md.
@Suite("Samples of the API's documentation", .enabled(if: OpenSSLTool.isAvailable)) struct APISampleTests {
  /// A row of a table in the README.
  private struct Row {
    let id: String
    /// `422 attribute.unknown`, for each home.
    let answers: [String]
  }

  private static let manifests = ["documented.json", "captured.json", "wrapped.jsonl"]

  private func rows(of manifest: String) throws -> [Row] {
    let text = try String(contentsOfFile: Program.packaged("samples/api/README.md"), encoding: .utf8)
    let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix(manifest + "\n") })
    return section.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
      let cells = line.dropFirst().dropLast().components(separatedBy: " | ").map { cell in
        cell.replacing("`", with: "").trimmingCharacters(in: .whitespaces)
      }
      return Row(id: cells[0], answers: Array(cells.dropFirst(2)))
    }
  }

  private func answers(_ entries: [ResultEntry]) -> [String] {
    entries.map { entry in
      ([entry.httpStatus.map { "\($0)" } ?? "-"] + [entry.code].compactMap(\.self)).joined(separator: " ")
    }
  }

  private func check(_ manifest: String, at origin: Site, column: Int) throws {
    let rows = try rows(of: manifest)
    #expect(rows.count >= 10)
    for (site, run) in try origin.runInEachForm(Program.packaged("samples/api/" + manifest)) {
      #expect(run.status == 1, "\(run.errors)")
      let entries = try site.results()
      #expect(entries.map(\.id) == rows.map(\.id))
      for (row, answer) in zip(rows, answers(entries)) { #expect(answer == row.answers[column], "\(row.id)") }
      // What is refused says what, where and how to mend it.
      for entry in entries where entry.code != nil {
        #expect(entry.messages?.first?.contains("(fix: ") ?? false, "\(entry.id)")
      }
    }
  }

  @Test("are answered by a new home as their README says, in every form", arguments: manifests)
  func newHome(manifest: String) throws {
    try check(manifest, at: Site(), column: 0)
  }

  @Test("are answered by a home with the documentation's UUIDs as their README says, in every form")
  func documentedHome() throws {
    let site = try Site()
    let profile = try uuid("ra-profiles/tls-server.json", site)
    let authority = try uuid("authorities/issuing-ca.json", site)
    for folder in ["ra-profiles", "authorities"] {
      for name in try FileManager.default.contentsOfDirectory(atPath: site.home + "/" + folder) {
        let path = "home/\(folder)/\(name)"
        let text = String(decoding: try #require(site.folder.contents(path)), as: UTF8.self)
          .replacing(profile, with: "e045a12a-e114-45ed-90b8-bac7e750e803")
          .replacing(authority, with: "83265efb-35a1-4b48-ae6f-1269b7c41668")
        try site.folder.write(text.utf8, to: path)
      }
    }
    try check("captured.json", at: site, column: 1)
  }

  private func uuid(_ path: String, _ site: Site) throws -> String {
    struct Named: Decodable { let uuid: String }
    return try JSONDecoder().decode(Named.self, from: Data(try #require(site.folder.contents("home/" + path)))).uuid
  }
}
