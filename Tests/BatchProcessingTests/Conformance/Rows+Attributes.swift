import Diagnostics

/// Operations that list and validate attributes.
extension ConformanceTable {
  static let attributes = listing + profiles + naming + values + constraints

  private static let invalidUUID = "166b5cf52-63f2-11ec-90d6-0242ac120003"
  private static let nobody = "3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11"

  // MARK: RA profile and authority

  private static let listing = [
    ConformanceRow(
      "list-issue", "1.1 listIssueCertificateAttributes: the RA profile's definitions",
      ConformanceRow.ask("listIssueCertificateAttributes", under: "others"),
      .ok(
        """
        [{"uuid":"2cfd8c1a-e867-42f1-ab6c-67fb1964e163","name":"san","type":"data","contentType":"string",\
        "properties":{"label":"Subject Alternative Name","visible":true,"required":false,"readOnly":false,\
        "list":false,"multiSelect":false}}]
        """)),
    ConformanceRow(
      "list-revoke", "1.1 listRevokeCertificateAttributes: the RA profile's definitions",
      ConformanceRow.ask("listRevokeCertificateAttributes", under: "attributed"),
      .ok(
        """
        [{"uuid":"c0000000-0000-4000-8000-000000000021","name":"incident","type":"data","contentType":"string",\
        "properties":{"label":"The incident","visible":true,"required":true,"readOnly":false,"list":false,\
        "multiSelect":false}}]
        """)),
    ConformanceRow(
      "list-invalid-profile-uuid", "1.4 IllegalArgumentException: bad UUID in the path",
      ConformanceRow.ask("listIssueCertificateAttributes", #""raProfileUuid":"\#(invalidUUID)""#),
      .badRequest(.memberValue, "Invalid UUID string: \(invalidUUID)")),
    ConformanceRow(
      "list-invalid-authority-uuid", "1.4 IllegalArgumentException: bad UUID in the path",
      ConformanceRow.ask("listIssueCertificateAttributes", under: "tls-server", #""authorityUuid":"7b55ge1c""#),
      .badRequest(.memberValue, "Invalid UUID string: 7b55ge1c")),
    ConformanceRow(
      "list-invalid-authority-of-nobody", "1.4 IllegalArgumentException goes before NotFoundException",
      ConformanceRow.ask("listIssueCertificateAttributes", under: "nowhere", #""authorityUuid":"7b55ge1c""#),
      .badRequest(.memberValue, "Invalid UUID string: 7b55ge1c")),
  ]

  private static let bodies = [
    ("listIssueCertificateAttributes", nil), ("validateIssueCertificateAttributes", "[]"),
    ("listRevokeCertificateAttributes", nil), ("validateRevokeCertificateAttributes", "[]"),
  ]

  private static let profiles = bodies.flatMap { operation, body in
    [
      ConformanceRow(
        "\(operation)-unknown-profile", "1.5 list/validate: RA profile unknown",
        ConformanceRow.ask(operation, #""raProfileUuid":"\#(nobody)""#, body: body),
        .notFound(.raProfileUnknown, "Object of type 'RaProfile' identified by \(nobody) is not found.")),
      ConformanceRow(
        "\(operation)-disabled-profile", "1.5 list/validate: RA profile disabled",
        ConformanceRow.ask(operation, under: "disabled", body: body),
        .notFound(.raProfileUnknown, "Object of type 'RaProfile' identified by {{profile:disabled}} is not found.")),
      ConformanceRow(
        "\(operation)-foreign-authority", "1.5 list/validate: the authority is not the RA profile's",
        ConformanceRow.ask(
          operation, #""authorityUuid":"{{authority:other-ca}}""#, #""raProfileUuid":"{{profile:tls-server}}""#,
          body: body),
        .notFound(
          .raProfileForeign,
          "Object of type 'RaProfile' identified by {{profile:tls-server}} is not found under authority "
            + "{{authority:other-ca}}."),
        insteadOf: .section8(.authorityMismatch, "upstream compares nothing")),
      ConformanceRow(
        "\(operation)-unknown-authority", "1.5 list/validate: authority unknown",
        ConformanceRow.ask(operation, under: "tls-server", #""authorityUuid":"\#(nobody)""#, body: body),
        .notFound(.authorityUnknown, "Object of type 'Authority' identified by \(nobody) is not found."),
        insteadOf: .section8(.authorityMismatch, "upstream compares nothing")),
    ]
  }

  // MARK: Names, UUIDs, content types

  private static let ticket = attribute("ticket", "string", #""OPS-1""#)

  private static func attribute(_ name: String, _ contentType: String, _ data: String...) -> String {
    let content = data.map { #"{"data":\#($0)}"# }.joined(separator: ",")
    return #"{"name":"\#(name)","contentType":"\#(contentType)","content":[\#(content)]}"#
  }

  private static func validate(
    _ name: String, _ rule: String, _ attributes: String..., answer: ConformanceRow.Answer, insteadOf: Divergence? = nil
  ) -> ConformanceRow {
    ConformanceRow(
      "validate-" + name, rule,
      ConformanceRow.ask(
        "validateIssueCertificateAttributes", under: "attributed", body: "[\(attributes.joined(separator: ","))]"),
      answer, insteadOf: insteadOf)
  }

  /// What stands behind the API's texts about an attribute.
  private static func about(_ number: Int, _ name: String) -> String {
    "|Attribute[UUID=\(ConformanceAttributes.uuid(number)), Name=\(name), Type=Data, ConnectorUUID=null]"
  }

  private static let naming = [
    validate("right", "1.1 validateIssueCertificateAttributes: 200 with an empty body", ticket, answer: .ok()),
    validate(
      "unknown", "2.6 name unknown", ticket, attribute("unheard", "string", #""x""#),
      answer: .invalid(
        .attributeUnknown, "Content for attribute unheard is provided but definition is not found")),
    validate(
      "twice", "2.6 name duplicated", ticket, ticket,
      answer: .invalid(
        .attributeDuplicate, "Content for attribute ticket is provided but definition is not found")),
    validate(
      "required", "2.6 required definition not sent at all",
      answer: .invalid(.attributeRequired, "Content for required Data attribute ticket is not provided.")),
    validate(
      "empty", "2.6 required, content []", #"{"name":"ticket","contentType":"string","content":[]}"#,
      answer: .invalid(.attributeRequired, "Attribute is required and no content is sent" + about(1, "ticket"))),
    validate(
      "null-content", "2.6 required, content null", #"{"name":"ticket","contentType":"string","content":null}"#,
      answer: .invalid(.attributeRequired, "Attribute is required and no content is sent" + about(1, "ticket"))),
    validate(
      "other-uuid", "2.6 UUID of another definition",
      #"{"uuid":"\#(invalidUUID)","name":"ticket","contentType":"string","content":[{"data":"OPS-1"}]}"#,
      answer: .invalid(.attributeUUID, "Attribute ticket has another UUID than \(invalidUUID)"),
      insteadOf: .because("2.6: upstream accepts it here and answers 404 when it stores")),
    validate(
      "content-type", "8 attribute contentType", attribute("ticket", "text", #""OPS-1""#),
      answer: .invalid(.attributeContentType, "Attribute ticket has content type string, not text"),
      insteadOf: .section8(.contentType, "upstream compares nothing")),
    validate(
      "no-content-type", "8 attribute contentType missing", #"{"name":"ticket","content":[{"data":"OPS-1"}]}"#,
      answer: .ok(warnings: .attributeContentType),
      insteadOf: .section8(.contentType, "upstream says nothing")),
    validate(
      "all", "2.5 all attributes are checked, errors accumulate", attribute("ticket", "string", #""ops""#),
      attribute("size", "integer", "11"), attribute("flag", "boolean", "1"),
      answer: .invalid(
        .attributeRegExp, "Value ops of attribute The ticket doesn't match regex [A-Z]+-[0-9]+",
        "Value 11 of attribute The size should be lower than 10",
        "Wrong content for attribute of content type Boolean" + about(8, "flag"))),
    validate(
      "not-an-array", "1.4 wrong JSON type", ticket, #"{"name":"size","content":{"data":1}}"#,
      answer: .badRequest(.memberType, #"Unable to read HTTP message: "content" is not an array"#)),
    ConformanceRow(
      "validate-object", "1.4 wrong JSON type: the body is an array",
      ConformanceRow.ask("validateIssueCertificateAttributes", under: "attributed", body: #"{"attributes":[]}"#),
      .badRequest(.memberType, "Unable to read HTTP message: the body is an array of attributes")),
    ConformanceRow(
      "validate-revoke-right", "1.1 validateRevokeCertificateAttributes: 200 with an empty body",
      ConformanceRow.ask(
        "validateRevokeCertificateAttributes", under: "attributed",
        body: "[\(attribute("incident", "string", #""I-1""#))]"), .ok()),
    ConformanceRow(
      "validate-revoke-required", "1.5 list/validate: attributes invalid",
      ConformanceRow.ask("validateRevokeCertificateAttributes", under: "attributed", body: "[]"),
      .invalid(.attributeRequired, "Content for required Data attribute incident is not provided."),
      insteadOf: .section8(.revokeErrors, "the specification lists no 422 here, upstream and certmill answer it")),
    ConformanceRow(
      "validate-revoke-none", "2.6 name unknown, of a profile without revoke attributes",
      ConformanceRow.ask(
        "validateRevokeCertificateAttributes", under: "tls-server",
        body: "[\(attribute("incident", "string", #""I-1""#))]"),
      .invalid(.attributeUnknown, "Content for attribute incident is provided but definition is not found")),
  ]

  // MARK: Values

  private static func wrong(_ number: Int, _ name: String, _ contentType: String, _ label: String, _ data: String)
    -> ConformanceRow
  {
    validate(
      "type-\(contentType)", "2.6 wrong type", ticket, attribute(name, contentType, data),
      answer: .invalid(
        .attributeWrongType, "Wrong content for attribute of content type \(label)" + about(number, name)))
  }

  private static func malformed(
    _ number: Int, _ name: String, _ contentType: String, _ problem: String, _ data: String
  ) -> ConformanceRow {
    validate(
      "inner-\(contentType)", "2.6 inner structure, as upstream checks it since 2025", ticket,
      attribute(name, contentType, data),
      answer: .invalid(.attributeMalformed, "Malformed attribute content data: \(problem)" + about(number, name)))
  }

  private static let values = [
    validate(
      "value-instead-of-data", "2.2 trap: the field value of attributes v1",
      #"{"name":"ticket","contentType":"string","content":[{"value":"OPS-1"}]}"#,
      answer: .invalid(
        .attributeMalformed, "Attribute content is malformed and does not contain data" + about(1, "ticket"))),
    validate(
      "data-null", "2.6 item without data", #"{"name":"ticket","content":[{"data":null}]}"#,
      answer: .invalid(
        .attributeMalformed, "Attribute content is malformed and does not contain data" + about(1, "ticket"))),
    validate(
      "integer-33-bits", "2.2 integer: 32 bits", ticket, attribute("days", "integer", "2147483648"),
      answer: .invalid(
        .attributeWrongType,
        "Wrong content for attribute of content type Integer number" + about(17, "days"))),
    validate(
      "reference", "2.2 reference is the display text",
      #"{"name":"ticket","contentType":"string","content":[{"reference":"r","data":"OPS-1"}]}"#,
      answer: .ok()),
    wrong(5, "colour", "string", "String", "true"), wrong(7, "note", "text", "Text", "7"),
    wrong(2, "size", "integer", "Integer number", #""9""#), wrong(8, "flag", "boolean", "Boolean", #""true""#),
    wrong(9, "ratio", "float", "Decimal number", #""0.5""#), wrong(10, "day", "date", "Date", #""31.01.2026""#),
    wrong(11, "hour", "time", "Time", #""12:00""#),
    wrong(3, "start", "datetime", "DateTime", #""2026-02-30T00:00:00Z""#),
    wrong(12, "pin", "secret", "Secret", "1234"), wrong(13, "paper", "file", "File", #""AAAA""#),
    wrong(14, "login", "credential", "Credential", #""c""#), wrong(15, "code", "codeblock", "Code block", "[]"),
    wrong(16, "thing", "object", "Object", "1"),
    validate(
      "all-types", "2.2 one item of each content type", ticket, attribute("size", "integer", "10"),
      attribute("start", "datetime", #""2026-06-01T10:15:30.5+01:00""#), attribute("note", "text", #""a\nb""#),
      attribute("flag", "boolean", "false"), attribute("ratio", "float", "0.5"),
      attribute("day", "date", #""2026-01-31""#),
      attribute("hour", "time", #""23:59:59""#), attribute("pin", "secret", #"{"secret":"1234"}"#),
      attribute("paper", "file", #"{"content":"AAAA","fileName":"a.pdf","mimeType":"application/pdf"}"#),
      attribute("login", "credential", #"{"uuid":"u","name":"n"}"#),
      attribute("code", "codeblock", #"{"language":"xml","code":"PGEvPg=="}"#),
      attribute("thing", "object", #"{"id":1,"name":"n"}"#), attribute("days", "integer", "90"), answer: .ok()),
    malformed(13, "paper", "file", "content is missing", #"{"fileName":"a.pdf","mimeType":"application/pdf"}"#),
    malformed(14, "login", "credential", "uuid is missing", #"{"name":"n"}"#),
    malformed(15, "code", "codeblock", "language klingon is unknown", #"{"language":"klingon","code":"AAAA"}"#),
    malformed(12, "pin", "secret", "secret is missing", #"{"protectionLevel":null}"#),
  ]

  // MARK: Constraints and lists

  private static let constraints = [
    validate(
      "read-only", "2.6 readOnly changed", ticket, attribute("fixed", "string", #""otherwise""#),
      answer: .invalid(.attributeReadOnly, "Wrong value of read only attribute The fixed" + about(4, "fixed"))),
    validate(
      "read-only-same", "2.6 readOnly sent back", ticket, attribute("fixed", "string", #""as it is""#), answer: .ok()),
    validate(
      "not-in-list", "8 list", ticket, attribute("colour", "string", #""green""#),
      answer: .invalid(
        .attributeNotInList, "Attribute content item is not part of predefined list" + about(5, "colour")),
      insteadOf: .section8(.lists, "upstream 2.13 does not check lists")),
    validate(
      "two-of-one", "8 multiSelect", ticket, attribute("colour", "string", #""red""#, #""blue""#),
      answer: .invalid(.attributeMultiSelect, "Attribute colour takes one value, 2 are given"),
      insteadOf: .section8(.lists, "upstream 2.13 does not count")),
    validate(
      "two-of-many", "2.1 multiSelect", ticket, attribute("colours", "string", #""red""#, #""blue""#), answer: .ok()),
    validate(
      "pattern", "2.5 regExp: the whole value", attribute("ticket", "string", #""see OPS-1""#),
      answer: .invalid(
        .attributeRegExp, "Value see OPS-1 of attribute The ticket doesn't match regex [A-Z]+-[0-9]+")),
    validate(
      "range", "2.5 range, both ends included", ticket, attribute("size", "integer", "0"),
      answer: .invalid(.attributeRange, "Value 0 of attribute The size should be higher than 1")),
    validate(
      "date-time", "2.5 dateTime", ticket, attribute("start", "datetime", #""2027-01-01T00:00:00Z""#),
      answer: .invalid(
        .attributeDateTime,
        "Value 2027-01-01T00:00:00Z of attribute The start should be before 2026-12-31T23:59:59Z")),
    ConformanceRow(
      "validate-effect", "4.3 san: the text is not one of names",
      ConformanceRow.ask(
        "validateIssueCertificateAttributes", under: "others",
        body: "[\(attribute("san", "string", #""www.example""#))]"),
      .invalid(.attributeMalformed, "Value of attribute san: 'www.example' is not of the form kind=value")),
  ]
}
