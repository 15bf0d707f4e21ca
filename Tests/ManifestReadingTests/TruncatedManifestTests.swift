import Diagnostics
import ManifestReading
import TestSupport
import Testing

@Suite struct TruncatedManifestTests {
  /// The cuts of a text after which it is still accepted.
  private func accepted(_ text: String, _ form: ManifestForm) throws -> [Int] {
    let octets = Array(text.utf8)
    let folder = try TemporaryFolder()
    return try (0..<octets.count).filter { count in
      let path = try folder.write(octets[..<count], to: "manifest.\(form.rawValue)")
      return (try? ManifestReader(opening: path)) != nil
    }
  }

  @Test("A manifest that is cut off anywhere is refused", arguments: ManifestForm.allCases)
  func everyOffset(form: ManifestForm) throws {
    let header = SampleManifest.header + #","requestCount":2"#
    let text = try SampleManifest.text(form, header: header)
    // Only the line end behind the last value may be missing.
    #expect(try accepted(text, form) == [text.utf8.count - 1])
  }

  @Test("JSON Lines that do not say how many requests there are can lose whole lines, and nothing less")
  func withoutCount() throws {
    let text = try SampleManifest.text(.jsonLines)
    let ends = Array(text.utf8).indices.filter { Array(text.utf8)[$0] == 0x0A }
    #expect(try accepted(text, .jsonLines) == ends.flatMap { [$0, $0 + 1] }.filter { $0 < text.utf8.count })
  }
}
