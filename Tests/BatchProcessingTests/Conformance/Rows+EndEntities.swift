import Diagnostics
import PKIModel

/// End entities of version 1, and the certificates that they enrol for.
extension ConformanceTable {
  static let endEntities = unknownProfiles + adding + asking + editing + leaving + enrolling

  private static let password = ConformanceBeginnings.password

  private static func entity(_ operation: String, _ name: String = "{{name:u}}", body: String? = nil) -> String {
    ConformanceRow.ask(operation, under: "people", #""username":"\#(name)""#, body: body)
  }

  private static func notFound(_ name: String = "{{name:u}}") -> ConformanceRow.Answer {
    .notFound(.endEntityUnknown, "Object of type 'EndEntity' identified by \(name) is not found.")
  }

  // MARK: RA profile

  private static let operations: [(name: String, body: String?)] = [
    ("listEntities", nil), ("addEndEntity", #"{"username":"a","password":"b","subjectDN":"CN=a"}"#),
    ("getEndEntity", nil), ("editEndEntity", "{}"), ("revokeAndDeleteEndEntity", nil), ("resetPassword", nil),
    ("legacyIssueCertificate", #"{"username":"a","password":"b","pkcs10":"{{csr:plain}}"}"#),
  ]

  private static let unknownProfiles = operations.flatMap { operation, body in
    [
      ConformanceRow(
        "\(operation)-unknown-profile", "1.5 version 1: RA profile looked up by name",
        ConformanceRow.ask(operation, under: "nowhere", #""username":"a""#, body: body),
        .notFound(.raProfileUnknown, "Object of type 'RaProfile' identified by nowhere is not found.")),
      ConformanceRow(
        "\(operation)-disabled-profile", "1.5 version 1: enabled RA profiles only",
        ConformanceRow.ask(operation, under: "disabled", #""username":"a""#, body: body),
        .notFound(.raProfileUnknown, "Object of type 'RaProfile' identified by {{profile:disabled}} is not found.")),
    ]
  }

  // MARK: addEndEntity

  private static func add(_ members: String, under profile: String = "people") -> String {
    ConformanceRow.ask("addEndEntity", under: profile, body: "{\(members)}")
  }

  private static func named(_ name: String, _ subject: String = "CN=Ann", password: String = password) -> String {
    #""username":"\#(name)","password":"\#(password)","subjectDN":"\#(subject)""#
  }

  private static let adding = [
    ConformanceRow(
      "add", "1.1 addEndEntity: 200 with an empty body, status NEW", add(named("{{name:u}}")), .ok(),
      after: [.endEntity("u", .new)]),
    ConformanceRow(
      "add-profile-of-body", "1.2 raProfile of the body is ignored, whatever its UUID",
      add(named("{{name:u}}") + #","raProfile":{"uuid":"7b55ge1c-844f-11dc-a8a3-0242ac120002","name":"x"}"#), .ok(),
      after: [.endEntity("u", .new)]),
    ConformanceRow(
      "add-exists", "1.5 add: username exists", before: [.endEntity("u")], add(named("{{name:u}}")),
      .badRequest(.endEntityExists, "Object of type 'EndEntity' identified by {{name:u}} already exists.")),
    ConformanceRow(
      "add-deleted", "4.5 a deleted record leaves a tombstone", before: [.deleted("u")], add(named("{{name:u}}")),
      .badRequest(.endEntityDeleted, "end entity {{name:u}} was deleted; its name is not given again"),
      insteadOf: .because("decision: a name is given once; upstream lets it be inherited")),
    ConformanceRow(
      "add-rule", "1.5 add: profile rule violated", add(named("{{name:u}}", "CN=Ann,title=Doctor")),
      .invalid(.subjectNotAllowed, "the subject's title is not one that the profile lists"),
      insteadOf: .because("design 7: subject rules are 422 in every operation; upstream answers 400")),
    ConformanceRow(
      "add-not-a-name", "1.5 add: profile rule violated", add(named("{{name:u}}", "Ann")),
      .invalid(.subjectNotAllowed, "not a distinguished name: '=' is expected after an attribute's name (at octet 3)"),
      insteadOf: .because("design 7: subject rules are 422 in every operation; upstream answers 400")),
    ConformanceRow(
      "add-alt-name", "1.5 add: profile rule violated",
      add(named("{{name:u}}") + #","subjectAltName":"rfc822Name=a@example.com""#),
      .invalid(
        .subjectAltNameNotAllowed, "subject alternative names of kind rfc822Name are not listed by the profile"),
      insteadOf: .because("design 7: subject rules are 422 in every operation; upstream answers 400")),
    ConformanceRow(
      "add-no-username", "1.2 username is required", add(#""password":"\#(password)","subjectDN":"CN=Ann""#),
      .badRequest(.memberMissing, #"Validation error: member "username" is missing"#)),
    ConformanceRow(
      "add-no-password", "1.2 password is required", add(#""username":"{{name:u}}","subjectDN":"CN=Ann""#),
      .badRequest(.memberMissing, #"Validation error: member "password" is missing"#)),
    ConformanceRow(
      "add-no-subject", "1.2 subjectDN is required", add(#""username":"{{name:u}}","password":"\#(password)""#),
      .badRequest(.memberMissing, #"Validation error: member "subjectDN" is missing"#)),
    ConformanceRow(
      "add-short-password", "design 5 passwords of the profile", add(named("{{name:u}}", password: "short")),
      .badRequest(.memberValue, "Unable to read HTTP message: the password has fewer than 20 characters")),
    ConformanceRow(
      "add-generated", "4.4 usernameGenMethod CN",
      add(#""password":"\#(password)","subjectDN":"CN=bob""#, under: "named"), .ok(), after: [.named("n-bob", .new)]),
    ConformanceRow(
      "add-not-generated", "4.4 username not generated",
      add(#""password":"\#(password)","subjectDN":"O=Example""#, under: "named"),
      .badRequest(
        .memberValue,
        "Unable to read HTTP message: Username is null or empty, username was not properly generated: the subject has "
          + "no common name")),
    ConformanceRow(
      "add-extension-data", "1.4 wrong JSON type", add(named("{{name:u}}") + #","extensionData":{"name":"a"}"#),
      .badRequest(.memberType, "Unable to read HTTP message: an array is expected")),
  ]

  // MARK: getEndEntity, listEntities

  private static let asking = [
    ConformanceRow(
      "get", "1.2 ClientEndEntityDto, never the password", before: [.endEntity("u")], entity("getEndEntity"),
      .ok(#"{"subjectDN":"CN=Ann Other","extensionData":[],"status":"NEW","username":"{{name:u}}"}"#)),
    ConformanceRow(
      "get-unknown", "1.5 get: username unknown", entity("getEndEntity"), notFound()),
    ConformanceRow(
      "get-deleted", "1.5 get: username unknown", before: [.deleted("u")], entity("getEndEntity"), notFound()),
    ConformanceRow(
      "get-other-profile", "1.1 end entities belong to their RA profile", before: [.endEntity("u")],
      ConformanceRow.ask("getEndEntity", under: "tls-client", #""username":"{{name:u}}""#), notFound()),
    ConformanceRow(
      "get-unnamed", "1.1 the username stands in the path", ConformanceRow.ask("getEndEntity", under: "people"),
      .badRequest(.memberMissing, "the end entity is not named")),
    ConformanceRow(
      "list", "1.2 ClientEndEntityDto[]",
      beside: [
        (
          "add",
          ConformanceRow.ask(
            "addEndEntity", under: "others",
            body: """
              {\(named("ann")),"email":"ann@example.com","subjectAltName":"dNSName=ann.example",\
              "extensionData":[{"name":"room","value":"7"}]}
              """)
        )
      ], ConformanceRow.ask("listEntities", under: "others"),
      .ok(
        """
        [{"subjectDN":"CN=Ann","email":"ann@example.com","extensionData":[{"name":"room","value":"7"}],\
        "subjectAltName":"dNSName=ann.example","status":"NEW","username":"ann"}]
        """), after: [.named("ann", .new)]),
    ConformanceRow(
      "list-none", "1.1 listEntities of a profile that has none", ConformanceRow.ask("listEntities", under: "strict"),
      .ok("[]"), insteadOf: .because("1.5: upstream may answer null")),
  ]

  // MARK: editEndEntity, resetPassword

  private static let editing =
    [
      ConformanceRow(
        "edit-unknown", "1.5 edit: username unknown", entity("editEndEntity", body: #"{"status":"NEW"}"#), notFound()),
      ConformanceRow(
        "edit-nothing", "1.2 edit: blank strings and a null status leave all as it is",
        before: [.endEntity("u", .generated)],
        entity("editEndEntity", body: #"{"password":" ","subjectDN":"","email":"","status":null}"#), .ok()),
      ConformanceRow(
        "edit-leaves-revoked", "4.5 leaving REVOKED needs the profile's permission",
        before: [.endEntity("u", .revoked)],
        entity("editEndEntity", body: #"{"status":"NEW"}"#),
        .badRequest(.endEntityStatus, "end entity {{name:u}} has status REVOKED, which an edit does not change"),
        insteadOf: .because("4.5: upstream lets anybody leave REVOKED")),
      ConformanceRow(
        "edit-unknown-status", "1.4 unknown enum code inside JSON", before: [.endEntity("u")],
        entity("editEndEntity", body: #"{"status":"GONE"}"#),
        .badRequest(.memberValue, #"Unable to read HTTP message: "status" cannot be "GONE""#)),
      ConformanceRow(
        "edit-rule", "1.5 profile rule violated", before: [.endEntity("u")],
        entity("editEndEntity", body: #"{"subjectDN":"O=Example"}"#),
        .invalid(.subjectNotAllowed, "the subject has no commonName"),
        insteadOf: .because("design 7: subject rules are 422 in every operation; upstream answers 400")),
      ConformanceRow(
        "edit-no-body", "1.4 unreadable: the body is missing", before: [.endEntity("u")], entity("editEndEntity"),
        .badRequest(.memberMissing, "Validation error: the request has no body")),
      ConformanceRow("reset-unknown", "1.5 reset: username unknown", entity("resetPassword"), notFound()),
      ConformanceRow(
        "reset", "1.5 resetPassword leaves the status as it is", before: [.endEntity("u", .failed)],
        entity("resetPassword"), .ok(),
        insteadOf: .section8(.resetPassword, "random, where upstream sets the same word for everybody")),
      ConformanceRow(
        "reset-old-password", "8 resetPassword: the old password is worth nothing", before: [.endEntity("u")],
        beside: [("reset", entity("resetPassword"))], enrol(),
        .badRequest(.endEntityPassword, "wrong password for end entity {{name:u}}"),
        insteadOf: .section8(.resetPassword, "the word that upstream sets for everybody would do")),
    ]
    + EndEntityStatus.allCases.map { status in
      ConformanceRow(
        "edit-to-\(status.rawValue)", "4.5 edit: the given status", before: [.endEntity("u")],
        entity("editEndEntity", body: #"{"status":"\#(status.rawValue)"}"#), .ok(), after: [.endEntity("u", status)])
    }

  // MARK: revokeAndDeleteEndEntity

  private static let leaving = [
    ConformanceRow("delete-unknown", "1.5 delete: username unknown", entity("revokeAndDeleteEndEntity"), notFound()),
    ConformanceRow(
      "delete", "1.5 revokeAndDelete revokes all certificates, unspecified", before: [.enrolled("u", certificate: "a")],
      entity("revokeAndDeleteEndEntity"), .ok(), after: [.gone("u"), .revoked("a", .unspecified)]),
    ConformanceRow(
      "delete-none", "1.5 revokeAndDelete of one without certificates", before: [.endEntity("u")],
      entity("revokeAndDeleteEndEntity"), .ok(), after: [.gone("u")]),
    ConformanceRow(
      "delete-twice", "1.5 delete: username unknown", before: [.deleted("u")], entity("revokeAndDeleteEndEntity"),
      notFound()),
  ]

  // MARK: issueCertificate of version 1

  private static func enrol(_ request: String = "plain", password: String = password) -> String {
    ConformanceRow.ask(
      "legacyIssueCertificate", under: "people",
      body: #"{"username":"{{name:u}}","password":"\#(password)","pkcs10":"{{csr:\#(request)}}"}"#)
  }

  private static let enrolling =
    [
      ConformanceRow(
        "enrol", "1.2 ClientCertificateSignResponseDto: PKCS#7 with the chain", before: [.endEntity("u")], enrol(),
        .ok(#"{"certificateData":"{{bag}}"}"#), after: [.own(.issued), .endEntity("u", .generated)]),
      ConformanceRow("enrol-unknown", "1.5 version 1: username unknown", enrol(), notFound()),
      ConformanceRow(
        "enrol-wrong-password", "4.5 wrong password: 400, unchanged", before: [.endEntity("u")],
        enrol(password: "guess"),
        .badRequest(.endEntityPassword, "wrong password for end entity {{name:u}}")),
      ConformanceRow(
        "enrol-wrong-password-late", "4.5 whoever does not know the password learns nothing of the status",
        before: [.endEntity("u", .generated)], enrol(password: "guess"),
        .badRequest(.endEntityPassword, "wrong password for end entity {{name:u}}")),
      ConformanceRow(
        "enrol-unproven", "4.5 failure after authentication: FAILED", before: [.endEntity("u")], enrol("unproven"),
        .invalid(.csrProofOfPossession, "the signature of the certificate request is not that of its key"),
        after: [.endEntity("u", .failed)], insteadOf: .section8(.requestSignature, "upstream verifies nothing")),
      ConformanceRow(
        "enrol-unparseable", "4.5 failure after authentication: FAILED", before: [.endEntity("u")], enrol("trailing"),
        .badRequest(.csrMalformed, "Cannot process PKCS#10 request: bytes follow the element (at octet 185)"),
        after: [.endEntity("u", .failed)]),
      ConformanceRow(
        "enrol-no-request", "1.2 pkcs10 is required", before: [.endEntity("u")],
        ConformanceRow.ask(
          "legacyIssueCertificate", under: "people", body: #"{"username":"{{name:u}}","password":"\#(password)"}"#),
        .badRequest(.memberMissing, #"Validation error: member "pkcs10" is missing"#)),
      ConformanceRow(
        "enrol-request-member", "1.2 request is of version 2", before: [.endEntity("u")],
        ConformanceRow.ask(
          "legacyIssueCertificate", under: "people",
          body: #"{"username":"{{name:u}}","password":"\#(password)","request":"{{csr:plain}}"}"#),
        .badRequest(.memberUnknown, #"Unable to read HTTP message: member "request" is unknown"#),
        insteadOf: .because("1.4: upstream ignores it")),
    ]
    + EndEntityStatus.allCases.map { status in
      ConformanceRow(
        "enrol-in-\(status.rawValue)", "4.5 enrolment in status \(status.rawValue)", before: [.endEntity("u", status)],
        enrol(),
        status.allowsEnrolment
          ? .ok(#"{"certificateData":"{{bag}}"}"#)
          : .badRequest(
            .endEntityStatus,
            "end entity {{name:u}} has status \(status.rawValue), which does not allow enrolment"),
        after: status.allowsEnrolment ? [.own(.issued), .endEntity("u", .generated)] : [])
    }
}
