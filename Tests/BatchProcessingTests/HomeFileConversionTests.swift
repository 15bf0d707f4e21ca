import Configuration
import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("Files of a home, converted") struct HomeFileConversionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for schema in PublishedSchema.homeFiles { try folder.write(schema.octets, to: schema.fileName) }
  }

  private func convert(_ path: String, to form: ManifestForm) throws -> [UInt8] {
    try HomeFileConversion.convert(path, of: #require(HomeFileKind(path: path)), to: form)
  }

  private func json(_ octets: [UInt8]) throws -> String {
    var writer = JSONWriter()
    writer.value(try JSONReader.document(octets).root)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// A home with files of all kinds, each with all that the conformance table asks for, and those of the samples.
  private func variedHome() throws -> BatchSite {
    let site = try ConformanceHome().site
    for sample in ["08-keys", "10-locations", "11-attributes"] { try prepare(site, sample) }
    return site
  }

  @Test("are the same after XML and back, and valid by the XSD", .enabled(if: SchemaJudge.knowsXSD))
  func identity() throws {
    let site = try variedHome()
    let names = try site.configurationFiles()
    #expect(Set(names.compactMap(HomeFileKind.init(path:))) == Set(HomeFileKind.allCases))
    var written: [String] = []
    for name in names {
      let path = site.folder.file("home/" + name)
      // A sample's table is XML already.
      let octets =
        try name.hasSuffix(".xml") ? convert(path, to: .json) : #require(site.folder.contents("home/" + name))
      let stem = name.prefix { $0 != "." }
      let source = try folder.write(octets, to: "source/\(stem).json")
      let xml = try folder.write(try convert(source, to: .xml), to: "xml/\(stem).xml")
      let back = try folder.write(try convert(xml, to: .json), to: "back/\(stem).json")
      #expect(try json(folder.contents("back/\(stem).json") ?? []) == json(octets), "\(name)")
      #expect(try convert(back, to: .xml) == folder.contents("xml/\(stem).xml"), "\(name)")
      written.append(xml)
    }
    #expect(written.count > 30)
    for (path, isValid) in zip(written, try SchemaJudge.xsd(folder.file("home.xsd"), judges: written)) {
      #expect(isValid, "\(path)")
    }
  }

  @Test("of a new home come back byte for byte, without types too, as people write XML")
  func newHome() throws {
    let site = try BatchSite()
    for name in try site.configurationFiles() {
      let text = String(decoding: try convert(site.folder.file("home/" + name), to: .xml), as: UTF8.self)
      for (form, xml) in ["typed": text, "untyped": text.replacing(/\ type="[a-z]*"/, with: "")] {
        let path = try folder.write(xml.utf8, to: "\(form)/\(name.dropLast("json".count))xml")
        #expect(try convert(path, to: .json) == site.folder.contents("home/" + name), "\(name) \(form)")
      }
      #expect(text.contains("type=\"") || name == "custom-attributes.json", "\(name)")
    }
  }

  @Test("in XML make a home with the same digest")
  func digest() throws {
    let site = try variedHome()
    let before = try site.home().configurationDigest
    try site.rewriteHomeAsXML()
    #expect(try site.configurationFiles().allSatisfy { $0.hasSuffix(".xml") })
    #expect(try site.home().configurationDigest == before)
  }

  @Test("are refused where they are wrong, or the form is none of theirs")
  func refusals() throws {
    let wrong = try folder.write(#"{"name":"a","days":5}"#.utf8, to: "certificate-profiles/a.json")
    let problem = #expect(throws: RunProblem.self) { try convert(wrong, to: .xml) }
    #expect(problem?.status == .unreadableInput)
    let lines = problem?.lines ?? []
    #expect(lines.contains { $0.hasPrefix("\(wrong) /days member.unknown: ") }, "\(lines)")
    let right = try folder.write("[]".utf8, to: "custom-attributes.json")
    #expect(throws: RunProblem(.usage, "\(right): a file of a home is JSON or XML (fix: use --to json or --to xml)")) {
      try convert(right, to: .jsonLines)
    }
    let broken = try folder.write("[".utf8, to: "broken/custom-attributes.json")
    let syntax = #expect(throws: RunProblem.self) { try convert(broken, to: .xml) }
    #expect(syntax?.status == .unreadableInput && syntax?.lines.first?.contains("document.syntax") == true)
    #expect(HomeFileKind(path: "manifests/a.json") == nil && HomeFileKind(path: "a.json") == nil)
  }

  @Test("stand in samples/home-xml, valid by the XSD", .enabled(if: SchemaJudge.knowsXSD))
  func sampleHome() throws {
    let site = try BatchSite()
    for sample in ["08-keys", "10-locations", "11-attributes"] { try prepare(site, sample) }
    let (texts, names) = (try self.texts(site), try uuids(site))
    try prepare(site, "home-xml")
    let files = try site.configurationFiles()
    #expect(Set(files.compactMap(HomeFileKind.init(path:))) == Set(HomeFileKind.allCases))
    let verdicts = try SchemaJudge.xsd(
      folder.file("home.xsd"), judges: files.map { site.folder.file("home/" + $0) })
    for (name, isValid) in zip(files, verdicts) { #expect(isValid && name.hasSuffix(".xml"), "\(name)") }
    // They say what a new home and the other samples say, but for UUIDs that are drawn at random.
    let others = try uuids(site)
    let expected = texts.mapValues { text in
      names.reduce(text) { $0.replacing($1.value, with: others[$1.key] ?? "") }
    }
    #expect(try self.texts(site) == expected)
  }

  private func prepare(_ site: BatchSite, _ sample: String) throws {
    let prepared = try Command.run(BatchProcessingTests.sample(sample + "/prepare"), [site.folder.file("home")])
    try #require(prepared.status == 0, "\(prepared.errors)")
  }

  /// What the configuration files say as JSON, by their names without endings.
  private func texts(_ site: BatchSite) throws -> [String: String] {
    try site.configurationFiles().reduce(into: [:]) { texts, name in
      texts[String(name.prefix { $0 != "." })] = try json(convert(site.folder.file("home/" + name), to: .json))
    }
  }

  /// The UUIDs of authorities and RA profiles by their names.
  private func uuids(_ site: BatchSite) throws -> [String: String] {
    let configuration = try site.home().configuration
    let named =
      configuration.authorities.map { ("authority " + $0.name, $0.uuid.description) }
      + configuration.profiles.map { ("profile " + $0.raProfile.name, $0.raProfile.uuid.description) }
    return Dictionary(uniqueKeysWithValues: named)
  }
}
