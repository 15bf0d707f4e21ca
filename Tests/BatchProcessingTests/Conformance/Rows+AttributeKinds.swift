import Diagnostics
import PKIModel

/// Attributes that depend on others, that are not in requests, and that are taken for what they look like.
extension ConformanceTable {
  static let attributeKinds = shown + depending + lenient + customAttributes

  /// The content types of attributes that are no strings.
  private static let types = ["floor": "integer", "size": "integer", "flag": "boolean", "ratio": "float"]

  private static func attribute(_ name: String, _ data: String) -> String {
    #"{"name":"\#(name)","contentType":"\#(types[name, default: "string"])","content":[{"data":\#(data)}]}"#
  }

  private static func validate(
    _ name: String, _ rule: String, _ attributes: String..., answer: ConformanceRow.Answer
  ) -> ConformanceRow {
    ConformanceRow(
      "kinds-" + name, rule,
      ConformanceRow.ask(
        "validateIssueCertificateAttributes", under: "lenient", body: "[\(attributes.joined(separator: ","))]"),
      answer)
  }

  private static func about(_ number: Int, _ name: String) -> String {
    "|Attribute[UUID=\(ConformanceAttributes.uuid(number)), Name=\(name), Type=Data, ConnectorUUID=null]"
  }

  private static func undefined(_ name: String) -> ConformanceRow.Answer {
    .invalid(.attributeUnknown, "Content for attribute \(name) is provided but definition is not found")
  }

  // MARK: Only shown

  private static let flags = #""visible":true,"required":false,"readOnly":false"#
  private static let single = flags + #","list":false,"multiSelect":false"#

  private static func identity(_ number: Int, _ name: String) -> String {
    #""uuid":"\#(ConformanceAttributes.uuid(number))","name":"\#(name)""#
  }

  private static func callback(_ context: String, _ source: String, _ target: String) -> String {
    """
    "attributeCallback":{"callbackContext":"\(context)","callbackMethod":"GET",\
    "mappings":[{"from":"\(source)","to":"site","targets":["\(target)"]}]}
    """
  }

  private static let shown = [
    ConformanceRow(
      "kinds-list", "2.1 what each kind shows", ConformanceRow.ask("listIssueCertificateAttributes", under: "lenient"),
      .ok(
        """
        [{"uuid":"2cfd8c1a-e867-42f1-ab6c-67fb1964e163","name":"san","type":"data","contentType":"string",\
        "properties":{"label":"Subject Alternative Name",\(single)}},\
        {\(identity(41, "site")),"content":[{"reference":"Berlin","data":"BER"},{"data":"LIS"}],"type":"data",\
        "contentType":"string","properties":{"label":"The site",\(flags),"list":true,"multiSelect":false}},\
        {\(identity(42, "place")),"type":"group",\(callback("/sites/{site}", "site.data", "pathVariable"))},\
        {\(identity(43, "team")),"type":"data","contentType":"string",\
        "properties":{"label":"The team",\(flags),"list":true,"multiSelect":false},\
        \(callback("/teams", "site.reference", "requestParameter"))},\
        {\(identity(44, "hint")),"content":[{"data":"Ask the site."}],"type":"info","contentType":"text",\
        "properties":{"label":"The hint","visible":true}},\
        {\(identity(45, "session")),"content":[{"data":"January"}],"type":"meta","contentType":"string",\
        "properties":{"label":"The session","visible":true,"global":false,"overwrite":false}},\
        {\(identity(46, "size")),"type":"data","contentType":"integer",\
        "properties":{"label":"The size",\(single)}},\
        {\(identity(47, "flag")),"type":"data","contentType":"boolean",\
        "properties":{"label":"The flag",\(single)}},\
        {\(identity(48, "ratio")),"type":"data","contentType":"float",\
        "properties":{"label":"The ratio",\(single)}},\
        {\(identity(49, "note")),"type":"data","contentType":"string",\
        "properties":{"label":"The note",\(single)}},\
        {\(identity(50, "tags")),"content":[{"data":"edge"}],"type":"data","contentType":"string",\
        "properties":{"label":"The tags",\(flags),"list":true,"multiSelect":true,"extensibleList":true}}]
        """)),
    validate("info", "decision: what is only shown is refused", attribute("hint", #""x""#), answer: undefined("hint")),
    validate(
      "meta", "decision: what the authority says is refused", attribute("session", #""January""#),
      answer: undefined("session")),
    validate(
      "group", "decision: a group is not sent, what it stands for is", attribute("place", #""x""#),
      answer: undefined("place")),
  ]

  // MARK: Callbacks

  private static let depending = [
    validate(
      "of-group", "2.3 the attributes that a group stands for", attribute("site", #""BER""#), attribute("floor", "3"),
      answer: .ok()),
    validate(
      "of-group-required", "2.3 what a group stands for is judged like all others", attribute("site", #""BER""#),
      answer: .invalid(.attributeRequired, "Content for required Data attribute floor is not provided.")),
    validate(
      "of-group-other", "2.3 without a row for its values, a group stands for nothing", attribute("site", #""LIS""#),
      attribute("floor", "3"), answer: undefined("floor")),
    validate(
      "of-group-none", "2.3 without its values, a group stands for nothing", attribute("floor", "3"),
      answer: undefined("floor")),
    validate(
      "list-value", "2.3 the values that a callback gives", attribute("site", #""BER""#), attribute("floor", "3"),
      attribute("team", #""networks""#), answer: .ok()),
    validate(
      "list-other", "2.3 another value than a callback gives", attribute("site", #""BER""#), attribute("floor", "3"),
      attribute("team", #""sales""#),
      answer: .invalid(
        .attributeNotInList, "Attribute content item is not part of predefined list" + about(43, "team"))),
    validate(
      "list-missing", "2.3 callback mapping without a value", attribute("team", #""networks""#),
      answer: .invalid(
        .attributeCallback, "Callback query parameters site not set, but mapping require it")),
    validate(
      "list-extensible", "2.1 extensibleList: other values too",
      #"{"name":"tags","contentType":"string","content":[{"data":"edge"},{"data":"core"}]}"#, answer: .ok()),
  ]

  // MARK: Types

  private static let lenient = [
    validate(
      "lenient", "2.6 lenient: text that is a number or a boolean, a number that is text",
      attribute("size", #""5""#), attribute("flag", #""true""#), attribute("ratio", #""0.5""#), attribute("note", "7"),
      answer: .ok(
        warnings: .attributeCoerced, .attributeCoerced, .attributeCoerced, .attributeCoerced)),
    validate(
      "lenient-typed", "2.6 lenient: nothing is said of what has its type", attribute("size", "5"),
      attribute("note", #""7""#), answer: .ok()),
    validate(
      "lenient-fraction", "2.6 lenient: only where nothing is lost", attribute("size", #""5.0""#),
      answer: .invalid(
        .attributeWrongType, "Wrong content for attribute of content type Integer number" + about(46, "size"))),
    validate(
      "lenient-boolean", "2.6 lenient: only where nothing is lost", attribute("flag", #""yes""#),
      answer: .invalid(
        .attributeWrongType, "Wrong content for attribute of content type Boolean" + about(47, "flag"))),
    ConformanceRow(
      "kinds-issue", "2.6 lenient: issuing judges as validating does",
      ConformanceRow.ask(
        "issueCertificate", under: "lenient",
        body: """
          {"request":"{{csr:plain}}",\
          "attributes":[\(attribute("san", #""dNSName=k.example""#)),\(attribute("size", #""5""#))]}
          """),
      .issued(warnings: .attributeCoerced), after: [.own(.issued)]),
  ]

  // MARK: Custom attributes

  private static func custom(_ name: String, _ rule: String, _ answer: ConformanceRow.Answer) -> ConformanceRow {
    ConformanceRow(
      "custom-" + name, rule,
      ConformanceRow.ask(
        "submitCertificateRequest", under: "tls-server",
        body: """
          {"request":"{{csr:plain}}","issueAttributes":[],\
          "customAttributes":[\(attribute(name, #""x""#))]}
          """), answer)
  }

  private static let customAttributes = [
    custom(
      "retired", "2.7 custom attribute, disabled",
      .invalid(.attributeDisabled, "Content for custom attribute retired is provided but attribute is disabled")),
    custom(
      "contact", "2.7 custom attribute of other resources",
      .invalid(
        .attributeResource,
        "Content for custom attribute contact is provided but resource Certificate is not associated with it")),
  ]
}
