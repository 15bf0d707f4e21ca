import Diagnostics
import Testing

/// Nothing is said that no test has heard.
@Suite("Every finding code")
struct FindingCodeTests {
  /// Codes that no request of the table can be answered with, and the suite that provokes them.
  private static let elsewhere: [FindingCode: String] = [
    .manifestHeader: "ManifestReaderTests: the manifest is refused as a whole",
    .configurationReference: "HomeConfigurationTests: the home is refused as a whole",
    .configurationDuplicate: "HomeConfigurationTests: the home is refused as a whole",
    .attributeDefinition: "AttributeDefinitionTests: the home is refused as a whole",
    .requestIdConflict: "StandingTests, RepetitionTests: an id that stands twice has two results",
    .serialNumberTaken: "SerialNumberCollisionTests: a random source that is none",
    .internalError: "nothing: a bug guard",
    .locationBusy: "LocationRecoveryTests: an earlier run ended before a successor was signed",
  ]

  @Test("has a row of the conformance table that provokes it, or is named with the suite that does")
  func provoked() {
    var provoked: Set<FindingCode> = []
    for row in ConformanceTable.rows { provoked.formUnion([row.answer.code].compactMap(\.self) + row.answer.warnings) }
    provoked.formUnion(UnreadableRow.rows.map(\.code))
    for code in FindingCode.allCases {
      let isElsewhere = FindingCodeTests.elsewhere[code] != nil
      #expect(provoked.contains(code) != isElsewhere, "\(code.rawValue)")
    }
  }
}
