import DocumentModel
import PKIModel
import TestSupport
import Testing

@testable import Configuration

@Suite struct HomeSchemaTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for schema in PublishedSchema.homeFiles { try folder.write(schema.octets, to: schema.fileName) }
  }

  /// A file of each kind: its schema, its element in XML, and JSON that uses all members.
  private static let samples: [(schema: String, element: String, json: String)] = [
    (
      "authority", "authority",
      #"{"uuid":"3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11","name":"a","chain":"keys/a.pem","key":{"file":"keys/k.pem"},"#
        + #""crl":{"validityHours":24}}"#
    ),
    (
      "ra-profile", "raProfile",
      #"{"uuid":"3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11","name":"a","description":"d","enabled":true,"#
        + #""authorityInstanceUuid":"3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11","certificateProfile":"c","#
        + #""endEntityProfile":"e","builtInAttributes":["email","san","extension"],"issueAttributes":["#
        + definition + "," + others
        + #"],"revokeAttributes":[],"lenientAttributes":true,"renewalKeeps":["subjectAltNames","extensions","customAttributes","validity"]}"#
    ),
    (
      "certificate-profile", "certificateProfile",
      #"{"name":"c","description":"d","validity":{"days":90,"minDays":1,"maxDays":397,"backdateMinutes":5,"#
        + #""beyondAuthority":"refuse"},"keyUsage":["digitalSignature"],"extendedKeyUsage":["serverAuth","1.2.3"],"#
        + #""basicConstraints":true,"policies":["2.5.29.32.0"],"crlDistributionPoints":["http://a/b.crl"],"#
        + #""authorityInfoAccess":{"ocsp":["http://a"],"caIssuers":["http://b"]}}"#
    ),
    (
      "end-entity-profile", "endEntityProfile",
      #"{"name":"e","description":"d","subject":[{"type":"commonName","required":true,"regExp":".*","max":1}],"#
        + #""unlistedSubject":"refuse","subjectAltNames":[{"kind":"dNSName","required":true,"regExp":".*","max":5}],"#
        + #""unlistedSubjectAltNames":"drop","keys":[{"algorithm":"rsa","minBits":2048,"maxBits":4096},"#
        + #"{"algorithm":"ec","curves":["P-256"]},{"algorithm":"ed25519"}],"#
        + #""requestedExtensions":{"copy":["1.2.3"],"others":"refuse"},"acceptRAVerified":true,"#
        + #""enrolment":{"usernameGenMethod":"CN","#
        + #""usernamePrefix":"p","usernamePostfix":"q","passwordMinLength":21,"passwordHashLogN":15,"#
        + #""leaveRevoked":false}}"#
    ),
    ("custom-attributes", "customAttributes", "[" + custom + "]"),
    (
      "attribute-table", "attributeTable",
      #"{"callbackContext":"/x","callbackMethod":"GET","description":"d","rows":[{"when":{"v":1},"attributes":["#
        + definition + #"]},{"attributes":[]}]}"#
    ),
    (
      "attribute-table", "attributeTable",
      #"{"callbackContext":"/x","callbackMethod":"POST","contentType":"integer","rows":[{"when":{"v":"w"},"#
        + #""content":[{"reference":"r","data":5}]}]}"#
    ),
    (
      "token-profile", "tokenProfile",
      #"{"uuid":"3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11","name":"t","description":"d","enabled":true,"#
        + #""usages":["sign","verify"],"token":{"uuid":"3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b12","name":"s","#
        + #""folder":"keys/tokens/s","passphrase":{"descriptor":7}}}"#
    ),
    (
      "token-profile", "tokenProfile",
      #"{"uuid":"3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11","name":"t","enabled":true,"usages":[],"#
        + #""token":{"uuid":"3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b12","name":"s","folder":"k","#
        + #""passphrase":{"file":"/media/stick/s"}}}"#
    ),
    (
      "location", "location",
      #"{"uuid":"3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11","name":"l","description":"d","enabled":true,"kind":"pkcs12","#
        + #""path":"/srv/a.p12","password":{"file":"keys/k.password"},"supportMultipleEntries":true,"#
        + #""supportKeyManagement":true,"defaultAlias":"web-1","pushAttributes":["# + definition + "]}"
    ),
  ]

  private static let custom = definition.replacing(#""type":"data""#, with: #""type":"custom""#)
    .replacing(#""effect":"record""#, with: #""effect":"record","enabled":true,"resources":["certificates","keys"]"#)

  private static let others =
    #"{"uuid":"00000000-0000-4000-8000-00000000000b","name":"i","type":"info","contentType":"text","#
    + #""content":[{"data":"t"}],"properties":{"label":"l","visible":true}},"#
    + #"{"uuid":"00000000-0000-4000-8000-00000000000c","name":"m","type":"meta","contentType":"text","#
    + #""content":[{"data":"t"}],"properties":{"label":"l","global":true,"overwrite":true}},"#
    + #"{"uuid":"00000000-0000-4000-8000-00000000000d","name":"g","type":"group","attributeCallback":{"#
    + #""callbackContext":"/x","callbackMethod":"GET","mappings":[{"from":"n.data","attributeType":"data","#
    + #""attributeContentType":"integer","to":"v","targets":["pathVariable"]},"#
    + #"{"to":"w","targets":["body"],"value":"x"}]}}"#

  private static let definition =
    #"{"uuid":"00000000-0000-4000-8000-00000000000a","name":"n","description":"d","type":"data","contentType":"integer","#
    + #""content":[{"reference":"r","data":5}],"constraints":[{"description":"d","errorMessage":"e","type":"range","#
    + #""data":{"from":1,"to":9}}],"properties":{"label":"l","group":"g","required":true,"readOnly":false,"#
    + #""visible":true,"list":true,"multiSelect":true,"extensibleList":true},"effect":"record"}"#

  private func xml(_ element: String, _ json: String) throws -> [UInt8] {
    var writer = XMLWriter()
    let root = try JSONReader.document(Array(json.utf8)).root
    writer.root(element, namespace: "urn:certmill:home:1") { writer in
      for child in root.children { writer.value(child.name, child) }
    }
    return writer.bytes
  }

  /// JSON with one fault each: something that is required taken away, something unknown added, a wrong value.
  private func faults(_ json: String) -> [String] {
    let replacements = [
      ("\"name\":", "\"nom\":"), ("\"uuid\":\"3f0c", "\"uuid\":\"xf0c"), ("\"keys/a.pem\"", "\"../a.pem\""),
      ("\"keys/k.pem\"", "\"/k.pem\""), ("24", "0"), ("\"enabled\":true", "\"enabled\":\"yes\""),
      ("\"email\"", "\"mail\""), ("\"days\":90", "\"days\":0"), ("\"days\":90", "\"weeks\":9"),
      ("\"refuse\"", "\"reject\""), ("digitalSignature", "keyCertSign"), ("\"serverAuth\"", "\"server\""),
      ("\"2.5.29.32.0\"", "\"2.5.29.032\""), ("http://a/b.crl", "a b"), ("true,\"policies", "1,\"policies"),
      ("4096", "40960"),
      ("\"dNSName\"", "\"DNS\""), ("\"P-256\"", "\"P-192\""), ("\"ed25519\"", "\"dsa\""), ("\"others\"", "\"rest\""),
      ("\"uuid\":\"00000000", "\"uuid\":\"0000000"), ("\"GET\"", "\"get\""), ("\"POST\"", "\"post\""),
      ("\"callbackContext\"", "\"context\""), ("\"pathVariable\"", "\"path\""), ("\"to\":\"v\"", "\"too\":\"v\""),
      ("\"lenientAttributes\":true", "\"lenientAttributes\":5"), ("\"keys\"", "\"jobs\""), ("\"rows\"", "\"lines\""),
      ("\"group\"", "\"groups\""), ("\"overwrite\"", "\"over\""),
      ("\"integer\"", "\"int\""), ("\"label\":\"l\"", "\"label\":\"\""), ("\"record\"", "\"subject\""),
      ("\"type\":\"range\"", "\"type\":\"Range\""), ("\"visible\"", "\"seen\""),
      ("\"CN\"", "\"DN\""), ("\"passwordMinLength\":21", "\"passwordMinLength\":0"),
      ("\"sign\"", "\"signing\""), ("\"keys/tokens/s\"", "\"../s\""), ("{\"descriptor\":7}", "{\"descriptor\":-1}"),
      ("{\"descriptor\":7}", "{\"descriptor\":7,\"file\":\"f\"}"), ("\"/media/stick/s\"", "\"\""),
      ("\"token\":", "\"tokens\":"),
      ("\"passwordHashLogN\":15", "\"passwordHashLogN\":21"), ("\"leaveRevoked\":false", "\"leaveRevoked\":2"),
      ("\"pkcs12\"", "\"pkcs11\""), ("\"/srv/a.p12\"", "\"/srv//a.p12\""), ("\"web-1\"", "\"Web\""),
      ("{\"file\":\"keys/k.password\"}", "{\"text\":\"geheim\"}"),
    ]
    return replacements.compactMap { old, new in
      let changed = json.replacing(old, with: new)
      return changed == json ? nil : changed
    }
  }

  @Test("The files of a new home are valid by the JSON Schemas", .enabled(if: SchemaJudge.knowsJSONSchema))
  func defaultHome() throws {
    let uuid = try #require(UniqueID("3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11"))
    for file in DefaultHome.files(authority: uuid, profiles: [uuid, uuid, uuid]) {
      let schema =
        file.path.hasPrefix("authorities/") ? "authority" : String(file.path.prefix { $0 != "/" && $0 != "." })
      let name = (schema.hasSuffix("-profiles") ? String(schema.dropLast()) : schema) + ".schema.json"
      let path = try folder.write(file.octets, to: "home.json")
      #expect(try SchemaJudge.jsonSchema(name, in: folder.path, judges: [path]) == [true], "\(file.path)")
    }
  }

  @Test("The JSON Schemas accept all members and refuse each fault", .enabled(if: SchemaJudge.knowsJSONSchema))
  func jsonSchemas() throws {
    for (schema, _, json) in HomeSchemaTests.samples {
      let texts = [json] + faults(json)
      #expect(texts.count > 3)
      let paths = try texts.enumerated().map { try folder.write($1.utf8, to: "\($0).json") }
      let verdicts = try SchemaJudge.jsonSchema("\(schema).schema.json", in: folder.path, judges: paths)
      #expect(verdicts.first == true, "\(json)")
      for (text, verdict) in zip(texts, verdicts).dropFirst() { #expect(!verdict, "\(text)") }
    }
  }

  @Test("The XSD accepts all members and refuses each fault", .enabled(if: SchemaJudge.knowsXSD))
  func xsd() throws {
    for (_, element, json) in HomeSchemaTests.samples {
      // XSD 1.0 cannot say that a path stays below the home.
      let texts = [json] + faults(json).filter { !$0.contains("../") && !$0.contains("\"/k.pem") }
      let paths = try texts.enumerated().map { try folder.write(try xml(element, $1), to: "\($0).xml") }
      let verdicts = try SchemaJudge.xsd(folder.file("home.xsd"), judges: paths)
      #expect(verdicts.first == true, "\(json)")
      for (text, verdict) in zip(texts, verdicts).dropFirst() { #expect(!verdict, "\(text)") }
    }
  }

  @Test("Text in XML gets the types that the JSON Schemas give its members")
  func kinds() throws {
    let kinds: [String: DocumentKind] = ["boolean": .boolean, "integer": .number, "array": .array, "object": .object]
    for schema in PublishedSchema.homeFiles where schema.fileName.hasSuffix(".json") {
      for (name, types) in try SchemaMembers(schema.octets).types where types.count == 1 {
        // The type of a constraint's data, and of bounds in it, follows from the constraint.
        guard !["data", "from", "to"].contains(name) else { continue }
        let expected = types.first.flatMap { kinds[$0] } ?? .string
        #expect(HomeFile.memberKinds[name] ?? .string == expected, "\(schema.fileName) \(name)")
      }
    }
  }

  @Test(
    "The XSD accepts null where the JSON Schemas do",
    .enabled(if: SchemaJudge.knowsXSD && SchemaJudge.knowsJSONSchema))
  func nulls() throws {
    for (schema, element, json) in HomeSchemaTests.samples {
      let root = try JSONReader.document(Array(json.utf8)).root
      // Which other members a null one asks for, XSD 1.0 cannot say.
      let names = root.kind == .object ? root.children.compactMap(\.name) : []
      let members = names.filter { !["contentType", "password"].contains($0) }
      let texts = members.map { nulling($0, of: root) }
      let paths = try texts.enumerated().map { try folder.write($1.utf8, to: "null-\($0).json") }
      let others = try texts.enumerated().map { try folder.write(try xml(element, $1), to: "null-\($0).xml") }
      let expected = try SchemaJudge.jsonSchema("\(schema).schema.json", in: folder.path, judges: paths)
      let verdicts = try SchemaJudge.xsd(folder.file("home.xsd"), judges: others)
      for (index, name) in members.enumerated() {
        #expect(verdicts[index] == expected[index], "\(element) \(name)")
      }
    }
  }

  /// An object with one member that is null.
  private func nulling(_ name: String, of root: DocumentNode) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      for child in root.children {
        writer.member(child.name ?? "") { if child.name == name { $0.null() } else { $0.value(child) } }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test("Schemas have names of their own")
  func names() {
    #expect(
      PublishedSchema.homeFiles.map(\.name) == [
        "authority", "ra-profile", "certificate-profile", "end-entity-profile", "token-profile", "location",
        "custom-attributes", "attribute-definition", "attribute-table", "home-xsd",
      ])
  }
}
