import Configuration
import DocumentModel
import ManifestReading
import TestSupport
import Testing

@testable import BatchProcessing

@Suite("A run with attributes of all kinds")
struct AttributeRunTests {
  private let pool: RequestPool

  init() throws { pool = try RequestPool() }

  private static func uuid(_ number: Int) -> String { "00000000-0000-4000-8000-0000000000\(number)" }

  private static func definition(_ number: Int, _ name: String, _ type: String, _ others: String = "") -> String {
    #"{"uuid":"\#(uuid(number))","name":"\#(name)","contentType":"\#(type)","#
      + #""properties":{"label":"\#(name)","list":true,"multiSelect":true,"extensibleList":true},"#
      + #""effect":"record"\#(others)}"#
  }

  private static let definitions = [
    #"{"uuid":"\#(uuid(10))","name":"session","type":"meta","contentType":"integer","content":[{"data":7}],"#
      + #""properties":{"label":"s","global":true}}"#,
    #"{"uuid":"\#(uuid(11))","name":"hint","type":"info","contentType":"text","content":[{"data":"read"}],"#
      + #""properties":{"label":"h"}}"#,
    #"{"uuid":"\#(uuid(12))","name":"more","type":"group","attributeCallback":{"callbackContext":"/more","#
      + #""callbackMethod":"GET","mappings":[{"from":"count","to":"n","targets":["pathVariable"]},"#
      + #"{"value":true,"to":"on","targets":["body"]}]}}"#,
    definition(
      20, "count", "integer",
      #","content":[{"reference":"few","data":2}],"constraints":[{"type":"range","data":{"from":1,"to":9}}]"#),
    definition(21, "ratio", "float"), definition(22, "flag", "boolean"), definition(23, "when", "datetime"),
    definition(24, "paper", "file"), definition(25, "script", "codeblock"), definition(26, "thing", "object"),
    definition(27, "login", "credential"), definition(28, "pin", "secret"), definition(29, "note", "text"),
  ]

  private static let table =
    #"{"callbackContext":"/more","callbackMethod":"GET","rows":[{"when":{"n":2,"on":true},"attributes":["#
    + definition(30, "extra", "integer") + #"]}]}"#

  private static let custom =
    "[" + definition(31, "owner", "string", #","enabled":true,"resources":["certificates"]"#) + ","
    + definition(32, "gone", "string", #","enabled":false"#) + "]"

  /// A home with the definitions, their files in JSON, or in XML as people write it.
  private func site(_ origin: BatchSite, inXML: Bool) throws -> BatchSite {
    let site = try origin.twin()
    let path = "home/ra-profiles/tls-server.json"
    let profile = String(decoding: try #require(site.folder.contents(path)), as: UTF8.self)
      .replacing(#""issueAttributes": ["#, with: #""issueAttributes": [\#(Self.definitions.joined(separator: ",")),"#)
      .replacing(
        #""revokeAttributes": []"#, with: #""revokeAttributes": [\#(Self.definition(33, "ticket", "integer"))]"#)
    let files = [
      ("ra-profiles/tls-server", "raProfile", profile), ("attribute-tables/more", "attributeTable", Self.table),
      ("custom-attributes", "customAttributes", Self.custom),
    ]
    for (name, element, text) in files {
      guard inXML else {
        try site.folder.write(text.utf8, to: "home/\(name).json")
        continue
      }
      _ = try Command.run("rm", ["-f", site.folder.file("home/\(name).json")])
      try site.folder.write(Self.xml(element, text).utf8, to: "home/\(name).xml")
    }
    return site
  }

  private static func xml(_ element: String, _ json: String) throws -> String {
    var writer = XMLWriter()
    let root = try JSONReader.document(Array(json.utf8)).root
    writer.root(element, namespace: "urn:certmill:home:1") { writer in
      for child in root.children { writer.value(child.name, child) }
    }
    return withoutTypes(String(decoding: writer.bytes, as: UTF8.self))
  }

  private static func withoutTypes(_ xml: String) -> String {
    ["number", "boolean", "string", "array", "object"].reduce(xml) { $0.replacing(#" type="\#($1)""#, with: "") }
  }

  private static func attributes(_ values: (name: String, data: String)...) -> String {
    values.map { #"{"name":"\#($0.name)","content":[{"data":\#($0.data)}]}"# }.joined(separator: ",")
  }

  private func requests() -> [String] {
    let request = ManifestText.base64(pool.good[1])
    let good = Self.attributes(
      ("count", "2"), ("ratio", "1.50"), ("flag", "true"), ("when", #""2026-01-31T12:00:00+01:00""#),
      ("paper", #"{"content":"Zm8=","fileName":"f.txt","mimeType":"text/plain"}"#),
      ("script", #"{"language":"bash","code":""}"#), ("thing", "{}"),
      (
        "login",
        #"{"uuid":"u","name":"n","attributes":[{"name":"p","contentType":"secret","content":[{"data":"hunter2"}]},"#
          + #"{"name":"q","contentType":"integer","content":[{"data":5}]}]}"#
      ),
      ("pin", #"{"secret":"hunter2","protectionLevel":null}"#), ("note", #""a note""#), ("extra", "12"))
    let bad = Self.attributes(
      ("count", "10"), ("flag", #""yes""#), ("paper", #"{"content":"Zm8"}"#),
      ("script", #"{"language":"cobol","code":"Zm8=","x":"hunter2"}"#), ("login", #"{"name":"n","attributes":[{}]}"#),
      ("pin", #"{"secret":""}"#), ("hint", #""x""#), ("more", #""x""#), ("session", "1"), ("extra", "12"))
    func body(_ attributes: String, _ custom: String = "") -> String {
      #""body":{"request":"\#(request)","attributes":[\#(attributes)],"customAttributes":[\#(custom)]}"#
    }
    return [
      ManifestText.request("list", "listIssueCertificateAttributes"),
      ManifestText.request("list-revoke", "listRevokeCertificateAttributes"),
      ManifestText.request("good", "issueCertificate", body(good, Self.attributes(("owner", #""Ann""#)))),
      ManifestText.request("bad", "issueCertificate", body(bad, Self.attributes(("gone", #""x""#)))),
      ManifestText.request("bare-secret", "issueCertificate", body(Self.attributes(("pin", #""hunter2""#)))),
      ManifestText.request(
        "validate", "validateRevokeCertificateAttributes", #""body":[\#(Self.attributes(("ticket", "5")))]"#),
      ManifestText.request(
        "revoked", "revokeCertificate", #""certificateUuid":"@good""#,
        #""body":{"attributes":[\#(Self.attributes(("ticket", "5")))]}"#),
    ]
  }

  @Test("gives the same results whatever the form of manifest and home, and shows no secret")
  func forms() throws {
    let manifest = ManifestText.of(requests())
    let origin = try BatchSite()
    let json = try site(origin, inXML: false)
    let xml = try site(origin, inXML: true)
    let converted = try site(origin, inXML: true)
    try json.run(manifest, lanes: 2)
    try converted.run(inXML: manifest, lanes: 1)
    let source = try xml.folder.write(manifest.utf8, to: "source.json")
    var octets: [UInt8] = []
    try ManifestConversion.convert(from: ManifestReader(opening: source), to: .xml) { octets += $0 }
    let untyped = Self.withoutTypes(String(decoding: octets, as: UTF8.self))
    _ = try Workplace(home: xml.home(), settings: RunSettings(lanes: 2), surroundings: xml.surroundings())
      .run(manifest: xml.folder.write(untyped.utf8, to: "manifest.xml"), out: xml.folder.file("out"))
    for other in [converted, xml] {
      #expect(try other.results() == json.results())
      #expect(try other.published() == json.published())
    }
    for (name, octets) in try json.published() {
      #expect(!String(decoding: octets, as: UTF8.self).contains("hunter2"), "\(name)")
    }
    let ledger = String(decoding: try #require(json.folder.contents("home/ledger.sqlite")), as: UTF8.self)
    #expect(!ledger.contains("hunter2"))
    try check(json)
  }

  private func check(_ site: BatchSite) throws {
    let lines = try site.results()
    let verdicts = try lines.map { try ResultMembers($0).verdict }
    #expect(verdicts == ["OK", "OK", "OK", "attribute.range", "OK", "OK", "OK"], "\(lines)")
    #expect(lines[0].contains(#""data":{"from":1,"to":9}"#) && lines[0].contains(#"{"reference":"few","data":2}"#))
    let suffix = "|Attribute[UUID=\(Self.uuid(25)), Name=script, Type=Data, ConnectorUUID=null]"
    for text in [
      "Value 10 of attribute count should be lower than 9",
      "Malformed attribute content data: it has other members than language, code\(suffix)",
      "Malformed attribute content data: language cobol is unknown\(suffix)",
      "Malformed attribute content data: content is not base64|", "Malformed attribute content data: uuid is missing|",
      "Malformed attribute content data: attributes/0: name is missing|",
      "Malformed attribute content data: secret is missing|",
      "Content for attribute hint is provided but definition is not found",
      "Content for attribute more is provided but definition is not found",
      "Content for attribute session is provided but definition is not found",
      "Content for attribute extra is provided but definition is not found",
      "Content for custom attribute gone is provided but attribute is disabled",
    ] {
      #expect(lines[3].contains(text), "\(text)")
    }
    let uuid = try #require(try ResultMembers(lines[2])["certificateUuid"])
    let detail = try #require(
      site.published().first { $0.key.contains(uuid) && $0.key.hasSuffix("/detail.json") })
    let text = String(decoding: detail.value, as: UTF8.self).filter { !$0.isWhitespace }
    for part in [
      #""contentType":"integer","content":[{"data":2}]"#, #""contentType":"float","content":[{"data":1.50}]"#,
      #""contentType":"boolean","content":[{"data":true}]"#, #""contentType":"object","content":[{"data":{}}]"#,
      #""contentType":"codeblock","content":[{"data":{"language":"bash","code":""}}]"#,
      #""contentType":"credential","content":[{"data":{"uuid":"u","name":"n"}}]"#,
      #""name":"pin","label":"pin","type":"data","contentType":"secret"}"#,
      #""name":"extra","label":"extra","type":"data","contentType":"integer","content":[{"data":12}]"#,
      #""metadata":[{"items":[{"uuid":"\#(Self.uuid(10))","name":"session","label":"s","type":"meta","#
        + #""contentType":"integer","content":[{"data":7}]}]}]"#,
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }
}
