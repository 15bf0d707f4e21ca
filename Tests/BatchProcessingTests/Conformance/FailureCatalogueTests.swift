import Foundation
import ManifestReading
import TestSupport
import Testing

/// No failure of the API is forgotten.
@Suite("The catalogue of failures")
struct FailureCatalogueTests {
  @Test("names rows that are there, ask its operation, and answer with a failure or a warning")
  func rows() throws {
    let rows = Dictionary(ConformanceTable.rows.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for failure in FailureCatalogue.failures {
      guard case .rows(let names) = failure.evidence else { continue }
      #expect(!names.isEmpty, "\(failure.operation): \(failure.words)")
      for name in names {
        let row = try #require(rows[name], "\(failure.operation): \(failure.words)")
        #expect(row.request.contains(#""operation":"\#(failure.operation)""#), "\(name)")
        #expect(row.answer.code != nil || !row.answer.warnings.isEmpty, "\(name)")
        // Another status needs a reason.
        let isAsNoted = failure.status == nil || row.answer.status == failure.status
        #expect(isAsNoted || row.insteadOf != nil, "\(name): \(failure.words)")
      }
    }
  }

  @Test("says of each failure that cannot occur why")
  func reasons() {
    for failure in FailureCatalogue.failures {
      guard case .cannotOccur(let reason) = failure.evidence else { continue }
      #expect(reason.contains(" "), "\(failure.operation): \(failure.words)")
    }
  }

  @Test("has all seventeen client operations of the API, and each failure of one once")
  func operations() {
    let operations = Set(FailureCatalogue.failures.map(\.operation))
    #expect(operations.count == 17)
    for operation in operations { #expect(Operation(rawValue: operation) != nil, "\(operation)") }
    let failures = FailureCatalogue.failures.map { "\($0.operation): \($0.words)" }
    #expect(Set(failures).count == failures.count)
  }

  @Test(
    "has every condition and every text of section 1.5 of the API's domain notes, and nothing else",
    .enabled(if: SharedFolder.path("domain.md") != nil, "needs ../shared/domain.md"))
  func complete() throws {
    let notes = try String(contentsOfFile: #require(SharedFolder.path("domain.md")), encoding: .utf8)
    let start = try #require(notes.firstRange(of: "### 1.5 ")?.upperBound)
    let end = try #require(notes[start...].firstRange(of: "### 1.6 ")?.lowerBound)
    let section = String(notes[start..<end])
    let catalogued = Set(FailureCatalogue.failures.map(\.words))
    let noted = FailureCatalogueTests.conditions(in: section) + FailureCatalogueTests.texts(in: section)
    #expect(noted.count > 50)
    for words in noted { #expect(catalogued.contains(words), "\(words)") }
    for words in catalogued { #expect(section.contains(words), "\(words)") }
  }

  /// The first cells of the tables whose header is `Condition`.
  private static func conditions(in section: String) -> [String] {
    var conditions: [String] = []
    var isInTable = false
    for line in section.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("| ") else {
        // The line of dashes below the header belongs to the table.
        isInTable = isInTable && line.hasPrefix("|-")
        continue
      }
      let cell = line.dropFirst(2).prefix { $0 != "|" }.dropLast()
      if cell == "Condition" { isInTable = true } else if isInTable { conditions.append(String(cell)) }
    }
    return conditions
  }

  /// What stands in backquotes and is said to people: it begins with a capital letter, or in its middle, and has blanks.
  private static func texts(in section: String) -> [String] {
    let quoted = section.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    // The name of an event in a certificate's history.
    return quoted.filter { $0.contains(" ") && ($0.first?.isUppercase == true || $0.first == "…") }
      .filter { $0 != "Issue Certificate" }
  }
}
