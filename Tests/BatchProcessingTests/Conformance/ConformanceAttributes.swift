/// The attributes of the RA profile `attributed`: one for each rule that an attribute can have.
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

  static let custom = "[" + definition(31, "owner", "string", type: "custom") + "]"

  /// The UUID of a definition.
  static func uuid(_ number: Int) -> String { "c0000000-0000-4000-8000-0000000000\(number < 10 ? "0" : "")\(number)" }

  /// A definition whose label is `The` and its name.
  private static func definition(
    _ number: Int, _ name: String, _ contentType: String, _ properties: String = "", type: String = "data",
    content: String? = nil, constraint: (type: String, data: String)? = nil, effect: String = "record"
  ) -> String {
    let properties = #""label":"The \#(name)""# + (properties.isEmpty ? "" : "," + properties)
    let optional =
      (content.map { #","content":\#($0)"# } ?? "")
      + (constraint.map { #","constraints":[{"type":"\#($0.type)","data":\#($0.data)}]"# } ?? "")
    return """
      {"uuid":"\(uuid(number))","name":"\(name)","type":"\(type)","contentType":"\(contentType)",\
      "properties":{\(properties)}\
      \(optional),"effect":"\(effect)"}
      """
  }
}
