import Diagnostics

/// A request that cannot be read, in forms of its own: what is wrong in one form cannot be written in the other.
struct UnreadableRow: Sendable {
  let name: String
  let code: FindingCode
  /// A line of JSON Lines, and what is said of it behind the API's words.
  let json: (text: String, says: String)?
  /// The same for an element `<request>`.
  let xml: (text: String, says: String)?

  init(
    _ name: String, _ code: FindingCode, json: (text: String, says: String)? = nil,
    xml: (text: String, says: String)? = nil
  ) {
    self.name = name
    self.code = code
    self.json = json
    self.xml = xml
  }

  static let rows = [
    UnreadableRow(
      "syntax", .documentSyntax,
      json: (#"{"id":"a","operation":listEntities}"#, "a value is missing at octet 22")),
    UnreadableRow(
      "encoding", .documentEncoding, json: (#"{"id":"a","operation":"\ud800"}"#, "half of a surrogate pair at octet 23")
    ),
    UnreadableRow(
      "duplicate-member", .documentDuplicateMember,
      json: (
        #"{"id":"a","operation":"listEntities","id":"b"}"#, "member \"id\" stands twice in one object at octet 38"
      ),
      xml: (
        "<request><id>a</id><operation>listEntities</operation><id>b</id></request>",
        "member \"id\" stands twice in one object (line 3) at octet 218"
      )),
    UnreadableRow(
      "nesting", .documentLimit,
      json: (
        #"{"id":"a","operation":"getCrl","body":"# + String(repeating: "[", count: 70)
          + String(repeating: "]", count: 70) + "}",
        "values are nested more than 64 deep at octet 101"
      )),
    UnreadableRow(
      "forbidden", .documentForbidden,
      xml: (
        #"<request><id xmlns="urn:other">a</id><operation>listEntities</operation></request>"#,
        "element <id> is not in namespace urn:certmill:manifest:1 (line 3) at octet 173"
      )),
  ]
}
