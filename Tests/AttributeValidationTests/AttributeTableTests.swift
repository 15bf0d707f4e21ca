import Diagnostics
import DocumentModel
import Testing

@testable import AttributeValidation

@Suite("Attribute tables")
struct AttributeTableTests {
  private static func table(_ text: String) throws -> AttributeTable {
    let collector = FindingCollector()
    let table = AttributeTable(try json(text), findings: collector)
    try #require(lines(collector) == [])
    return try #require(table)
  }

  private static func callback(_ context: String, _ mappings: String...) -> String {
    #""attributeCallback": {"callbackContext": "\#(context)", "callbackMethod": "GET","#
      + #" "mappings": [\#(mappings.joined(separator: ", "))]}"#
  }

  private static func group(_ name: String, _ callback: String) -> String {
    #"{"uuid": "\#(kitUUID)", "name": "\#(name)", "type": "group", \#(callback)}"#
  }

  private static let algorithm = definitionText(
    "string", name: "algorithm", properties: #""list": true"#,
    content: #"[{"reference": "RSA", "data": "1"}, {"reference": "EC", "data": "2"}]"#)
  private static let bits = definitionText(
    "integer", name: "bits", properties: #""required": true, "list": true"#,
    content: #"[{"data": 2048}, {"data": 4096}]"#)
  private static let curve = definitionText("string", name: "curve", properties: #""required": true"#)

  /// A group whose attributes depend on the algorithm's reference, and a list whose values depend on an id.
  private static func catalog() throws -> AttributeCatalog {
    let spec = try table(
      #"{"callbackContext": "/spec/{algorithm}", "callbackMethod": "GET", "rows": ["#
        + #"{"when": {"algorithm": "RSA"}, "attributes": [\#(bits)]},"#
        + #"{"when": {"algorithm": "EC"}, "attributes": [\#(curve)]}]}"#)
    let profiles = try table(
      #"{"callbackContext": "/profiles", "callbackMethod": "GET", "contentType": "string", "rows": ["#
        + #"{"when": {"id": 1, "site": "x"}, "content": [{"data": "one"}]},"#
        + #"{"when": {"id": "2"}, "content": [{"data": "two"}]}, {"content": [{"data": "any"}]}]}"#)
    let collector = FindingCollector()
    let entries = try [
      entry(algorithm), entry(definitionText("object", name: "entity")),
      entry(
        group(
          "spec",
          callback(
            "/spec/{algorithm}",
            #"{"from": "algorithm.reference", "to": "algorithm", "targets": ["pathVariable"]}"#))),
      entry(
        definitionText(
          "string", name: "profile", properties: #""list": true"#,
          others: callback(
            "/profiles", #"{"from": "entity.data.id", "to": "id", "targets": ["requestParameter"]}"#,
            #"{"value": "x", "to": "site", "targets": ["body"]}"#))),
    ]
    let catalog = AttributeCatalog(entries, tables: [spec, profiles], findings: collector)
    try #require(lines(collector) == [])
    return catalog
  }

  private static func given(_ values: (name: String, item: String)...) -> String {
    "[" + values.map { #"{"name": "\#($0.name)", "content": [{\#($0.item)}]}"# }.joined(separator: ", ") + "]"
  }

  @Test("expand a group by what a request says elsewhere, and judge what it expands to like anything else")
  func groups() throws {
    let rsa = ("algorithm", #""reference": "RSA", "data": "1""#)
    let rows: [(String, [String])] = [
      (Self.given(rsa, ("bits", #""data": 2048"#)), []),
      // The reference of a listed value is known.
      (Self.given(("algorithm", #""data": "2""#), ("curve", #""data": "P-256""#)), []),
      ("[]", []),
      (
        Self.given(rsa),
        ["/body/attributes attribute.required: Content for required Data attribute bits is not provided."]
      ),
      (
        Self.given(rsa, ("bits", #""data": 1024"#)),
        [
          "/1/content/0 attribute.notInList: Attribute content item is not part of predefined list"
            + "|Attribute[UUID=\(kitUUID), Name=bits, Type=Data, ConnectorUUID=null]"
        ]
      ),
      (
        Self.given(("curve", #""data": "P-256""#), rsa, ("bits", #""data": 4096"#)),
        ["/0 attribute.unknown: Content for attribute curve is provided but definition is not found"]
      ),
      (
        Self.given(("bits", #""data": 2048"#)),
        ["/0 attribute.unknown: Content for attribute bits is provided but definition is not found"]
      ),
    ]
    for (given, expected) in rows {
      #expect(try Judgement(given, by: Self.catalog()).findings == expected, "\(given)")
    }
    #expect(try Set(Self.catalog().allDefinitions.map(\.name)) == ["algorithm", "entity", "profile", "bits", "curve"])
  }

  @Test("give the values of a list: the first row whose variables all have their values")
  func content() throws {
    for (id, value) in [("1", "one"), ("2", "two"), ("\"1\"", "one"), ("3", "any"), ("\"x\"", "any")] {
      for candidate in ["one", "two", "any"] {
        let given = Self.given(("entity", #""data": {"id": \#(id)}"#), ("profile", #""data": "\#(candidate)""#))
        let result = try Judgement(given, by: Self.catalog())
        #expect(result.findings.isEmpty == (candidate == value), "\(id) \(candidate) \(result.findings)")
      }
    }
  }

  @Test("are not asked without what they depend on, and the API's text says what that is")
  func missing() throws {
    for entity in [[], [("entity", #""data": {"name": "n"}"#)], [("entity", #""data": {"id": null}"#)]] {
      let items = entity + [("profile", #""data": "one""#)]
      let given = "[" + items.map { #"{"name": "\#($0.0)", "content": [{\#($0.1)}]}"# }.joined(separator: ", ") + "]"
      #expect(
        try Judgement(given, by: Self.catalog()).findings == [
          "/\(items.count - 1) attribute.callback: "
            + "Callback query parameters id not set, but mapping require it"
        ])
    }
    let texts = try ["pathVariable", "requestParameter", "body"].map { target in
      let callback = AttributeCallback(
        try json("{" + Self.callback("/x", #"{"from": "a", "to": "v", "targets": ["\#(target)"]}"#) + "}")
          .children.first { _ in true } ?? json("{}"),
        findings: FindingCollector())
      return callback?.mappings.map(\.missing) ?? []
    }
    #expect(
      texts == [
        ["Callback path variable v not set, but mapping require it"],
        ["Callback query parameters v not set, but mapping require it"],
        ["Callback request body key v not set, but mapping require it"],
      ])
  }

  private static let wrong: [(String, [String])] = [
    (
      "{}",
      [
        "/callbackContext attribute.definition: Callback context not set",
        "/callbackMethod attribute.definition: Callback method not set", " member.missing: member \"rows\" is missing",
      ]
    ),
    (
      #"{"callbackContext": "/x", "callbackMethod": "GET", "rows": [{}, {"content": []}]}"#,
      [
        "/rows/0 member.missing: member \"attributes\" is missing",
        "/rows/1 member.missing: member \"attributes\" is missing",
        "/rows/1/content member.unknown: member \"content\" is unknown",
      ]
    ),
    (
      #"{"callbackContext": "/x", "callbackMethod": "GET", "contentType": "integer","#
        + #" "rows": [{"when": 5, "content": [{"data": "x"}]}, {"attributes": []}]}"#,
      [
        "/rows/0/when member.type: an object is expected",
        "/rows/0/content/0/data attribute.definition: the value is not a Integer number",
        "/rows/1 member.missing: member \"content\" is missing",
        "/rows/1/attributes member.unknown: member \"attributes\" is unknown",
      ]
    ),
    (
      #"{"callbackContext": "/x", "callbackMethod": "GET", "rows": [{"attributes": [\#(bits), \#(bits)]}]}"#,
      ["/rows/0/attributes/1/name configuration.duplicate: attribute bits is defined twice"]
    ),
  ]

  @Test("are refused with the place of the fault", arguments: wrong)
  func refused(table: String, expected: [String]) throws {
    let collector = FindingCollector()
    #expect(AttributeTable(try json(table), findings: collector) == nil)
    #expect(lines(collector) == expected)
  }

  @Test("fit to the callbacks that they answer")
  func links() throws {
    func problems(_ entries: [String], _ tables: [String]) throws -> [String] {
      let collector = FindingCollector()
      _ = AttributeCatalog(
        try entries.map { try entry($0) }, tables: try tables.map(Self.table), findings: collector)
      return lines(collector)
    }
    let from = #"{"from": "algorithm", "to": "v", "targets": ["body"]}"#
    let group = Self.group("g", Self.callback("/x", from))
    let spec = #"{"callbackContext": "/x", "callbackMethod": "GET", "rows": [{"attributes": [\#(Self.bits)]}]}"#
    #expect(try problems([Self.algorithm, group], [spec]) == [])
    let place = "/attributeCallback configuration.reference: "
    #expect(try problems([Self.algorithm, group], []) == [place + "no attribute table answers the callback GET /x"])
    #expect(
      try problems([Self.algorithm, group], [spec.replacing("GET", with: "PUT")]) == [
        place + "no attribute table answers the callback GET /x"
      ])
    #expect(
      try problems([group], [spec]) == [
        place + "the callback GET /x asks for attribute algorithm, which is not in the list"
      ])
    let conditional = spec.replacing(#"{"attributes""#, with: #"{"when": {"w": 1}, "attributes""#)
    #expect(
      try problems([Self.algorithm, group], [conditional]) == [
        place + "the table GET /x asks for w, which the callback does not give"
      ])
    let content = #"{"callbackContext": "/x", "callbackMethod": "GET", "contentType": "date", "rows": []}"#
    #expect(
      try problems([Self.algorithm, group], [content]) == [
        place + "the table GET /x answers with values of type date, not with attributes"
      ])
    let list = definitionText("string", properties: #""list": true"#, others: Self.callback("/x", from))
    #expect(
      try problems([Self.algorithm, list], [content]) == [
        place + "the table GET /x answers with values of type date, not with values of type string"
      ])
    #expect(
      try problems([Self.algorithm, Self.bits, group], [spec]) == [
        "/attributeCallback configuration.duplicate: attribute bits of the table GET /x is also in the list"
      ])
    let other = Self.group("h", Self.callback("/y", from))
    #expect(
      try problems([Self.algorithm, group, other], [spec, spec.replacing("/x", with: "/y")]) == [
        "/attributeCallback configuration.duplicate: "
          + "attribute bits of the table GET /y is also in the table GET /x"
      ])
  }

  @Test("tell at the group what does not fit in its rows")
  func nestedLinks() throws {
    let inner = definitionText(
      "integer", name: "bits", properties: #""list": true"#,
      others: Self.callback("/bits", #"{"from": "odd", "to": "a", "targets": ["body"]}"#))
    let table = #"{"callbackContext": "/x", "callbackMethod": "GET", "rows": [{"attributes": [\#(inner)]}]}"#
    let collector = FindingCollector()
    _ = AttributeCatalog(
      [try entry(Self.group("g", Self.callback("/x")))], tables: [try Self.table(table)], findings: collector)
    #expect(
      lines(collector) == [
        "/attributeCallback configuration.reference: no attribute table answers the callback GET /bits",
        "/attributeCallback configuration.reference: "
          + "the callback GET /bits asks for attribute odd, which is not in the list",
      ])
  }

  @Test("have attributes with callbacks of their own")
  func nested() throws {
    let inner = definitionText(
      "integer", name: "bits", properties: #""list": true"#,
      others: Self.callback("/bits", #"{"from": "algorithm", "to": "a", "targets": ["body"]}"#))
    let tables = try [
      #"{"callbackContext": "/x", "callbackMethod": "GET", "rows": [{"attributes": [\#(inner)]}]}"#,
      #"{"callbackContext": "/bits", "callbackMethod": "GET", "contentType": "integer","#
        + #" "rows": [{"when": {"a": "1"}, "content": [{"data": 7}]}]}"#,
    ].map(Self.table)
    let collector = FindingCollector()
    let catalog = AttributeCatalog(
      [try entry(Self.algorithm), try entry(Self.group("g", Self.callback("/x")))], tables: tables, findings: collector)
    #expect(lines(collector) == [])
    for (algorithm, bits, isRight) in [("1", 7, true), ("1", 8, false), ("2", 7, false)] {
      let given = Self.given(("algorithm", #""data": "\#(algorithm)""#), ("bits", #""data": \#(bits)"#))
      #expect(try Judgement(given, by: catalog).findings.isEmpty == isRight)
    }
  }
}
