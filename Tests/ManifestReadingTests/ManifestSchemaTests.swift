import Diagnostics
import DocumentModel
import Foundation
import TestSupport
import Testing

@testable import ManifestReading

@Suite struct ManifestSchemaTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for schema in PublishedSchema.manifests { try folder.write(schema.octets, to: schema.fileName) }
  }

  /// Members of a header beside version and id, and requests; all of them right.
  private static let good = [
    ("", ""),
    (
      #","created":"2026-01-31T12:00:00Z","mode":"all-or-nothing","requestCount":1,"defaults":{"raProfileName":"x"}"#,
      #"{"id":"r","operation":"listEntities","labels":{"a b":"c"},"dependsOn":["x"],"username":null}"#
    ),
    ("", #"{"id":"r.","method":"POST","path":"/v1/operations/w/endentity","body":{"password":"p","subjectDN":"C"}}"#),
    ("", #"{"id":"A[1]^_`{~}!-","operation":"v2.revokeCertificate","certificateUuid":"@x","body":{"reason":null}}"#),
    (
      "",
      #"{"id":"r","operation":"revokeCertificate","certificateUuid":{"serialNumber":"dec:10","issuerDn":"CN=A"},"#
        + #""body":{}}"#
    ),
    ("", #"{"id":"r","operation":"renewCertificate","certificateUuid":{"file":"a.pem"},"requestFile":"a","body":{}}"#),
    ("", #"{"id":"r","operation":"validateIssueCertificateAttributes","body":[{"name":"n","content":[{"data":1}]}]}"#),
    ("", #"{"id":"r","operation":"issueCertificate","body":{"attributes":[{"name":"n"}],"format":null}}"#),
    ("", #"{"id":"r","operation":null,"method":"GET","path":"/api/v1/keys/pairs?tokenProfileUuid=x","body":null}"#),
    ("", #"{"id":"r","method":"PATCH","path":"v1/certificates/@x","requestSha256":null,"destroyActiveKey":null}"#),
    ("", #"{"id":"r","operation":"pushCertificate","locationUuid":"x","certificateUuid":"@x","body":{}}"#),
  ]

  /// The same, each with one fault.
  private static let bad = [
    (#","mode":"perItem""#, ""), (#","created":"today""#, ""), (#","requestCount":-1"#, ""), (#","more":1"#, ""),
    (#","defaults":{"raProfile":"x"}"#, ""),
    ("", #"{"operation":"listEntities"}"#), ("", #"{"id":"r"}"#), ("", #"{"id":"a b","operation":"listEntities"}"#),
    ("", #"{"id":"@r","operation":"listEntities"}"#), ("", #"{"id":"a/b","operation":"listEntities"}"#),
    ("", #"{"id":"r","operation":"v2.addEndEntity"}"#), ("", #"{"id":"r","method":"POST"}"#),
    ("", #"{"id":"r","operation":"listEntities","notes":""}"#),
    ("", #"{"id":"r","operation":"listEntities","requestSha256":"ab"}"#),
    ("", #"{"id":"r","operation":"listEntities","dependsOn":[5]}"#),
    ("", #"{"id":"r","operation":"revokeCertificate","certificateUuid":{"serialNumber":"10","issuerDn":"CN=A"}}"#),
    ("", #"{"id":"r","operation":"revokeCertificate","certificateUuid":{"sha1":"ab"}}"#),
    ("", #"{"id":"r","operation":"revokeCertificate","certificateUuid":"r-1"}"#),
    ("", #"{"id":"r","operation":"listEntities","labels":{"a":1}}"#),
    ("", #"{"id":"r","operation":"issueCertificate","body":"MII"}"#),
    ("", #"{"id":"r","operation":"issueCertificate","body":{"attributes":[{"content":[]}]}}"#),
    ("", #"{"id":"r","operation":"issueCertificate","body":null}"#),
    ("", #"{"id":"r","operation":"revokeCertificate","requestFile":"a.csr"}"#),
    ("", #"{"id":"r","method":"POST","path":"/v1/operations/web/endentity","body":{"username":"u"}}"#),
    ("", #"{"id":"r","method":"GET","path":"/api/v1/keys/pairs?tokenProfileUuid=x","body":{"uuid":"x"}}"#),
  ]

  private func manifest(_ parts: (header: String, requests: String)) -> String {
    "{\(SampleManifest.header)\(parts.header),\"requests\":[\(parts.requests)]}"
  }

  @Test("The JSON Schema accepts what is right and refuses each fault", .enabled(if: SchemaJudge.knowsJSONSchema))
  func jsonSchema() throws {
    let texts = (ManifestSchemaTests.good + ManifestSchemaTests.bad).map(manifest) + ["[]", "{}", "{\"requests\":[]}"]
    let paths = try texts.enumerated().map { try folder.write($1.utf8, to: "\($0).json") }
    let verdicts = try SchemaJudge.jsonSchema("manifest.schema.json", in: folder.path, judges: paths)
    for (text, verdict) in zip(texts, verdicts).prefix(ManifestSchemaTests.good.count) { #expect(verdict, "\(text)") }
    for (text, verdict) in zip(texts, verdicts).dropFirst(ManifestSchemaTests.good.count) {
      #expect(!verdict, "\(text)")
    }
  }

  @Test("What the JSON Schema accepts, the reader accepts")
  func agreement() throws {
    for parts in ManifestSchemaTests.good {
      try SampleManifest.withManifest(manifest(parts), .json) { reader in
        let findings = FindingCollector()
        for document in try SampleManifest.documents(reader) {
          _ = Envelope(document, defaults: reader.header.defaults, findings: findings)
        }
        #expect(findings.findings == [], "\(parts)")
      }
    }
  }

  @Test("Lines of JSON Lines are judged by parts of the schema", .enabled(if: SchemaJudge.knowsJSONSchema))
  func jsonLines() throws {
    let lines = try SampleManifest.text(.jsonLines).split(separator: "\n")
    let paths = try lines.enumerated().map { try folder.write($1.utf8, to: "line-\($0).json") }
    let headers = try SchemaJudge.jsonSchema("manifest.schema.json#/$defs/header", in: folder.path, judges: paths)
    let requests = try SchemaJudge.jsonSchema("manifest.schema.json#/$defs/request", in: folder.path, judges: paths)
    #expect(headers == [true, false, false])
    #expect(requests == [false, true, true])
  }

  @Test("The XSD accepts what is right, converted or written by hand", .enabled(if: SchemaJudge.knowsXSD))
  func xsdAccepts() throws {
    let converted = try ManifestSchemaTests.good.map {
      try SampleManifest.converted(manifest($0), from: .json, to: .xml)
    }
    let head = "<manifest xmlns=\"urn:certmill:manifest:1\">"
    let byHand = [
      "<batchId>b</batchId><mode>per-item</mode><defaults/><manifestVersion>1</manifestVersion>",
      "<batchId>b</batchId><manifestVersion>1</manifestVersion><request><body/><id>r</id><dependsOn/></request>",
      "<batchId>b</batchId><manifestVersion>1</manifestVersion><request><id>r</id><labels><member name=\"a b\">x</member>"
        + "<listKeys>MII</listKeys><manifestVersion>9</manifestVersion></labels></request>",
    ].map { head + $0 + "</manifest>" }
    for text in converted + byHand {
      let path = try folder.write(text.utf8, to: "good.xml")
      #expect(try SchemaJudge.xsd(folder.file("manifest.xsd"), judges: [path]) == [true], "\(text)")
      #expect(throws: Never.self, "\(text)") { try ManifestReader(opening: path) }
    }
  }

  @Test("The XSD refuses each fault", .enabled(if: SchemaJudge.knowsXSD))
  func xsdRefuses() throws {
    let (version, batch) = ("<manifestVersion>1</manifestVersion>", "<batchId>b</batchId>")
    func request(_ content: String) -> String { version + batch + "<request><id>r</id>\(content)</request>" }
    let faults = [
      version, batch, version + batch + version, version + batch + batch,
      version + batch + "<mode>per-item</mode><mode>per-item</mode>", version + batch + "<defaults/><defaults/>",
      "<manifestVersion>2</manifestVersion>" + batch, version + "<batchId>a b</batchId>",
      version + batch + "<requests/>", version + batch + "<created>today</created>", version + batch + "x",
      version + batch + "<requestCount>-1</requestCount>", request("") + "<created>2026-01-31T12:00:00Z</created>",
      version + batch + "<request/>", request("<id>s</id>"), request("<notes/>"), request("<operation>x</operation>"),
      request("<body>text</body>"), request("<body xmlns=\"\"/>"), request("<body><pkcs11/></body>"),
      request("<body><item><name>n</name></item><reason/></body>"), request("<destroyActiveKey type=\"string\"/>"),
      request("<method>post</method>"),
      request("<dependsOn>a</dependsOn>"), request("<dependsOn><item>a b</item></dependsOn>"),
      request("<requestSha256>ab</requestSha256>"), request("<path x=\"1\"/>"), request("<path type=\"text\"/>"),
      request("<certificateUuid><sha1/></certificateUuid>"),
      request("<certificateUuid><serialNumber>10</serialNumber></certificateUuid>"),
    ]
    for fault in faults {
      let text = "<manifest xmlns=\"urn:certmill:manifest:1\">\(fault)</manifest>"
      let path = try folder.write(text.utf8, to: "bad.xml")
      #expect(try SchemaJudge.xsd(folder.file("manifest.xsd"), judges: [path]) == [false], "\(text)")
    }
  }

  @Test("Both schemas name the same operations, and the reader knows each of them")
  func operations() throws {
    let schemas = PublishedSchema.manifests
    #expect(schemas.map(\.name) == ["manifest", "manifest-xsd"])
    let json = try JSONReader.document(schemas[0].octets)
    let listed = json.root.member("$defs")?.member("operation")?.member("enum")?.children.compactMap(\.string) ?? []
    let xsd = String(decoding: schemas[1].octets, as: UTF8.self)
    let part = xsd.split(separator: "<xs:simpleType name=\"operationValue\">").last?.split(
      separator: "</xs:restriction>")
    let enumerated = part?.first?.split(separator: "value=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    // Where the JSON Schema has null.
    #expect(enumerated == listed + [""])
    #expect(listed.allSatisfy { Operation(name: $0) != nil })
    #expect(Set(listed.compactMap(Operation.init(name:))) == Set(Operation.allCases))
    #expect(Operation.allCases.allSatisfy { listed.contains($0.rawValue) })
  }

  @Test("Text in XML gets the types that the JSON Schema gives its members")
  func kinds() throws {
    var types = try SchemaMembers(PublishedSchema.manifests[0].octets).types
    // In XML, requests stand in the manifest itself; what a body is depends on the operation.
    for name in ["requests", "body"] { types[name] = nil }
    #expect(types.count > 50)
    let kinds: [String: DocumentKind] = ["boolean": .boolean, "integer": .number, "array": .array, "object": .object]
    for (name, types) in types where types.count == 1 {
      let expected = types.first.flatMap { kinds[$0] } ?? .string
      #expect(TypedJSON.manifestKinds[name] ?? .string == expected, "\(name)")
    }
  }

  @Test(
    "The samples are valid by the schemas, but for those that show refusals",
    .enabled(if: SchemaJudge.knowsJSONSchema && SchemaJudge.knowsXSD))
  func samples() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../../samples"
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root).filter { path in
      // Beside them lie the files of homes.
      path.split(separator: "/").count == 2 && !path.hasPrefix("home-xml/")
    }
    let manifests = paths.sorted().map { "\(root)/\($0)" }
    let (json, xml) = (manifests.filter { $0.hasSuffix(".json") }, manifests.filter { $0.hasSuffix(".xml") })
    #expect(json.count == 15 && xml.count == 14)
    let verdicts =
      try SchemaJudge.jsonSchema("manifest.schema.json", in: folder.path, judges: json)
      + SchemaJudge.xsd(folder.file("manifest.xsd"), judges: xml)
    for (path, isValid) in zip(json + xml, verdicts) {
      // The XSD cannot tell that an edit has no username.
      let isFaulty = ["05-refusals/manifest", "api/documented", "api/captured.json"].contains(where: path.contains)
      #expect(isValid != isFaulty, "\(path)")
    }
  }

  @Test(
    "What the corpora hold is refused by the XSD and by the reader alike",
    .enabled(if: SharedFolder.corpora("manifest-xml") != nil && SchemaJudge.knowsXSD))
  func corpora() throws {
    let files = Corpus.files("manifest-xml")
    #expect(files.count == 28)
    for file in files {
      let path = try folder.write(file.octets, to: "corpus.xml")
      #expect(throws: FindingsError.self, "\(file.name)") { try ManifestReader(opening: path) }
      let judged = try Command.run(
        "xmllint", ["--noout", "--nonet", "--schema", folder.file("manifest.xsd"), path])
      // 1: not even well-formed; 3: not valid.
      #expect([1, 3].contains(judged.status), "\(file.name)\n\(judged.errors)")
    }
  }
}
