import Diagnostics
import PKIModel

/// pushCertificate, removeCertificate and listLocations, and replacement by a renewal or rekey.
extension ConformanceTable {
  static let locations = pushes + pushAttributes + removals + locationLists + replacements

  private static let nobody = "3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b18"
  private static let invalid = "166b5cf52-63f2"
  private static let broken = "stores/fragile: Not a directory"

  private static func missing(_ type: String, _ id: String) -> String {
    "Object of type '\(type)' identified by \(id) is not found."
  }

  private static func at(_ location: String) -> String { #""locationUuid":"{{location:\#(location)}}""# }

  private static func alias(_ name: String) -> String { ConformanceStores.attribute("alias", #""\#(name)""#) }

  // MARK: Answers

  /// LocationDto.
  private static func location(
    _ name: String, isSingle: Bool = false, _ certificates: String..., description: String = ""
  ) -> String {
    """
    {"uuid":"{{location:\(name)}}","name":"\(name)"\(description),"enabled":\(name != "closed" && name != "closing"),\
    "supportMultipleEntries":\(!isSingle),"supportKeyManagement":false,\
    "certificates":[\(certificates.joined(separator: ","))]}
    """
  }

  /// CertificateInLocationDto of a certificate of the row.
  private static func entry(_ certificate: String, alias: String, and attributes: String = "") -> String {
    """
    {"certificateUuid":"{{uuid:\(certificate)}}","state":"issued","commonName":"plain.example",\
    "serialNumber":"{{serial:\(certificate)}}","pushAttributes":[{"uuid":"a89139d5-d0de-443a-ad54-9b98a592ab6c",\
    "name":"alias","label":"Alias","type":"data","contentType":"string","content":[{"data":"\(alias)"}]}\(attributes)]}
    """
  }

  // MARK: pushCertificate

  private static func push(
    _ certificate: String = ConformanceRow.about("a"), to location: String? = at("folder"),
    attributes: String = alias("{{name:a}}")
  ) -> String {
    ConformanceRow.ask(
      "pushCertificate", ([certificate] + [location].compactMap(\.self)).joined(separator: ","),
      body: #"{"attributes":[\#(attributes)]}"#)
  }

  private static func cannotPush(_ state: String, to location: String = "folder") -> ConformanceRow.Answer {
    .invalid(.certificateState, "Cannot push \(state) certificate {{uuid:a}} to location \(location)")
  }

  private static let pushes = [
    ConformanceRow(
      "push", "3.11 LocationDto", before: [.issued("a")], push(),
      .ok(location("folder", entry("a", alias: "{{name:a}}"))),
      after: [.stands("a", in: "folder", under: "a")]),
    ConformanceRow(
      "push-path", "docs/manifest.md: PUT /v1/entities/{}/locations/{}/certificates/{}", before: [.issued("a")],
      """
      "method":"PUT","path":"/api/v1/entities/\(nobody)/locations/{{location:folder}}/certificates/{{uuid:a}}",\
      "body":{"attributes":[\(alias("{{name:a}}"))]}
      """, .ok(location("folder", entry("a", alias: "{{name:a}}"))),
      after: [.stands("a", in: "folder", under: "a")]),
    ConformanceRow(
      "push-unnamed", "docs/manifest.md: the location stands in the path", before: [.issued("a")], push(to: nil),
      .badRequest(.memberMissing, "the location is not named")),
    ConformanceRow(
      "push-invalid", "1.4 bad UUID in the path", before: [.issued("a")], push(to: #""locationUuid":"\#(invalid)""#),
      .badRequest(.memberValue, "Invalid UUID string: \(invalid)")),
    ConformanceRow(
      "push-unknown", "1.4 NotFoundException", before: [.issued("a")], push(to: #""locationUuid":"\#(nobody)""#),
      .notFound(.locationUnknown, missing("Location", nobody))),
    ConformanceRow(
      "push-disabled", "docs/locations.md: a disabled location is not found", before: [.issued("a")],
      push(to: at("closed")), .notFound(.locationUnknown, missing("Location", "{{location:closed}}"))),
    ConformanceRow(
      "push-unknown-certificate", "1.4 NotFoundException",
      push(
        #""certificateUuid":"\#(nobody)""#,
        attributes: alias("a")),
      .notFound(.certificateUnknown, missing("Certificate", nobody))),
    ConformanceRow(
      "push-revoked", "3.11 Cannot push … certificate", before: [.revoked("a")], push(), cannotPush("revoked")),
    ConformanceRow(
      "push-requested", "3.11 Cannot push … certificate", before: [.submitted("a")], push(), cannotPush("requested")),
    ConformanceRow(
      "push-failed", "3.11 Cannot push … certificate", before: [.failed("a")], push(), cannotPush("failed")),
    ConformanceRow(
      "push-twice", "docs/locations.md: the certificate stands there already", before: [.placed("a", in: "folder")],
      push(attributes: alias("{{name:b}}")),
      .badRequest(.locationEntryExists, "certificate {{uuid:a}} stands in location folder already")),
    ConformanceRow(
      "push-taken", "docs/locations.md: the alias is taken", before: [.placed("a", in: "folder"), .issued("b")],
      push(ConformanceRow.about("b")),
      .badRequest(.locationEntryExists, "the alias {{name:a}} is taken in location folder")),
    ConformanceRow(
      "push-full", "3.11 does not support multiple entries", before: [.placed("a", in: "single"), .issued("b")],
      push(ConformanceRow.about("b"), to: at("single"), attributes: alias("{{name:b}}")),
      .badRequest(.locationFull, "Location single does not support multiple entries")),
    ConformanceRow(
      "push-broken", "docs/locations.md: the store cannot be written", before: [.issued("a")],
      push(to: at("fragile")),
      .unavailable(
        .locationFailed, "Failed to push Certificate {{uuid:a}} to Location fragile. Reason: \(broken)")),
    ConformanceRow(
      "push-no-body", "1.4 unreadable: the body is missing", before: [.issued("a")],
      ConformanceRow.ask("pushCertificate", ConformanceRow.about("a"), at("folder")),
      .badRequest(.memberMissing, "Validation error: the request has no body")),
  ]

  private static let pushAttributes = [
    ConformanceRow(
      "push-attributes", "3.11 push attributes are kept with the entry", before: [.issued("a")],
      push(
        to: at("owned"), attributes: alias("{{name:a}}") + "," + ConformanceStores.attribute("owner", #""Ann""#)),
      .ok(
        location(
          "owned",
          entry(
            "a", alias: "{{name:a}}",
            and: #","#
              + #"{"uuid":"f0000000-0000-4000-8000-000000000001","name":"owner","label":"The owner","type":"data","#
              + #""contentType":"string","content":[{"data":"Ann"}]}"#), description: #","description":"Whose""#)),
      after: [.stands("a", in: "owned", under: "a")]),
    ConformanceRow(
      "push-attributes-missing", "2.5 required", before: [.issued("a")], push(to: at("owned")),
      .invalid(.attributeRequired, "Content for required Data attribute owner is not provided.")),
    ConformanceRow(
      "push-attributes-unknown", "2.5 no definition", before: [.issued("a")],
      push(attributes: ConformanceStores.attribute("owner", #""Ann""#)),
      .invalid(.attributeUnknown, "Content for attribute owner is provided but definition is not found")),
    ConformanceRow(
      "push-attributes-alias", "docs/locations.md: what an alias is", before: [.issued("a")],
      push(attributes: alias("../a")),
      .invalid(.attributeRegExp, "Value ../a of attribute Alias doesn't match regex [a-z0-9][a-z0-9._-]{0,127}")),
  ]

  // MARK: removeCertificate

  private static func remove(
    _ certificate: String = ConformanceRow.about("a"), from location: String? = at("folder"), body: String? = nil
  ) -> String {
    ConformanceRow.ask(
      "removeCertificate", ([certificate] + [location].compactMap(\.self)).joined(separator: ","), body: body)
  }

  private static let removals = [
    ConformanceRow(
      "remove", "3.11 LocationDto", before: [.placed("a", in: "folder")], remove(), .ok(location("folder")),
      after: [.cleared("a", in: "folder")]),
    ConformanceRow(
      "remove-path", "docs/manifest.md: DELETE /v1/entities/{}/locations/{}/certificates/{}",
      before: [.placed("a", in: "folder")],
      """
      "method":"DELETE","path":"/api/v1/entities/\(nobody)/locations/{{location:folder}}/certificates/{{uuid:a}}"
      """, .ok(location("folder")), after: [.cleared("a", in: "folder")]),
    ConformanceRow(
      "remove-pushed", "7.1 what an earlier request has put there", before: [.issued("a")],
      beside: [("p", push())], remove(), .ok(location("folder"))),
    ConformanceRow(
      "remove-unnamed", "docs/manifest.md: the location stands in the path", before: [.issued("a")], remove(from: nil),
      .badRequest(.memberMissing, "the location is not named")),
    ConformanceRow(
      "remove-unknown", "1.4 NotFoundException", before: [.issued("a")],
      remove(from: #""locationUuid":"\#(nobody)""#), .notFound(.locationUnknown, missing("Location", nobody))),
    ConformanceRow(
      "remove-disabled", "docs/locations.md: a disabled location is not found", before: [.placed("a", in: "closing")],
      remove(from: at("closing")), .notFound(.locationUnknown, missing("Location", "{{location:closing}}"))),
    ConformanceRow(
      "remove-unknown-certificate", "1.4 NotFoundException", remove(#""certificateUuid":"\#(nobody)""#),
      .notFound(.certificateUnknown, missing("Certificate", nobody))),
    ConformanceRow(
      "remove-elsewhere", "1.4 NotFoundException", before: [.issued("a")], remove(),
      .notFound(
        .locationEntryUnknown, missing("CertificateLocation", "{{uuid:a}} in folder"))),
    ConformanceRow(
      "remove-broken", "docs/locations.md: the store cannot be written", before: [.placed("a", in: "fragile")],
      remove(from: at("fragile")),
      .unavailable(
        .locationFailed, "Failed to remove Certificate {{uuid:a}} from Location fragile. Reason: \(broken)")),
    ConformanceRow(
      "remove-body", "docs/manifest.md: DELETE has no body", before: [.placed("a", in: "folder")],
      remove(body: #"{"a":1}"#),
      .badRequest(.memberUnknown, "Unable to read HTTP message: the operation has no body")),
  ]

  // MARK: listLocations

  private static func page(_ location: String, _ number: Int) -> String {
    #"{"locations":[\#(location)],"itemsPerPage":1,"pageNumber":\#(number),"totalPages":8,"totalItems":8}"#
  }

  private static let locationLists = [
    ConformanceRow(
      "locations", "docs/manifest.md: a page of locations, in the order of their names",
      before: [.placed("a", in: "listed")],
      ConformanceRow.ask("listLocations", body: #"{"itemsPerPage":1,"pageNumber":5}"#),
      .ok(page(location("listed", entry("a", alias: "{{name:a}}")), 5))),
    ConformanceRow(
      "locations-path", "docs/manifest.md: POST /v1/locations",
      #""method":"POST","path":"/api/v1/locations","body":{"itemsPerPage":1,"pageNumber":1,"filters":[]}"#,
      .ok(page(location("closed"), 1))),
    ConformanceRow(
      "locations-end", "docs/manifest.md: behind the last page",
      ConformanceRow.ask("listLocations", body: #"{"itemsPerPage":1,"pageNumber":9}"#), .ok(page("", 9))),
    ConformanceRow(
      "locations-filter", "docs/manifest.md: itemsPerPage and pageNumber alone",
      ConformanceRow.ask(
        "listLocations",
        body:
          #"{"filters":[{"fieldSource":"property","fieldIdentifier":"COMMON_NAME","condition":"EQUALS","value":"a"}]}"#),
      .badRequest(.memberValue, "Unable to read HTTP message: locations are not filtered")),
    ConformanceRow(
      "locations-page", "docs/manifest.md: pages begin with 1",
      ConformanceRow.ask("listLocations", body: #"{"pageNumber":0}"#),
      .badRequest(.memberValue, "Unable to read HTTP message: 0 is not allowed")),
  ]

  // MARK: replaceInLocations

  private static func succeed(_ operation: String, _ members: String = "") -> String {
    ConformanceRow.ask(
      operation, under: "tls-server", ConformanceRow.about("a"), body: #"{"replaceInLocations":true\#(members)}"#)
  }

  private static let replacements = [
    ConformanceRow(
      "replace-renew", "3.11 the successor under the same alias", before: [.placed("a", in: "folder")],
      succeed("renewCertificate"), .issued(), after: [.own(.issued), .stands(nil, in: "folder", under: "a")]),
    ConformanceRow(
      "replace-rekey", "3.11 the successor under the same alias", before: [.placed("a", in: "folder")],
      succeed("rekeyCertificate", #","request":"{{csr:rekeyed}}""#), .issued(),
      after: [.own(.issued), .stands(nil, in: "folder", under: "a")]),
    ConformanceRow(
      "replace-single", "3.11 a store with one entry can be renewed", before: [.placed("a", in: "spare")],
      succeed("renewCertificate"), .issued(), after: [.own(.issued), .stands(nil, in: "spare", under: "a")],
      insteadOf: .because("3.11: upstream removes first, which leaves a keystore empty and fails")),
    ConformanceRow(
      "replace-not-asked", "3.11 replaceInLocations false: the old one stays", before: [.placed("a", in: "folder")],
      ConformanceRow.ask("renewCertificate", under: "tls-server", ConformanceRow.about("a"), body: "{}"), .issued(),
      after: [.own(.issued)]),
    ConformanceRow(
      "replace-disabled", "1.5 renew: location replacement fails", before: [.placed("a", in: "closing")],
      succeed("renewCertificate"), .issued(warnings: .locationFailed), after: [.own(.issued)]),
    ConformanceRow(
      "replace-broken", "1.5 renew: location replacement fails", before: [.placed("a", in: "fragile")],
      succeed("renewCertificate"), .issued(warnings: .locationFailed), after: [.own(.issued)]),
    ConformanceRow(
      "replace-broken-rekey", "1.5 rekey: location replacement fails", before: [.placed("a", in: "fragile")],
      succeed("rekeyCertificate", #","request":"{{csr:rekeyed}}""#), .issued(warnings: .locationFailed),
      after: [.own(.issued)]),
  ]
}
