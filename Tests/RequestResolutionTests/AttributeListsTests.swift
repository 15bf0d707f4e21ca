import Diagnostics
import PKIModel
import Testing

@testable import RequestResolution

@Suite("Attributes of all kinds")
struct AttributeListsTests {
  private static let profile = "ra-profiles/tls-server.json"

  private static func uuid(_ number: Int) -> String { "00000000-0000-4000-8000-00000000000\(number)" }

  private static func definition(
    _ number: Int, _ name: String, _ type: String = "string", _ properties: String = "", effect: String = "record"
  ) -> String {
    #"{"uuid":"\#(uuid(number))","name":"\#(name)","contentType":"\#(type)","#
      + #""properties":{"label":"\#(name)"\#(properties)},"effect":"\#(effect)"}"#
  }

  private static let info =
    #"{"uuid":"\#(uuid(1))","name":"hint","type":"info","contentType":"text","content":[{"data":"Ask the desk."}],"#
    + #""properties":{"label":"Hint"}}"#
  private static let meta =
    #"{"uuid":"\#(uuid(2))","name":"session","type":"meta","contentType":"integer","content":[{"data":7}],"#
    + #""properties":{"label":"Session"}}"#
  private static let group =
    #"{"uuid":"\#(uuid(3))","name":"site","type":"group","attributeCallback":{"callbackContext":"/v1/site/{kind}","#
    + #""callbackMethod":"GET","mappings":[{"from":"kind","to":"kind","targets":["pathVariable"]}]}}"#
  private static let table =
    #"{"callbackContext":"/v1/site/{kind}","callbackMethod":"GET","rows":[{"when":{"kind":"gateway"},"attributes":["#
    + #"\#(definition(5, "place", "string", #","required":true"#, effect: "subject.locality")),"#
    + #"\#(definition(6, "one", effect: "extension:1.2.3"))]}]}"#

  /// Attributes of each kind for issuing, with a table for the group; the same data attributes for revocations.
  private static func desk(isLenient: Bool = false, custom: String = "") throws -> Desk {
    let data = [
      definition(4, "kind"), definition(7, "count", "integer"), definition(8, "pin", "secret"),
      definition(9, "login", "credential"),
    ].joined(separator: ",")
    return try Desk(
      (profile, #""issueAttributes": ["#, #""issueAttributes": [\#(info),\#(meta),\#(group),\#(data),"#),
      (
        profile, #""revokeAttributes": []"#,
        #""revokeAttributes": [\#(info),\#(data)], "lenientAttributes": \#(isLenient)"#
      ),
      ("custom-attributes.json", "[]", "[\(custom)]"),
      extra: ["attribute-tables/site.json": table])
  }

  /// The content types of attributes that hold no text.
  private static let types = [
    "count": "integer", "validityDays": "integer", "pin": "secret", "login": "credential",
  ]

  private static func attribute(_ name: String, _ data: String) -> String {
    #"{"name":"\#(name)","contentType":"\#(types[name, default: "string"])","content":[{"data":\#(data)}]}"#
  }

  private static func issue(
    _ attributes: String..., custom: String = "", operation: String = "issueCertificate", id: String = "r"
  ) throws -> String {
    let member = operation == "issueCertificate" ? "attributes" : "issueAttributes"
    return RequestJSON.of(
      operation, id: id,
      #""body":{"request":"\#(try RequestParts("CN=www.example").base64())","#
        + #""\#(member)":[\#(attributes.joined(separator: ","))],"customAttributes":[\#(custom)]}"#)
  }

  @Test("are listed in their order, groups with their callback")
  func list() throws {
    var desk = try Self.desk()
    let decision = try desk.decide(RequestJSON.of("listIssueCertificateAttributes"))
    let body = String(decoding: try #require(decision.detail.body), as: UTF8.self)
    let properties = #""properties":{"label":"Hint","visible":true}"#
    let start =
      #"{"uuid":"\#(Self.uuid(1))","name":"hint","content":[{"data":"Ask the desk."}],"type":"info","#
      + #""contentType":"text",\#(properties)},"#
      + #"{"uuid":"\#(Self.uuid(2))","name":"session","content":[{"data":7}],"type":"meta","contentType":"integer","#
      + #""properties":{"label":"Session","visible":true,"global":false,"overwrite":false}},"#
      + #"{"uuid":"\#(Self.uuid(3))","name":"site","type":"group","attributeCallback":{"#
      + #""callbackContext":"/v1/site/{kind}","callbackMethod":"GET","#
      + #""mappings":[{"from":"kind","to":"kind","targets":["pathVariable"]}]}},{"uuid":"\#(Self.uuid(4))""#
    #expect(body.contains(start), "\(body)")
    let revoke = try desk.decide(RequestJSON.of("listRevokeCertificateAttributes", id: "v"))
    #expect(String(decoding: revoke.detail.body ?? [], as: UTF8.self).contains(#""name":"hint""#))
  }

  @Test("of a group have their effects on the certificate, which a renewal keeps")
  func groupEffects() throws {
    var desk = try Self.desk()
    let kind = Self.attribute("kind", #""gateway""#)
    let old = try desk.certificate(
      Self.issue(kind, Self.attribute("place", #""Berlin""#), Self.attribute("one", #""0500""#)))
    #expect(old.subject.description == "CN=www.example, L=Berlin")
    #expect(old.certificateExtension(OID(1, 2, 3))?.value == [5, 0])
    let new = try desk.certificate(RequestJSON.succeed("renewCertificate", "@r"))
    #expect(new.certificateExtension(OID(1, 2, 3)) == old.certificateExtension(OID(1, 2, 3)))
    #expect(
      try desk.answer(Self.issue(kind, id: "a"))
        == "VALIDATION_FAILED attribute.required /body/attributes: "
        + "Content for required Data attribute place is not provided.")
    #expect(
      try desk.answer(Self.issue(Self.attribute("kind", #""other""#), Self.attribute("place", #""x""#), id: "b"))
        == "VALIDATION_FAILED attribute.unknown /body/attributes/1: "
        + "Content for attribute place is provided but definition is not found")
    #expect(
      try desk.answer(
        RequestJSON.of("validateIssueCertificateAttributes", id: "c", #""body":[\#(kind)]"#))
        == "VALIDATION_FAILED attribute.required /body: Content for required Data attribute place is not provided.")
  }

  @Test("are strict, or taken with a warning where the RA profile is lenient, in each operation")
  func lenient() throws {
    let count = Self.attribute("count", #""12""#)
    let warning = "attribute.coerced /body/attributes/0/content/0/data: "
    let text = "Value 12 of attribute count is a string and is taken as Integer number"
    var strict = try Self.desk()
    let problem = "VALIDATION_FAILED attribute.wrongType /body/attributes/0/content/0/data: "
    #expect(try strict.answer(Self.issue(count)).hasPrefix(problem))
    var desk = try Self.desk(isLenient: true)
    let decision = try desk.decide(Self.issue(count, Self.attribute("kind", "5")))
    #expect(
      decision.text == "OK warning \(warning)\(text) warning attribute.coerced /body/attributes/1/content/0/data: "
        + "Value 5 of attribute kind is a number and is taken as String")
    let attributes = String(decoding: decision.detail.attributes, as: UTF8.self)
    #expect(attributes.contains(#""contentType":"integer","content":[{"data":12}]"#))
    #expect(attributes.contains(#""contentType":"string","content":[{"data":"5"}]"#))
    let place = "/body/issueAttributes/0/content/0/data: "
    #expect(
      try desk.answer(Self.issue(count, operation: "submitCertificateRequest", id: "s"))
        == "OK warning attribute.coerced \(place)\(text)")
    #expect(
      try desk.answer(RequestJSON.revoke("@r", body: #"{"attributes":[\#(count)]}"#)) == "OK warning \(warning)\(text)")
    for scope in ["Issue", "Revoke"] {
      #expect(
        try desk.answer(
          RequestJSON.of("validate\(scope)CertificateAttributes", id: "c\(scope)", #""body":[\#(count)]"#))
          == "OK warning attribute.coerced /body/0/content/0/data: \(text)")
    }
    let validity = try desk.certificate(Self.issue(Self.attribute("validityDays", #""30""#), id: "d")).validity
    #expect(validity.notAfter.seconds - validity.notBefore.seconds + 1 == 30 * Desk.day)
  }

  @Test("that are secret show nowhere, and of a credential only what names it")
  func secrets() throws {
    let login =
      #"{"uuid":"u","name":"n","attributes":[{"name":"p","contentType":"secret","content":[{"data":"hunter2"}]}]}"#
    for pin in [#""hunter2""#, #"{"secret":"hunter2","protectionLevel":null}"#] {
      var desk = try Self.desk()
      let decision = try desk.decide(Self.issue(Self.attribute("pin", pin), Self.attribute("login", login)))
      #expect(decision.text == "OK")
      let detail = String(decoding: decision.request.detail, as: UTF8.self)
      #expect(!detail.contains("hunter2"))
      #expect(detail.contains(#""name":"pin","label":"pin","type":"data","contentType":"secret"}"#))
      #expect(detail.contains(#""contentType":"credential","content":[{"data":{"uuid":"u","name":"n"}}]"#))
    }
    for pin in [#"["hunter2"]"#, #"{"hunter2":"hunter2"}"#, #"{"secret":"hunter2","protectionLevel":"hunter2"}"#] {
      var desk = try Self.desk()
      let decision = try desk.decide(Self.issue(Self.attribute("pin", pin)))
      #expect(decision.outcome == .validationFailed)
      #expect(!String(decoding: decision.request.detail, as: UTF8.self).contains("hunter2"), "\(decision.text)")
    }
  }

  @Test("that the authority says are kept with each certificate, whichever way it was issued")
  func metadata() throws {
    var desk = try Self.desk()
    let said =
      #""metadata":[{"items":[{"uuid":"\#(Self.uuid(2))","name":"session","label":"Session","type":"meta","#
      + #""contentType":"integer","content":[{"data":7}]}]}]"#
    func attributes(_ request: String) throws -> String {
      String(decoding: try desk.decide(request).detail.attributes, as: UTF8.self)
    }
    #expect(try attributes(Self.issue()) == said)
    let kept = try attributes(Self.issue(Self.attribute("kind", #""x""#), id: "a"))
    #expect(kept.hasPrefix(#""issueAttributes":[{"#) && kept.hasSuffix("}],\(said)"))
    #expect(try attributes(RequestJSON.succeed("renewCertificate", "@a")) == said)
    #expect(try attributes(Self.issue(operation: "submitCertificateRequest", id: "s")) == "")
    let issue = RequestJSON.of("issueNewCertificate", id: "i", #""certificateUuid":"@s""#)
    #expect(try attributes(issue) == said)
  }

  @Test("that the authority says are shown with a certificate as they were when it was issued")
  func shownMetadata() throws {
    var desk = try Self.desk()
    let uuid = try #require(try desk.decide(Self.issue()).certificate?.uuid)
    desk.ledger.certificates[uuid] = desk.ledger.certificates[uuid]?.with(
      state: .issued, signature: [1], fingerprint: [UInt8](repeating: 1, count: 32))
    // The RA profile says nothing any more.
    var later = try Desk()
    later.ledger = desk.ledger
    let detail = try later.decide(RequestJSON.of("getCertificate", id: "g", #""certificateUuid":"\#(uuid)""#)).detail
    let shown = String(decoding: try #require(detail.body), as: UTF8.self)
    #expect(shown.contains(#""metadata":[{"items":[{"uuid":"\#(Self.uuid(2))","name":"session","label":"Session","#))
  }

  @Test("of the house's own are refused where they are disabled or for something else")
  func custom() throws {
    func custom(_ number: Int, _ name: String, _ others: String) -> String {
      Self.definition(number, name).dropLast() + ",\(others)}"
    }
    var desk = try Self.desk(
      custom: [
        custom(1, "off", #""enabled":false"#), custom(2, "other", #""resources":["users"]"#),
        custom(3, "owner", #""resources":["certificates"]"#),
      ].joined(separator: ","))
    let given = ["off", "other", "owner"].map { Self.attribute($0, #""x""#) }.joined(separator: ",")
    #expect(
      try desk.answer(Self.issue(custom: given))
        == "VALIDATION_FAILED attribute.disabled /body/customAttributes/0: "
        + "Content for custom attribute off is provided but attribute is disabled "
        + "attribute.resource /body/customAttributes/1: "
        + "Content for custom attribute other is provided but resource Certificate is not associated with it")
    #expect(try desk.answer(Self.issue(custom: Self.attribute("owner", #""x""#), id: "a")) == "OK")
  }

  @Test("of revocations are judged by the same rules", arguments: ["hint", "odd"])
  func revocation(name: String) throws {
    var desk = try Self.desk()
    _ = try desk.certificate(Self.issue())
    #expect(
      try desk.answer(RequestJSON.revoke("@r", body: #"{"attributes":[\#(Self.attribute(name, #""x""#))]}"#))
        == "VALIDATION_FAILED attribute.unknown /body/attributes/0: "
        + "Content for attribute \(name) is provided but definition is not found")
    let file = Self.attribute("count", "1.9")
    #expect(
      try desk.answer(RequestJSON.revoke("@r", id: "w", body: #"{"attributes":[\#(file)]}"#))
        == "VALIDATION_FAILED attribute.wrongType /body/attributes/0/content/0/data: "
        + "Wrong content for attribute of content type Integer number"
        + "|Attribute[UUID=\(Self.uuid(7)), Name=count, Type=Data, ConnectorUUID=null]")
  }
}
