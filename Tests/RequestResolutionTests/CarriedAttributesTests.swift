import PKIModel
import Testing

@testable import RequestResolution

@Suite("What a renewal carries over")
struct CarriedAttributesTests {
  /// Attributes with and without an effect, one of them required.
  private func desk(keeps: String = "null") throws -> Desk {
    func definition(_ number: Int, _ name: String, _ effect: String, required: Bool = false) -> String {
      """
      {"uuid":"00000000-0000-4000-8000-00000000000\(number)","name":"\(name)","contentType":"string",\
      "properties":{"label":"\(name)","required":\(required)},"effect":"\(effect)"}
      """
    }
    let issue = [
      definition(1, "org", "subject.organization", required: true), definition(2, "one", "extension:1.2.3"),
    ].joined(separator: ",")
    return try Desk(
      ("ra-profiles/tls-server.json", #""issueAttributes": ["#, #""issueAttributes": [\#(issue),"#),
      (
        "ra-profiles/tls-server.json", #""revokeAttributes": []"#, #""revokeAttributes": [], "renewalKeeps": \#(keeps)"#
      ),
      ("end-entity-profiles/tls-server.json", #""copy": []"#, #""copy": ["1.2.4"]"#),
      ("custom-attributes.json", "[]", "[\(definition(3, "owner", "record"))]"))
  }

  private func issue(_ parts: RequestParts) throws -> String {
    let given = [("org", "Given"), ("one", "0500")].map {
      #"{"name":"\#($0)","contentType":"string","content":[{"data":"\#($1)"}]}"#
    }
    let custom = #"[{"name":"owner","contentType":"string","content":[{"data":"Ann"}]}]"#
    return RequestJSON.of(
      "issueCertificate",
      #""body":{"request":"\#(try parts.base64())","attributes":[\#(given.joined(separator: ","))],"#
        + #""customAttributes":\#(custom)}"#)
  }

  @Test("are what attributes did to the certificate, and the custom attributes themselves")
  func effects() throws {
    var desk = try desk()
    var parts = try RequestParts("CN=www.example")
    parts.extensions = [
      CertificateExtension(OID(1, 2, 4), value: [5, 0]), CertificateExtension(OID(1, 2, 5), value: [5, 0]),
    ]
    let old = try desk.certificate(issue(parts))
    for (id, certificate, request) in [("n1", "@r", nil), ("n2", "@n1", nil), ("n3", "@n2", parts)] {
      let decision = try desk.decide(
        RequestJSON.succeed("renewCertificate", certificate, id: id, request: request))
      let new = try Desk.TBSFields(der: #require(decision.certificate, "\(decision.text)").tbs)
      // With a request of its own, a renewal has the subject of that.
      #expect(new.subject.description == (request == nil ? "CN=www.example, O=Given" : "CN=www.example"))
      for oid in [OID(1, 2, 3), OID(1, 2, 4)] {
        #expect(new.certificateExtension(oid) == old.certificateExtension(oid))
        #expect(new.certificateExtension(oid) != nil)
      }
      #expect(new.extensions.count == old.extensions.count)
      let attributes = String(decoding: decision.detail.attributes, as: UTF8.self)
      #expect(attributes.hasPrefix(#""customAttributes":[{"#))
      #expect(attributes.contains(#""name":"owner""#) && attributes.contains(#""data":"Ann""#))
    }
  }

  @Test("are what the RA profile lets a successor keep")
  func kept() throws {
    let rows: [(keeps: String, names: Bool, extensions: Bool, custom: Bool, days: Int64)] = [
      ("[]", false, false, false, 397), (#"["subjectAltNames"]"#, true, false, false, 397),
      (#"["extensions","validity"]"#, false, true, false, 30), (#"["customAttributes"]"#, false, false, true, 397),
    ]
    for row in rows {
      var desk = try desk(keeps: row.keeps)
      let base = try issue(RequestParts("CN=www.example"))
      let more = [("validityDays", "integer", "30"), ("san", "string", #""dNSName=a.example""#)].map {
        #"{"name":"\#($0)","contentType":"\#($1)","content":[{"data":\#($2)}]},"#
      }
      _ = try desk.certificate(base.replacing(#""attributes":["#, with: #""attributes":[\#(more.joined())"#))
      let decision = try desk.decide(RequestJSON.succeed("renewCertificate", "@r"))
      let new = try Desk.TBSFields(der: #require(decision.certificate, "\(decision.text)").tbs)
      #expect((new.certificateExtension(.subjectAltName) != nil) == row.names, "\(row.keeps)")
      #expect((new.certificateExtension(OID(1, 2, 3)) != nil) == row.extensions, "\(row.keeps)")
      #expect(decision.detail.attributes.isEmpty != row.custom, "\(row.keeps)")
      let seconds = new.validity.notAfter.seconds - new.validity.notBefore.seconds + 1
      #expect(seconds == row.days * Desk.day, "\(row.keeps)")
    }
  }

  @Test("go away where the profile does not let them in any more")
  func withdrawn() throws {
    var old = try desk()
    var parts = try RequestParts("CN=www.example")
    parts.extensions = [CertificateExtension(OID(1, 2, 4), value: [5, 0])]
    let record = try #require(try old.decide(issue(parts)).certificate)
    var desk = try Desk()
    desk.ledger = old.ledger
    let decision = try desk.decide(RequestJSON.succeed("renewCertificate", record.uuid.description))
    #expect(
      decision.text.hasPrefix("OK warning extension.dropped /certificateUuid: the request asks for extension 1.2.4"))
    let new = try Desk.TBSFields(der: #require(decision.certificate).tbs)
    #expect(new.certificateExtension(OID(1, 2, 3)) == nil && new.certificateExtension(OID(1, 2, 4)) == nil)
  }
}
