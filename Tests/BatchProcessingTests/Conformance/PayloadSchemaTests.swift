import DocumentModel
import ManifestReading
import ResultWriting
import TestSupport
import Testing

@testable import BatchProcessing

/// What the schemas say of bodies, and what a run says of them.
@Suite("Bodies of operations", .enabled(if: SchemaJudge.knowsXSD && SchemaJudge.knowsJSONSchema))
struct PayloadSchemaTests {
  private struct Request {
    let id: String
    let operation: Operation
    let body: String
    /// The code of the refusal of a body that is wrong.
    let code: String?

    var json: String { #"{"id":"\#(id)","operation":"\#(operation)",\#(PayloadCase.envelope),"body":\#(body)}"# }
  }

  private static let requests = PayloadCase.all.flatMap { payload in
    payload.good.enumerated().map {
      Request(id: "\(payload.operation)-\($0)", operation: payload.operation, body: $1, code: nil)
    }
      + payload.bad.enumerated().map {
        Request(id: "\(payload.operation)-bad-\($0)", operation: payload.operation, body: $1.body, code: $1.code)
      }
  }

  @Test("are judged alike by JSON Schema, XSD and a check, from JSON and from XML")
  func agreement() throws {
    let requests = Self.requests
    #expect(Set(requests.map(\.operation)) == Set(Operation.allCases))
    let manifest = ManifestText.of(requests.map(\.json))
    let judge = try ManifestJudge()
    let json = try judge.byJSONSchema(requests.map(\.json))
    let xml = try judge.byXSD(manifest)
    let forms = try ["json", "xml"].map { try codes(manifest, as: $0) }
    for (index, request) in requests.enumerated() {
      let isGood = request.code == nil
      #expect(json[index] == isGood, "JSON Schema: \(request.json)")
      #expect(xml[index] == isGood, "XSD: \(request.json)")
      for codes in forms {
        let code = codes[request.id] ?? nil
        if let expected = request.code { #expect(code == expected, "\(request.json)") }
        // What is right may name a certificate that there is not.
        if isGood { #expect(!ManifestJudge.isOfForm(code), "\(code ?? ""): \(request.json)") }
      }
    }
  }

  @Test("are of the same types in both schemas, with the same members")
  func members() throws {
    let json = try JSONReader.document(PublishedSchema.manifests[0].octets).root.member("$defs")
    let judge = try ManifestJudge()
    #expect(Set(judge.bodyTypes.keys) == Set(Operation.allCases.map(\.rawValue)))
    for entry in json?.member("payload")?.member("allOf")?.elements.map(Array.init) ?? [] {
      let condition = entry.member("if")
      let named = condition?.member("anyOf")?.children.first { _ in true } ?? condition
      let operations = named?.member("properties")?.member("operation")?.member("enum")?.elements.map(Array.init) ?? []
      let reference = entry.member("then")?.member("properties")?.member("body")?.member("$ref")?.string ?? ""
      let type = String(reference.dropFirst("#/$defs/".count))
      #expect(!operations.isEmpty)
      for operation in operations.compactMap({ Operation(name: $0.text)?.rawValue }) {
        #expect(judge.bodyTypes[operation] == type, "\(operation)")
      }
      guard let definition = json?.children.first(where: { $0.name == type })?.member("properties") else { continue }
      #expect(judge.members(of: type) == definition.children.compactMap(\.name), "\(type)")
    }
  }

  /// The codes of all results of a check, by the requests' ids.
  private func codes(_ manifest: String, as form: String) throws -> [String: String?] {
    let site = try BatchSite()
    for name in ["08-keys", "10-locations"] {
      let prepared = try Command.run(sample(name + "/prepare"), [site.folder.file("home")])
      try #require(prepared.status == 0, "\(prepared.errors)")
    }
    let path = try site.folder.write(manifest.utf8, to: "manifest.json")
    var octets: [UInt8] = []
    try ManifestConversion.convert(
      from: ManifestReader(opening: path), to: #require(ManifestForm(rawValue: form))
    ) { octets += $0 }
    let converted = try site.folder.write(octets, to: "converted." + form)
    var codes: [String: String?] = [:]
    _ = try Workplace(home: site.home(), settings: RunSettings(lanes: 2), surroundings: site.surroundings())
      .check(manifest: converted) { line in
        let result = try? JSONReader.document(line.line).root
        codes[result?.member("id")?.string ?? ""] = .some(result?.member("code")?.string)
      }
    return codes
  }
}
