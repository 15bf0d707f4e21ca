import Foundation
import ResultWriting
import Testing

@Suite("Hostile text in the revocation report")
struct RevocationReportInjectionTests {
  private static let textMembers = ["issuerDn", "subjectDn", "requestId", "batchId", "result", "code", "message"]

  @Test("JSON gives every text back as it was")
  func json() throws {
    struct Report: Decodable {
      struct Entry: Decodable {
        let issuerDn, subjectDn, requestId, batchId, result, code, message: String
        var texts: [String] { [issuerDn, subjectDn, requestId, batchId, result, code, message] }
      }
      let scope: String
      let revocations, notRevoked: [Entry]
    }
    // JSONSerialization drops U+FEFF at the start of a string; JSONDecoder does not.
    let report = try JSONDecoder().decode(Report.self, from: Data(RevocationReportHostileText.render(.json)))
    let expected = RevocationReportHostileText.all.flatMap { Array(repeating: $0, count: Self.textMembers.count) }
    #expect(firstDifference(report.revocations.flatMap(\.texts), expected) == nil)
    #expect(firstDifference(report.notRevoked.flatMap(\.texts), expected) == nil)
  }

  @Test("a strict CSV reader finds the same cells, and no cell begins a formula")
  func csv() throws {
    let lines = try RevocationReportStrictCSV.lines(RevocationReportHostileText.render(.csv))
    let header = try #require(lines.first)
    let expected = RevocationReportHostileText.all.map(showingControls)
    #expect(lines.count == 1 + 2 * expected.count)
    for member in Self.textMembers {
      let column = try #require(header.firstIndex(of: member))
      let values = lines.dropFirst().map { withoutApostrophe($0[column]) }
      #expect(firstDifference(values, expected + expected) == nil)
    }
    for cell in lines.joined() {
      let first = cell.unicodeScalars.first
      #expect(!["=", "+", "-", "@", "\t", "\r", "\n"].contains(first), "\(cell) is taken for a formula")
    }
  }

  @Test("no form holds a character that a terminal obeys", arguments: [RevocationReport.Form.xml, .csv, .html])
  func terminal(_ form: RevocationReport.Form) {
    let text = String(decoding: RevocationReportHostileText.render(form), as: UTF8.self)
    let obeyed = text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: false
      case 0..<0x20, 0x7F...0x9F: true
      default: false
      }
    }
    #expect(obeyed.isEmpty)
  }

  @Test(
    "Python's readers find the same text in CSV, XML and HTML, and no element that is not ours",
    .enabled(if: RevocationReportForeignProgram.exists("python3"), "python3 is not installed"))
  func python() throws {
    try withFiles { folder in
      let strings = try JSONEncoder().encode(RevocationReportHostileText.all)
      try strings.write(to: folder.appendingPathComponent("strings.json"))
      let script = folder.appendingPathComponent("judge.py")
      try Data(RevocationReportJudge.python.utf8).write(to: script)
      let (status, output) = try RevocationReportForeignProgram.run("python3", [script.path, folder.path])
      #expect(status == 0, "\(output)")
      #expect(output.hasSuffix("judged \(RevocationReportHostileText.all.count)\n"))
    }
  }

  @Test(
    "xmllint finds the XML well-formed",
    .enabled(if: RevocationReportForeignProgram.exists("xmllint"), "xmllint is not installed"))
  func xmllint() throws {
    try withFiles { folder in
      let file = folder.appendingPathComponent("revocation-report.xml").path
      let (status, output) = try RevocationReportForeignProgram.run("xmllint", ["--noout", "--nonet", file])
      #expect(status == 0 && output.isEmpty, "\(output)")
    }
  }

  private func withFiles(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for form in RevocationReport.Form.allCases {
      try Data(RevocationReportHostileText.render(form)).write(to: folder.appendingPathComponent(form.fileName))
    }
    try body(folder)
  }

  /// Strings are compared by their scalars: equality of `String` would take `é` in its two spellings for one.
  private func firstDifference(_ found: [String], _ expected: [String]) -> String? {
    guard found.count == expected.count else { return "\(found.count) texts instead of \(expected.count)" }
    for (text, other) in zip(found, expected) where !text.unicodeScalars.elementsEqual(other.unicodeScalars) {
      return "\(text.debugDescription) instead of \(other.debugDescription)"
    }
    return nil
  }

  private func withoutApostrophe(_ cell: String) -> String {
    cell.unicodeScalars.first == "'" ? String(cell.unicodeScalars.dropFirst()) : cell
  }

  private func showingControls(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: String(scalar)
      case 0..<0x20, 0x7F...0x9F: String(format: "\\u%04x", scalar.value)
      default: String(scalar)
      }
    }.joined()
  }
}
