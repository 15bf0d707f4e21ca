import Diagnostics
import PKIModel

/// What stands around the payloads: captured traffic, references between requests, ids.
extension ConformanceTable {
  static let envelopes = paths + dependencies

  private static let v2 = "/api/v2/operations/authorities/{{authority:other-ca}}/raProfiles/{{profile:others}}"

  private static func captured(_ method: String, _ path: String, body: String? = nil) -> String {
    #""method":"\#(method)","path":"\#(path)""# + (body.map { #","body":\#($0)"# } ?? "")
  }

  private static let paths = [
    ConformanceRow(
      "path-issue", "1.1 POST /certificates",
      captured("POST", v2 + "/certificates", body: #"{"request":"{{csr:plain}}","attributes":[]}"#), .issued(),
      after: [.own(.issued)]),
    ConformanceRow(
      "path-validate", "1.1 POST /attributes/revoke/validate",
      captured("POST", v2 + "/attributes/revoke/validate", body: "[]"), .ok()),
    ConformanceRow(
      "path-revoke", "1.1 POST /certificates/{certificateUuid}/revoke", before: [.issued("a", under: "others")],
      captured("POST", v2 + "/certificates/{{uuid:a}}/revoke", body: #"{"reason":"superseded","attributes":[]}"#),
      .noContent(), after: [.revoked("a", .superseded)]),
    ConformanceRow(
      "path-renew", "1.1 POST /certificates/{certificateUuid}/renew", before: [.issued("a", under: "others")],
      captured("POST", v2 + "/certificates/{{uuid:a}}/renew", body: "{}"), .issued(), after: [.own(.issued)]),
    ConformanceRow(
      "path-invalid-uuid", "1.4 IllegalArgumentException: bad UUID in the path",
      captured("POST", v2 + "/certificates/166b5cf52-63f2-11ec-90d6-0242ac120003/revoke", body: "{}"),
      .badRequest(.memberValue, "Invalid UUID string: 166b5cf52-63f2-11ec-90d6-0242ac120003")),
    ConformanceRow(
      "path-legacy", "1.1 POST /endentity/{username}", before: [.endEntity("u")],
      captured("POST", "/v1/operations/people/endentity/{{name:u}}", body: #"{"status":"FAILED"}"#), .ok(),
      after: [.endEntity("u", .failed)]),
    ConformanceRow(
      "path-unknown", "1.4 wrong path", captured("GET", "/api/v1/operations/people/colours"),
      .badRequest(.operationUnknown, "the API has no operation GET /api/v1/operations/people/colours")),
    ConformanceRow(
      "path-method", "1.4 wrong method", captured("PATCH", "/api/v1/operations/people/endentity"),
      .badRequest(.operationUnknown, "the API has no operation PATCH /api/v1/operations/people/endentity")),
    ConformanceRow(
      "operation-merged", "1.1 the merged specification names the twins of version 1 …_1", before: [.issued("a")],
      ConformanceRow.ask(
        "revokeCertificate_1", under: "tls-server",
        body: #"{"certificateSN":"{{serial:a}}","issuerDN":"{{issuer:issuing-ca}}","reason":"superseded"}"#), .ok(),
      after: [.revoked("a", .superseded)]),
    ConformanceRow(
      "operation-unknown", "7.1 the operation's name", #""operation":"updateLocationContent""#,
      .badRequest(.operationUnknown, #"operation "updateLocationContent" is not known"#)),
    ConformanceRow(
      "operation-missing", "7.1 the operation's name", #""body":{}"#,
      .badRequest(.memberMissing, #"member "operation" is missing"#)),
    ConformanceRow(
      "envelope-member", "design 6 an envelope has no other members",
      #""operation":"listEntities","raProfile":"people""#,
      .badRequest(.memberUnknown, #"member "raProfile" is unknown"#)),
  ]

  private static let dependencies = [
    ConformanceRow(
      "depends", "7.1 dependsOn a request that succeeded",
      beside: [("first", ConformanceRow.ask("listRevokeCertificateAttributes", under: "others"))],
      ConformanceRow.ask("listRevokeCertificateAttributes", under: "others", #""dependsOn":["{{name:first}}"]"#),
      .ok("[]")),
    ConformanceRow(
      "depends-on-refused", "7.4 SKIPPED: a dependency failed",
      beside: [("first", ConformanceRow.ask("listEntities", under: "nowhere"))],
      ConformanceRow.ask("listEntities", under: "people", #""dependsOn":["{{name:first}}"]"#),
      .skipped(.dependencyFailed)),
    ConformanceRow(
      "depends-on-nobody", "7.1 dependsOn names an earlier request",
      ConformanceRow.ask("listEntities", under: "people", #""dependsOn":["{{name:later}}"]"#),
      .badRequest(.requestReference, "request {{name:later}} does not stand before this one")),
    ConformanceRow(
      "certificate-of-request", "7.1 certificateUuid may be @ and the id of a request",
      beside: [
        (
          "first",
          ConformanceRow.ask(
            "issueCertificate", under: "others", body: #"{"request":"{{csr:plain}}","attributes":[]}"#)
        )
      ],
      ConformanceRow.ask("revokeCertificate", under: "others", #""certificateUuid":"@{{name:first}}""#, body: "{}"),
      .noContent(), after: [.revoked("first", .unspecified)]),
    ConformanceRow(
      "certificate-of-refused", "7.4 SKIPPED: the certificate's request failed",
      beside: [
        ("first", ConformanceRow.ask("issueCertificate", under: "others", body: #"{"request":"%%%","attributes":[]}"#))
      ],
      ConformanceRow.ask("revokeCertificate", under: "others", #""certificateUuid":"@{{name:first}}""#, body: "{}"),
      .skipped(.dependencyFailed)),
  ]
}
