import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel
import Testing

@Suite struct EnvelopeTests {
  private func read(
    _ members: String, defaults: RequestDefaults = RequestDefaults()
  ) throws -> (envelope: Envelope?, findings: [String]) {
    let document = try JSONReader.document(Array("{\(members)}".utf8))
    let findings = FindingCollector()
    let envelope = Envelope(document, defaults: defaults, findings: findings)
    return (envelope, findings.findings.map { $0.pointer + " " + $0.code.rawValue })
  }

  private static let certificate = "3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11"

  @Test(
    "Paths of the API mean operations, as captured traffic has them",
    arguments: [
      ("GET", "/v2/operations/authorities/A/raProfiles/B/attributes/issue", Operation.listIssueCertificateAttributes),
      (
        "POST", "/v2/operations/authorities/A/raProfiles/B/attributes/issue/validate",
        .validateIssueCertificateAttributes
      ),
      ("GET", "/v2/operations/authorities/A/raProfiles/B/attributes/revoke", .listRevokeCertificateAttributes),
      (
        "POST", "/v2/operations/authorities/A/raProfiles/B/attributes/revoke/validate",
        .validateRevokeCertificateAttributes
      ),
      ("POST", "/api/v2/operations/authorities/A/raProfiles/B/certificates", .issueCertificate),
      ("POST", "/v2/operations/authorities/A/raProfiles/B/certificates/@r/issue", .issueNewCertificate),
      ("POST", "/v2/operations/authorities/A/raProfiles/B/certificates/@r/renew", .renewCertificate),
      ("POST", "/v2/operations/authorities/A/raProfiles/B/certificates/@r/rekey", .rekeyCertificate),
      ("POST", "/v2/operations/authorities/A/raProfiles/B/certificates/\(certificate)/revoke?x=1", .revokeCertificate),
      ("POST", "/api/v1/certificates/create", .submitCertificateRequest),
      ("POST", "/v1/operations/web/certificate/issue", .legacyIssueCertificate),
      ("POST", "/v1/operations/web/certificate/revoke", .legacyRevokeCertificate),
      ("GET", "/v1/operations/web/endentity", .listEntities),
      ("POST", "/v1/operations/web/endentity", .addEndEntity),
      ("GET", "/v1/operations/web/endentity/u", .getEndEntity),
      ("POST", "/v1/operations/web/endentity/u", .editEndEntity),
      ("DELETE", "/v1/operations/web/endentity/u", .revokeAndDeleteEndEntity),
      ("PUT", "/v1/operations/web/endentity/u/resetPassword", .resetPassword),
    ])
  func paths(method: String, path: String, operation: Operation) throws {
    let (envelope, findings) = try read(#""id":"r","method":"\#(method)","path":"\#(path)""#)
    #expect(findings == [])
    #expect(envelope?.operation == operation)
    #expect(envelope?.authorityUuid == (path.contains("/A/") ? "A" : nil))
    #expect(envelope?.raProfileUuid == (path.contains("/B/") ? "B" : nil))
    #expect(envelope?.raProfileName == (operation.isLegacy ? "web" : nil))
    #expect(envelope?.username == (path.contains("/u") ? "u" : nil))
    #expect((envelope?.certificate != nil) == (path.contains("@r") || path.contains(EnvelopeTests.certificate)))
  }

  @Test("Queries are named by the paths that they have beside the client operations")
  func queryPaths() throws {
    let certificate = "3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11"
    let rows: [(method: String, path: String, operation: Operation)] = [
      ("POST", "/api/v1/certificates", .listCertificates),
      ("GET", "/v1/certificates/\(certificate)", .getCertificate),
      ("POST", "/api/v1/certificates/upload", .uploadCertificate),
      ("PATCH", "/api/v1/certificates/\(certificate)", .identifyCertificate),
      ("GET", "/api/v1/certificates/\(certificate)/history", .getCertificateEventHistory),
      ("GET", "/v1/authorities/A/raProfiles/B/caCertificates", .getCaCertificates),
      ("POST", "/v1/authorityProvider/authorities/A/crl", .getCrl),
    ]
    for (method, path, operation) in rows {
      let (envelope, findings) = try read(#""id":"r","method":"\#(method)","path":"\#(path)""#)
      #expect(findings.isEmpty)
      #expect(envelope?.operation == operation)
      #expect((envelope?.certificate != nil) == path.contains(certificate))
      #expect((envelope?.authorityUuid == "A") == path.contains("/A/"))
      #expect((envelope?.raProfileUuid == "B") == path.contains("/B/"))
    }
    #expect(Operation(name: "v1.getCertificate") == nil && Operation(name: "v2.getCertificate") == nil)
  }

  @Test("Keys and tokens are named by the paths that they have beside the client operations")
  func keyPaths() throws {
    let key = "3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11"
    let rows: [(method: String, path: String, operation: Operation)] = [
      ("POST", "/api/v1/tokens/T/tokenProfiles/P/keys/keyPair", .createKey),
      ("GET", "/v1/keys/pairs?tokenProfileUuid=P", .listKeys),
      ("GET", "/v1/keys/pairs?a=b", .listKeys),
      ("PATCH", "/v1/tokens/T/keys/\(key)/destroy", .destroyKey),
      ("GET", "/v1/certificates/csr/attributes", .listCsrAttributes),
    ]
    for (method, path, operation) in rows {
      let (envelope, findings) = try read(#""id":"r","method":"\#(method)","path":"\#(path)""#)
      #expect(findings.isEmpty, "\(path)")
      #expect(envelope?.operation == operation)
      #expect((envelope?.tokenInstanceUuid == "T") == path.contains("/T/"))
      #expect((envelope?.tokenProfileUuid == "P") == (path.contains("/P/") || path.hasSuffix("=P")))
      #expect(envelope?.key == (path.contains(key) ? UniqueID(key).map { .uuid($0) } : nil))
      #expect(envelope?.destroysActiveKey == false)
    }
    #expect(Operation(name: "v1.createKey") == nil)
    for path in ["/v1/tokens/T/tokenProfiles/P/keys/secret", "/v1/tokens/T/keys/\(key)/compromise", "/v1/keys"] {
      #expect(try read(#""id":"r","method":"POST","path":"\#(path)""#).findings == ["/path operation.unknown"])
    }
    #expect(
      try read(#""id":"r","method":"PATCH","path":"/v1/tokens/T/keys/x/destroy""#).findings == ["/path member.value"])
  }

  @Test("A key is named by its UUID or by the request that creates it")
  func keys() throws {
    let (envelope, _) = try read(
      #""id":"r","operation":"destroyKey","keyUuid":"@k","tokenProfileUuid":"P","destroyActiveKey":true"#)
    #expect(envelope?.key == .request("k") && envelope?.tokenProfileUuid == "P" && envelope?.destroysActiveKey == true)
    for bad in ["k", "@", "@a b", ""] {
      #expect(
        try read(#""id":"r","operation":"destroyKey","keyUuid":"\#(bad)""#).findings == ["/keyUuid member.value"])
    }
    #expect(
      try read(#""id":"r","operation":"destroyKey","destroyActiveKey":"yes""#).findings
        == ["/destroyActiveKey member.type"])
  }

  @Test("Locations are named by the paths of the API, whatever entity they are of")
  func locationPaths() throws {
    let certificate = EnvelopeTests.certificate
    let rows: [(method: String, path: String, operation: Operation)] = [
      ("POST", "/api/v1/locations", .listLocations),
      ("PUT", "/v1/entities/E/locations/L/certificates/\(certificate)", .pushCertificate),
      ("DELETE", "/v1/entities/E/locations/L/certificates/@r-1", .removeCertificate),
    ]
    for (method, path, operation) in rows {
      let (envelope, findings) = try read(#""id":"r","method":"\#(method)","path":"\#(path)""#)
      #expect(findings.isEmpty && envelope?.operation == operation)
      #expect((envelope?.locationUuid == "L") == path.contains("/L/"))
      #expect((envelope?.certificate != nil) == path.contains("/certificates/"))
    }
    for (method, path) in [
      ("PATCH", "/v1/entities/E/locations/L/certificates/@r"), ("PUT", "/v1/entities/E/locations/L/sync"),
      ("PUT", "/v1/entities/E/locations/L/certificates"), ("GET", "/v1/locations"),
    ] {
      #expect(try read(#""id":"r","method":"\#(method)","path":"\#(path)""#).findings == ["/path operation.unknown"])
    }
  }

  @Test("Names in paths are decoded; what does not decode is no path")
  func encodedPaths() throws {
    let (envelope, _) = try read(#""id":"r","method":"GET","path":"/v1/operations/a%20b%2Fc/endentity/%C3%A9""#)
    #expect(envelope?.raProfileName == "a b/c")
    #expect(envelope?.username == "é")
    for bad in ["%", "%4", "%zz", "%+1", "%FF", "%00%C0"] {
      let path = "/v1/operations/\(bad)/endentity"
      #expect(try read(#""id":"r","method":"GET","path":"\#(path)""#).findings == ["/path operation.unknown"])
    }
  }

  @Test(
    "Paths that the API does not have are refused",
    arguments: [
      ("GET", "/v2/operations/authorities/A/raProfiles/B/certificates"), ("post", "/v1/operations/web/endentity"),
      ("POST", "/v3/operations/authorities/A/raProfiles/B/certificates"), ("POST", ""), ("POST", "/"),
      ("POST", "/v2/operations"), ("GET", "/v1/certificates/create"), ("GET", "/v1/certificates/upload"),
      ("PATCH", "/v1/certificates"), ("POST", "/v1/certificates/create/x"),
      ("POST", "/v1/operations/web"), ("POST", "/v1/operations/web/endentity/u/v/w"),
      ("POST", "/v2/operations/authorities/A/raProfiles/B/certificates/@r/delete"),
      ("POST", "/v2/operations/authorities/A/raProfiles/B/certificates/@r"),
      ("POST", "/v2/authorities/A/raProfiles/B/certificates"), ("POST", "https://x/v1/operations/web/endentity"),
    ])
  func unknownPaths(method: String, path: String) throws {
    #expect(try read(#""id":"r","method":"\#(method)","path":"\#(path)""#).findings == ["/path operation.unknown"])
  }

  @Test(
    "Operations are known by each of their names",
    arguments: [
      ("issueCertificate", Operation.issueCertificate), ("v2.issueCertificate", .issueCertificate),
      ("v1.issueCertificate", .legacyIssueCertificate), ("issueCertificate_1", .legacyIssueCertificate),
      ("legacyIssueCertificate", .legacyIssueCertificate), ("revokeCertificate_1", .legacyRevokeCertificate),
      ("v1.revokeCertificate", .legacyRevokeCertificate), ("v1.addEndEntity", .addEndEntity),
    ])
  func names(name: String, operation: Operation) {
    #expect(Operation(name: name) == operation)
  }

  @Test(
    "Other names are no operations",
    arguments: [
      "", "v2.", "v2.addEndEntity", "v1.renewCertificate", "v1.submitCertificateRequest", "IssueCertificate",
      "v1.v1.addEndEntity", "v3.x",
    ])
  func unknownNames(name: String) {
    #expect(Operation(name: name) == nil)
  }

  @Test(
    "What is wrong with an envelope is reported, all of it",
    arguments: [
      (#""operation":"listEntities""#, [" member.missing"]),
      (#""id":"r""#, [" member.missing"]),
      (#""id":null,"operation":"listEntities""#, [" member.missing"]),
      (#""id":"","operation":"listEntities""#, ["/id member.value"]),
      (#""id":"@r","operation":"listEntities""#, ["/id member.value"]),
      (#""id":".r","operation":"listEntities""#, ["/id member.value"]),
      (#""id":"a/b","operation":"listEntities""#, ["/id member.value"]),
      (#""id":"ä","operation":"listEntities""#, ["/id member.value"]),
      (#""id":5,"operation":"listEntities""#, ["/id member.type"]),
      (#""id":"r","operation":"nothing""#, ["/operation operation.unknown"]),
      (#""id":"r","method":"GET""#, [" member.missing", " member.missing"]),
      (#""id":"r","path":"/v1/operations/web/endentity""#, [" member.missing"]),
      (
        #""id":"r","operation":"addEndEntity","method":"GET","path":"/v1/operations/web/endentity""#,
        ["/operation member.value"]
      ),
      (
        #""id":"r","raProfileName":"x","method":"GET","path":"/v1/operations/web/endentity""#,
        ["/raProfileName member.value"]
      ),
      (
        #""id":"r","method":"POST","path":"/v2/operations/authorities/A/raProfiles/B/certificates/x/revoke""#,
        ["/path member.value"]
      ),
      (#""id":"r","operation":"listEntities","requestSha256":"ab""#, ["/requestSha256 member.value"]),
      (#""id":"r","operation":"listEntities","dependsOn":"a""#, ["/dependsOn member.type"]),
      (#""id":"r","operation":"listEntities","dependsOn":["a",1]"#, ["/dependsOn/1 member.type"]),
      (#""id":"r","operation":"listEntities","labels":{"a":1,"b":"c"}"#, ["/labels/a member.type"]),
      (#""id":"r","operation":"listEntities","labels":[]"#, ["/labels member.type"]),
      (
        #""id":"r","operation":"listEntities","Body":{},"notes":"""#, ["/Body member.unknown", "/notes member.unknown"]
      ),
      (
        #""id":"a b","operation":"x","certificateUuid":"y""#,
        ["/id member.value", "/operation operation.unknown", "/certificateUuid member.value"]
      ),
    ])
  func findings(members: String, expected: [String]) throws {
    let (envelope, findings) = try read(members)
    #expect(findings == expected)
    #expect(envelope == nil)
  }

  @Test("Everything that an envelope can hold is read")
  func full() throws {
    let digest = String(repeating: "0f", count: 32)
    let (envelope, findings) = try read(
      """
      "id":"r","operation":"addEndEntity","authorityUuid":"A","raProfileUuid":"B","raProfileName":"n","username":"u",
      "body":[1],"requestFile":"a.csr","requestSha256":"\(digest)","dependsOn":["x","y"],"labels":{"k":"v"}
      """)
    #expect(findings == [])
    #expect(envelope?.raProfileName == "n")
    #expect(envelope?.username == "u")
    #expect(envelope?.body?.kind == .array)
    #expect(envelope?.requestFile == "a.csr")
    #expect(envelope?.requestDigest == [UInt8](repeating: 0x0F, count: 32))
    #expect(envelope?.dependencies == ["x", "y"])
  }

  @Test("Defaults fill in only where the request names no RA profile by any means")
  func defaults() throws {
    let defaults = RequestDefaults(authorityUuid: "A", raProfileUuid: "B", raProfileName: "n")
    let plain = try read(#""id":"r","operation":"listEntities""#, defaults: defaults).envelope
    #expect([plain?.authorityUuid, plain?.raProfileUuid, plain?.raProfileName] == ["A", "B", "n"])
    let named = try read(#""id":"r","operation":"listEntities","raProfileName":"x""#, defaults: defaults).envelope
    #expect([named?.authorityUuid, named?.raProfileUuid, named?.raProfileName] == [nil, nil, "x"])
  }

  @Test("The id of a request is readable where the rest is not, unless it is none")
  func idAlone() throws {
    #expect(Envelope.id(of: try JSONReader.document(Array(#"{"id":"r","operation":5}"#.utf8))) == "r")
    #expect(Envelope.id(of: try JSONReader.document(Array(#"{"id":"a b"}"#.utf8))) == nil)
    #expect(Envelope.id(of: try JSONReader.document(Array("[]".utf8))) == nil)
  }
}
