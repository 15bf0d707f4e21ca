import Diagnostics
import DocumentModel
import ManifestReading
import TestSupport
import Testing

@Suite struct HostileManifestTests {
  /// What became of a file: refused as a whole, or the requests that could be read.
  private func outcome(_ octets: [UInt8], _ form: ManifestForm) throws -> FindingsError? {
    do {
      try SampleManifest.withFile(octets, form) { path in
        let reader = try ManifestReader(opening: path)
        while let record = reader.next() {
          guard let document = try? record.document(limits: reader.limits) else { continue }
          _ = Envelope(document, defaults: reader.header.defaults, findings: FindingCollector())
        }
      }
      return nil
    } catch let error as FindingsError {
      return error
    }
  }

  @Test(
    "Hostile files are refused as manifests, each in less than two seconds",
    .enabled(if: SharedFolder.corpora("manifest-xml") != nil))
  func corpora() throws {
    let files = Corpus.files("manifest-json", "manifest-xml", "xml-attack", "json-testsuite")
    #expect(files.count == 285)
    for file in files {
      for form in ManifestForm.allCases {
        var error: FindingsError?
        let time = try ThreadClock.measure { error = try outcome(file.octets, form) }
        #expect(error != nil, "\(file.name) as \(form)")
        #expect(time < .seconds(2), "\(file.name) as \(form)")
      }
    }
  }

  @Test(
    "The corpora's toy manifests fail for their own faults", .enabled(if: SharedFolder.corpora("manifest-xml") != nil))
  func reasons() throws {
    for file in Corpus.files("manifest-xml") {
      let text = String(decoding: file.octets, as: UTF8.self)
      let code = try outcome(file.octets, .xml)?.findings.first?.code
      if text.contains("<!DOCTYPE") { #expect(code == .documentForbidden, "\(file.name)") }
    }
    for name in ["bom", "ebcdic", "encoding-lie", "utf16-no-bom", "utf7"] {
      let file = Corpus.files("manifest-xml").first { $0.name == "manifest-xml/\(name).xml" }
      #expect(try outcome(file?.octets ?? [], .xml)?.findings.first?.code == .documentEncoding, "\(name)")
    }
  }

  @Test("Mutations of a manifest never crash its reader", arguments: ManifestForm.allCases)
  func mutations(form: ManifestForm) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SplitMix(seed: seed)
    let text = Array(try SampleManifest.text(form).utf8)
    let folder = try TemporaryFolder()
    var accepted = 0
    for _ in 0..<1500 {
      var octets = text
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<octets.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: octets[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: octets.remove(at: index)
        default: octets.insert(contentsOf: text.dropFirst(index).prefix(20), at: index)
        }
      }
      let path = try folder.write(octets, to: "manifest.\(form.rawValue)")
      guard let reader = try? ManifestReader(opening: path) else { continue }
      var count = 0
      while let record = reader.next() {
        count += 1
        guard let document = try? record.document(limits: reader.limits) else { continue }
        _ = Envelope(document, defaults: reader.header.defaults, findings: FindingCollector())
      }
      #expect(count == reader.requestCount, "seed \(seed)")
      accepted += 1
    }
    #expect(accepted > 0, "seed \(seed)")
  }
}
