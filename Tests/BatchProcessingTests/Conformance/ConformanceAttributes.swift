/// The attributes of the RA profiles `attributed` and `lenient`: one for each rule and each kind that there is.
enum ConformanceAttributes {
  static let issue =
    "["
    + [
      definition(1, "ticket", "string", #""required":true"#, constraint: ("regExp", #""[A-Z]+-[0-9]+""#)),
      definition(2, "size", "integer", constraint: ("range", #"{"from":1,"to":10}"#)),
      definition(
        3, "start", "datetime",
        constraint: ("dateTime", #"{"from":"2026-01-01T00:00:00","to":"2026-12-31T23:59:59"}"#)),
      definition(4, "fixed", "string", #""readOnly":true"#, content: #"[{"data":"as it is"}]"#),
      definition(5, "colour", "string", #""list":true"#, content: #"[{"data":"red"},{"data":"blue"}]"#),
      definition(
        6, "colours", "string", #""list":true,"multiSelect":true"#, content: #"[{"data":"red"},{"data":"blue"}]"#),
      definition(7, "note", "text"), definition(8, "flag", "boolean"), definition(9, "ratio", "float"),
      definition(10, "day", "date"), definition(11, "hour", "time"), definition(12, "pin", "secret"),
      definition(13, "paper", "file"), definition(14, "login", "credential"), definition(15, "code", "codeblock"),
      definition(16, "thing", "object"), definition(17, "days", "integer", effect: "validity.days"),
    ].joined(separator: ",") + "]"

  static let revoke = "[" + definition(21, "incident", "string", #""required":true"#) + "]"

  static let custom =
    "["
    + [
      definition(31, "owner", "string", type: "custom"),
      definition(32, "retired", "string", #""required":true"#, type: "custom", others: #","enabled":false"#),
      definition(
        33, "contact", "string", #""required":true"#, type: "custom", others: #","resources":["raProfiles"]"#),
    ].joined(separator: ",") + "]"

  // MARK: Kinds

  /// Of the RA profile `lenient`.
  static let kinds =
    "["
    + [
      definition(
        41, "site", "string", #""list":true"#, content: #"[{"reference":"Berlin","data":"BER"},{"data":"LIS"}]"#),
      #"{"uuid":"\#(uuid(42))","name":"place","type":"group","#
        + callback("/sites/{site}", "site.data", "pathVariable") + "}",
      definition(
        43, "team", "string", #""list":true"#,
        others: "," + callback("/teams", "site.reference", "requestParameter")),
      definition(44, "hint", "text", type: "info", content: #"[{"data":"Ask the site."}]"#, effect: nil),
      definition(45, "session", "string", type: "meta", content: #"[{"data":"January"}]"#, effect: nil),
      definition(46, "size", "integer"), definition(47, "flag", "boolean"), definition(48, "ratio", "float"),
      definition(49, "note", "string"),
      definition(
        50, "tags", "string", #""list":true,"multiSelect":true,"extensibleList":true"#, content: #"[{"data":"edge"}]"#),
    ].joined(separator: ",") + "]"

  private static func callback(_ context: String, _ source: String, _ target: String) -> String {
    """
    "attributeCallback":{"callbackContext":"\(context)","callbackMethod":"GET",\
    "mappings":[{"from":"\(source)","to":"site","targets":["\(target)"]}]}
    """
  }

  /// What answers the callbacks of `kinds`.
  static let tables = [
    "sites": """
    {"callbackContext":"/sites/{site}","callbackMethod":"GET","rows":[{"when":{"site":"BER"},\
    "attributes":[\(definition(51, "floor", "integer", #""required":true"#))]}]}
    """,
    "teams": """
    {"callbackContext":"/teams","callbackMethod":"GET","contentType":"string","rows":[{"when":{"site":"Berlin"},\
    "content":[{"data":"networks"}]}]}
    """,
  ]

  /// The UUID of a definition.
  static func uuid(_ number: Int) -> String { "c0000000-0000-4000-8000-0000000000\(number < 10 ? "0" : "")\(number)" }

  /// A definition whose label is `The` and its name.
  private static func definition(
    _ number: Int, _ name: String, _ contentType: String, _ properties: String = "", type: String = "data",
    content: String? = nil, constraint: (type: String, data: String)? = nil, effect: String? = "record",
    others: String = ""
  ) -> String {
    let properties = #""label":"The \#(name)""# + (properties.isEmpty ? "" : "," + properties)
    let optional =
      (content.map { #","content":\#($0)"# } ?? "")
      + (constraint.map { #","constraints":[{"type":"\#($0.type)","data":\#($0.data)}]"# } ?? "")
      + (effect.map { #","effect":"\#($0)""# } ?? "") + others
    return """
      {"uuid":"\(uuid(number))","name":"\(name)","type":"\(type)","contentType":"\(contentType)",\
      "properties":{\(properties)}\
      \(optional)}
      """
  }
}
