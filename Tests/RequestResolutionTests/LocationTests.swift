import Diagnostics
import PKIModel
import Testing

@testable import RequestResolution

@Suite("Certificates in locations")
struct LocationTests {
  private static let many = "aaaaaaaa-0000-4000-8000-000000000001"
  private static let single = "aaaaaaaa-0000-4000-8000-000000000002"
  private static let disabled = "aaaaaaaa-0000-4000-8000-000000000003"

  private static func file(_ uuid: String, _ name: String, _ members: String) -> String {
    #"{"uuid":"\#(uuid)","name":"\#(name)","kind":"directory","path":"/x/\#(name)",\#(members)}"#
  }

  private var desk: Desk
  private let record: CertificateRecord

  init() throws {
    desk = try Desk(extra: [
      "locations/many.json": LocationTests.file(
        LocationTests.many, "many",
        #""enabled":true,"supportMultipleEntries":true,"pushAttributes":[{"uuid":"00000000-0000-4000-8000-00000000000a","name":"owner","#
          + #""contentType":"string","properties":{"label":"Owner","required":true},"effect":"record"}]"#),
      "locations/single.json": LocationTests.file(
        LocationTests.single, "single", #""enabled":true,"defaultAlias":"ca""#),
      "locations/disabled.json": LocationTests.file(LocationTests.disabled, "disabled", #""enabled":false"#),
    ])
    record = try #require(try desk.decide(RequestJSON.issue(RequestParts(), id: "r")).certificate)
  }

  private static let owner = #"{"name":"owner","contentType":"string","content":[{"data":"Ann"}]}"#

  private func push(
    _ certificate: String, _ location: String = many, id: String, alias: String? = nil, attributes: String? = nil
  ) -> String {
    let alias = alias.map { #"{"name":"alias","contentType":"string","content":[{"data":"\#($0)"}]}"# }
    let all = [alias, attributes ?? (location == LocationTests.many ? LocationTests.owner : nil)].compactMap(\.self)
    return RequestJSON.of(
      "pushCertificate", id: id, #""certificateUuid":"\#(certificate)""#, #""locationUuid":"\#(location)""#,
      #""body":{"attributes":[\#(all.joined(separator: ","))]}"#)
  }

  private func remove(_ certificate: String, _ location: String = many, id: String) -> String {
    RequestJSON.of(
      "removeCertificate", id: id, #""certificateUuid":"\#(certificate)""#, #""locationUuid":"\#(location)""#)
  }

  private func body(_ decision: Decision) -> String { String(decoding: decision.detail.body ?? [], as: UTF8.self) }

  @Test("A push is recorded with its attributes, the usual alias among them, and answered as the API does")
  func push() throws {
    var desk = desk
    let decision = try desk.decide(push("@r", id: "p", alias: "www-1.x"))
    #expect(decision.text == "OK" && decision.certificate == nil && !decision.needsKey)
    let attributes =
      #"[{"uuid":"a89139d5-d0de-443a-ad54-9b98a592ab6c","name":"alias","label":"Alias","type":"data","#
      + #""contentType":"string","content":[{"data":"www-1.x"}]},{"uuid":"00000000-0000-4000-8000-00000000000a","name":"owner","label":"Owner","#
      + #""type":"data","contentType":"string","content":[{"data":"Ann"}]}]"#
    let many = try #require(UniqueID(LocationTests.many))
    #expect(
      decision.locationChanges == [
        LocationChange(
          location: many, alias: "www-1.x", certificate: record.uuid, pushAttributes: Array(attributes.utf8))
      ])
    #expect(
      body(decision)
        == #"{"uuid":"\#(many)","name":"many","enabled":true,"supportMultipleEntries":true,"#
        + #""supportKeyManagement":false,"certificates":[{"certificateUuid":"\#(record.uuid)","state":"issued","#
        + #""commonName":"www.example","serialNumber":"\#(record.serialNumber)","pushAttributes":\#(attributes)}]}"#)
    let usual = try desk.decide(push("@r", LocationTests.single, id: "q"))
    #expect(usual.locationChanges.map(\.alias) == ["ca"])
    #expect(body(usual).contains(#""content":[{"data":"ca"}]"#))
  }

  @Test("What is wrong with a push is said")
  func refusals() throws {
    var desk = desk
    _ = try desk.decide(RequestJSON.issue(RequestParts("CN=b.example"), id: "b"))
    _ = try desk.decide(RequestJSON.issue(RequestParts("CN=v.example"), id: "v"))
    _ = try desk.decide(RequestJSON.revoke("@v", id: "v-1"))
    _ = try desk.decide(push("@r", id: "p", alias: "a"))
    _ = try desk.decide(push("@r", LocationTests.single, id: "s"))
    let unknown = "bbbbbbbb-0000-4000-8000-000000000001"
    let b = try #require(desk.ledger.requests["b"]?.certificate)
    let v = try #require(desk.ledger.requests["v"]?.certificate)
    let rows = [
      (
        push("@b", unknown, id: "1"),
        "NOT_FOUND location.unknown /locationUuid: Object of type 'Location' identified by \(unknown) is not found."
      ),
      (
        push("@b", LocationTests.disabled, id: "2"),
        "NOT_FOUND location.unknown /locationUuid: Object of type 'Location' identified by "
          + "\(LocationTests.disabled) is not found."
      ),
      (push("@b", "x", id: "3"), "BAD_REQUEST member.value /locationUuid: Invalid UUID string: x"),
      (
        push(unknown, id: "4"),
        "NOT_FOUND certificate.unknown /certificateUuid: Object of type 'Certificate' identified by \(unknown) is "
          + "not found."
      ),
      (
        push("@v", id: "5"),
        "VALIDATION_FAILED certificate.state /certificateUuid: Cannot push revoked certificate \(v) to location many"
      ),
      (
        push("@b", LocationTests.single, id: "6"),
        "BAD_REQUEST location.full /locationUuid: Location single does not support multiple entries"
      ),
      (
        push("@b", id: "7", alias: "a"),
        "BAD_REQUEST location.entryExists /body/attributes: the alias a is taken in location many"
      ),
      (
        push("@r", id: "8", alias: "other"),
        "BAD_REQUEST location.entryExists /certificateUuid: certificate \(record.uuid) stands in location many already"
      ),
      (
        push("@b", id: "9", attributes: #"{"name":"extra","content":[{"data":"x"}]}"#),
        "VALIDATION_FAILED attribute.unknown /body/attributes/0: Content for attribute extra is provided but "
          + "definition is not found attribute.required /body/attributes: Content for required Data attribute owner "
          + "is not provided."
      ),
    ]
    for (request, text) in rows { #expect(try desk.answer(request) == text) }
    for (index, alias) in ["A", "../a", ".a", "", "a b", String(repeating: "a", count: 129)].enumerated() {
      let answer = try desk.answer(push("@b", id: "alias-\(index)", alias: alias))
      #expect(answer.hasPrefix("VALIDATION_FAILED attribute.regExp /body/attributes/0/content/0: Value \(alias) of"))
    }
    #expect(try desk.answer(push("@b", id: "10", alias: String(repeating: "a", count: 128))) == "OK")
    #expect(b != record.uuid)
  }

  @Test("A removal takes out what stands there, in any state, and nothing else")
  func remove() throws {
    var desk = desk
    _ = try desk.decide(push("@r", id: "p", alias: "a"))
    _ = try desk.decide(RequestJSON.revoke("@r", id: "v"))
    let missing =
      "NOT_FOUND location.entryUnknown /certificateUuid: Object of type 'CertificateLocation' identified by "
      + "\(record.uuid) in single is not found."
    #expect(try desk.answer(remove("@r", LocationTests.single, id: "1")) == missing)
    let many = try #require(UniqueID(LocationTests.many))
    var busy = desk
    busy.ledger.changing = busy.ledger.places
    #expect(
      try busy.answer(remove("@r", id: "2"))
        == "AUTHORITY_UNAVAILABLE location.busy /certificateUuid: an earlier change of the alias a waits for the "
        + "signature of its certificate")
    let decision = try desk.decide(remove("@r", id: "3"))
    #expect(decision.text == "OK")
    #expect(decision.locationChanges == [LocationChange(location: many, alias: "a", replaced: record.uuid)])
    #expect(body(decision).hasSuffix(#""certificates":[]}"#))
    #expect(try desk.answer(remove("@r", id: "4")).hasPrefix("NOT_FOUND location.entryUnknown"))
  }

  @Test("A renewal takes the place of its predecessor in each location, under the same alias and attributes")
  func replacement() throws {
    var desk = desk
    let pushed = try desk.decide(push("@r", id: "p", alias: "a")).locationChanges
    let single = try desk.decide(push("@r", LocationTests.single, id: "s")).locationChanges
    let unasked = try desk.decide(RequestJSON.succeed("renewCertificate", "@r", id: "n-0"))
    #expect(unasked.locationChanges.isEmpty && unasked.detail.locations.isEmpty)
    let replace = #""replaceInLocations":true"#
    let decision = try desk.decide(RequestJSON.succeed("renewCertificate", "@r", id: "n", members: replace))
    let successor = try #require(decision.certificate)
    #expect(
      decision.locationChanges
        == (pushed + single).map {
          LocationChange(
            location: $0.location, alias: $0.alias, replaced: record.uuid, certificate: successor.uuid,
            pushAttributes: $0.pushAttributes)
        })
    #expect(decision.detail.locations.map(\.name) == ["many", "single"])
    #expect(decision.detail.locations.allSatisfy { $0.problem == nil })
    #expect(!decision.text.contains("location."))
    let again = try desk.decide(RequestJSON.succeed("renewCertificate", "@r", id: "n-2", members: replace))
    #expect(again.text.contains("warning location.none"))
  }

  @Test("Where a predecessor cannot be replaced, the certificate is issued, and the result says where and why")
  func failedReplacement() throws {
    var desk = desk
    _ = try desk.decide(push("@r", id: "p", alias: "a"))
    desk.ledger.changing = desk.ledger.places
    let decision = try desk.decide(
      RequestJSON.succeed("renewCertificate", "@r", id: "n", members: #""replaceInLocations":true"#))
    #expect(decision.needsSignature && decision.locationChanges.isEmpty)
    #expect(
      decision.text
        == "OK warning location.failed /body/replaceInLocations: Failed to replace certificate in all locations during "
        + "renew operation: many: an earlier change of the alias a waits for the signature of its certificate")
  }

  @Test("What could not be carried out changes the result: of a renewal by a warning, of a push wholly")
  func failures() throws {
    var desk = desk
    let pushed = try desk.decide(push("@r", id: "p", alias: "a"))
    let change = try #require(pushed.locationChanges.first)
    let failed = Resolver.result(
      of: pushed.request, after: [LocationFailure(change: change, location: "many", reason: "wrong password")])
    #expect(failed.outcome == Outcome.authorityUnavailable.rawValue)
    #expect(
      RequestDetail(json: failed.detail)?.problems.map(\.problem) == [
        "Failed to push Certificate \(record.uuid) to Location many. Reason: wrong password"
      ])
    let removal = try desk.decide(remove("@r", id: "m"))
    let kept = Resolver.result(
      of: removal.request,
      after: [LocationFailure(change: removal.locationChanges[0], location: "many", reason: "gone")])
    #expect(
      RequestDetail(json: kept.detail)?.problems.map(\.problem) == [
        "Failed to remove Certificate \(record.uuid) from Location many. Reason: gone"
      ])
    _ = try desk.decide(push("@r", id: "p-2", alias: "b"))
    let renewal = try desk.decide(
      RequestJSON.succeed("renewCertificate", "@r", id: "n", members: #""replaceInLocations":true"#))
    let renewed = Resolver.result(
      of: renewal.request,
      after: [LocationFailure(change: renewal.locationChanges[0], location: "many", reason: "wrong password")])
    #expect(renewed.outcome == "OK")
    let detail = try #require(RequestDetail(json: renewed.detail))
    #expect(detail.locations.map(\.problem) == ["wrong password"])
    #expect(
      detail.warnings.map(\.problem) == [
        "Failed to replace certificate in all locations during renew operation: many: wrong password"
      ])
    #expect(detail.sourceCertificate == record.uuid)
  }

  @Test("Locations are listed with what stands in them, and a certificate with where it stands")
  func queries() throws {
    var desk = desk
    _ = try desk.decide(push("@r", id: "p", alias: "a"))
    let list = try desk.decide(RequestJSON.of("listLocations", id: "l", #""body":{"itemsPerPage":2}"#))
    #expect(body(list).hasPrefix(#"{"locations":[{"uuid":"\#(LocationTests.disabled)","name":"disabled""#))
    #expect(body(list).contains(#""certificates":[{"certificateUuid":"\#(record.uuid)""#))
    #expect(body(list).hasSuffix(#""itemsPerPage":2,"pageNumber":1,"totalPages":2,"totalItems":3}"#))
    let next = try desk.decide(RequestJSON.of("listLocations", id: "l-2", #""body":{"itemsPerPage":2,"pageNumber":2}"#))
    #expect(body(next).hasPrefix(#"{"locations":[{"uuid":"\#(LocationTests.single)""#))
    let filter = #"{"fieldSource":"property","fieldIdentifier":"COMMON_NAME","condition":"EQUALS","value":"x"}"#
    #expect(
      try desk.answer(RequestJSON.of("listLocations", id: "l-3", #""body":{"filters":[\#(filter)]}"#))
        == "BAD_REQUEST member.value /body/filters: locations are not filtered")
  }
}
