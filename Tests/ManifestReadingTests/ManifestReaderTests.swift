import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel
import TestSupport
import Testing

@Suite struct ManifestReaderTests {
  /// The findings for which a manifest is refused as a whole; nil where it is not.
  private func refusal(_ text: String, _ form: ManifestForm) throws -> [Finding]? {
    do {
      try SampleManifest.withManifest(text, form) { _ in }
      return nil
    } catch let error as FindingsError {
      return error.findings
    }
  }

  @Test("Each form gives the same header and the same requests", arguments: ManifestForm.allCases)
  func forms(form: ManifestForm) throws {
    let header =
      SampleManifest.header + #","mode":"all-or-nothing","created":"2026-01-31T12:00:00+01:00","#
      + #""defaults":{"raProfileName":"web"},"requestCount":2"#
    try SampleManifest.withManifest(SampleManifest.text(form, header: header), form) { reader in
      #expect(reader.form == form)
      #expect(reader.requestCount == 2)
      #expect(reader.header.batchID == "b-1")
      #expect(reader.header.mode == .allOrNothing)
      #expect(reader.header.created?.description == "2026-01-31T11:00:00Z")
      #expect(reader.header.defaults == RequestDefaults(raProfileName: "web"))
      var envelopes: [Envelope] = []
      while let record = reader.next() {
        #expect(record.position == envelopes.count)
        let findings = FindingCollector()
        let document = try record.document(limits: reader.limits)
        envelopes += Envelope(document, defaults: reader.header.defaults, findings: findings).map { [$0] } ?? []
        #expect(findings.isEmpty)
      }
      #expect(envelopes.map(\.id) == ["r-1", "r-2"])
      #expect(envelopes.map(\.operation) == [.issueCertificate, .revokeCertificate])
      #expect(envelopes.last?.certificate == .request("r-1"))
      #expect(envelopes.first?.body?.member("request")?.string == "MIIC")
      #expect(reader.next() == nil)
    }
  }

  @Test("The canonical form of a request is the same in each form")
  func canonical() throws {
    let forms = try ManifestForm.allCases.map { form in
      try SampleManifest.withManifest(SampleManifest.text(form), form) { reader in
        try SampleManifest.documents(reader).map { document in
          var octets: [UInt8] = []
          document.root.writeCanonical(to: &octets)
          return octets
        }
      }
    }
    #expect(forms[0] == forms[1])
    #expect(forms[0] == forms[2])
  }

  @Test(
    "A header that is wrong refuses the manifest",
    arguments: [
      (#""batchId":"b""#, ["  member.missing"]),
      (#""manifestVersion":2,"batchId":"b""#, ["/manifestVersion manifest.header"]),
      (#""manifestVersion":"1","batchId":"b""#, ["/manifestVersion member.type"]),
      (#""manifestVersion":1.0,"batchId":"b""#, ["/manifestVersion member.type"]),
      (#""manifestVersion":1"#, ["  member.missing"]),
      (#""manifestVersion":1,"batchId":"""#, ["/batchId member.value"]),
      (#""manifestVersion":1,"batchId":"a b""#, ["/batchId manifest.header"]),
      (#""manifestVersion":1,"batchId":"../x""#, ["/batchId manifest.header"]),
      (#""manifestVersion":1,"batchId":7"#, ["/batchId member.type"]),
      (SampleManifest.header + #","created":"yesterday""#, ["/created manifest.header"]),
      (SampleManifest.header + #","mode":"perItem""#, ["/mode member.value"]),
      (SampleManifest.header + #","defaults":{"raProfile":"x"}"#, ["/defaults/raProfile member.unknown"]),
      (SampleManifest.header + #","defaults":[]"#, ["/defaults member.type"]),
      (SampleManifest.header + #","requestCount":3"#, ["/requestCount manifest.header"]),
      (SampleManifest.header + #","requestCount":"2""#, ["/requestCount member.type"]),
      (SampleManifest.header + #","more":1,"other":2"#, ["/more member.unknown", "/other member.unknown"]),
    ])
  func headers(header: String, expected: [String]) throws {
    let request = #"{"id":"r","operation":"listEntities"}"#
    let texts = [
      ManifestForm.json: "{\(header),\"requests\":[\(request),\(request)]}",
      .jsonLines: "{\(header)}\n\(request)\n\(request)\n",
    ]
    for (form, text) in texts {
      let findings = try refusal(text, form)
      #expect(findings?.map { ($0.pointer.isEmpty ? " " : $0.pointer) + " " + $0.code.rawValue } == expected)
    }
  }

  @Test(
    "A structure that is not a manifest's is refused",
    arguments: [
      (ManifestForm.json, "", FindingCode.documentSyntax), (.json, "[]", .documentSyntax),
      (.json, "{\(SampleManifest.header)}", .manifestHeader),
      (.json, "{\(SampleManifest.header),\"requests\":{}}", .documentSyntax),
      (.json, "{\(SampleManifest.header),\"requests\":[],\"requests\":[]}", .documentDuplicateMember),
      (.json, "{\(SampleManifest.header),\"requests\":[],\"batchId\":\"c\"}", .documentDuplicateMember),
      (.json, "{\(SampleManifest.header),\"requests\":[]}}", .documentSyntax),
      (.json, "{\(SampleManifest.header),\"requests\":[{}{}]}", .documentSyntax),
      (.json, "{\(SampleManifest.header),\"requests\":[{},]}", .documentSyntax),
      (.json, "{\(SampleManifest.header),\"\\u0072equests\":[],\"requests\":[]}", .memberUnknown),
      (.json, "\u{FEFF}{\(SampleManifest.header),\"requests\":[]}", .documentEncoding),
      (.jsonLines, "", .manifestHeader), (.jsonLines, "\n\n", .manifestHeader), (.jsonLines, "{", .documentSyntax),
      (.jsonLines, "\u{FEFF}{\(SampleManifest.header)}\n", .documentEncoding),
      (.jsonLines, "{\(SampleManifest.header)}\n{\"id\":", .documentSyntax),
      (.xml, "", .documentSyntax), (.xml, "<manifest/>", .manifestHeader),
      (.xml, "<manifest xmlns=\"urn:certmill:manifest:2\"/>", .manifestHeader),
      (.xml, "<requests xmlns=\"urn:certmill:manifest:1\"/>", .manifestHeader),
      (.xml, "<manifest xmlns=\"urn:certmill:manifest:1\" version=\"1\"/>", .manifestHeader),
      (.xml, "<manifest xmlns=\"urn:certmill:manifest:1\">x</manifest>", .documentSyntax),
      (.xml, "<manifest xmlns=\"urn:certmill:manifest:1\"><request/><batchId>b</batchId></manifest>", .manifestHeader),
      (
        .xml, "<manifest xmlns=\"urn:certmill:manifest:1\"><batchId>b</batchId><batchId>b</batchId></manifest>",
        .documentDuplicateMember
      ),
      (.xml, "<manifest xmlns=\"urn:certmill:manifest:1\"><request xmlns=\"\"/></manifest>", .documentForbidden),
      (.xml, "<manifest xmlns=\"urn:certmill:manifest:1\"><requests><request/></requests></manifest>", .memberMissing),
      (.xml, "<manifest xmlns=\"urn:certmill:manifest:1\"><request><a></request></manifest>", .documentSyntax),
      (.xml, "<!DOCTYPE manifest><manifest xmlns=\"urn:certmill:manifest:1\"/>", .documentForbidden),
    ])
  func structure(form: ManifestForm, text: String, code: FindingCode) throws {
    #expect(try refusal(text, form)?.first?.code == code)
  }

  @Test("Syntax errors of a manifest say the line")
  func errorLines() throws {
    let json = try refusal("{\(SampleManifest.header),\n\"requests\":[\n{}\n{}]}", .json)
    #expect(json?.first?.problem.contains("(line 4)") == true)
    let xml = try refusal("<manifest xmlns=\"urn:certmill:manifest:1\">\n\n<a></b></manifest>", .xml)
    #expect(xml?.first?.problem.contains("(line 3)") == true)
  }

  @Test("Requests know their line, past 65,535 too", arguments: ManifestForm.allCases)
  func lines(form: ManifestForm) throws {
    let gap = String(repeating: "\n", count: 70_000)
    let text =
      switch form {
      case .json: "{\(SampleManifest.header),\"requests\":[{},\n{\"a\":\n[\n]},\(gap){}]}"
      case .jsonLines: "{\(SampleManifest.header)}\n{}\n\(gap){}\r\n{}"
      case .xml:
        "<manifest xmlns=\"urn:certmill:manifest:1\"><manifestVersion>1</manifestVersion>\n<batchId>b</batchId>"
          + "<request/><request>\n</request>\(gap)<request/></manifest>"
      }
    let lines = try SampleManifest.withManifest(text, form) { reader in
      var lines: [Int] = []
      while let record = reader.next() { lines.append(record.line) }
      return lines
    }
    switch form {
    case .json: #expect(lines == [1, 2, 70_004])
    case .jsonLines: #expect(lines == [2, 70_003, 70_004])
    case .xml: #expect(lines == [2, 2, 70_003])
    }
  }

  @Test("A request that cannot be read harms only itself", arguments: ManifestForm.allCases)
  func unreadable(form: ManifestForm) throws {
    let deep = 70
    let (good, bad): (String, [String]) =
      switch form {
      case .json, .jsonLines:
        (
          #"{"id":"ok"}"#,
          [
            #"{"id":"a","id":"b"}"#, #"{"id":"\x"}"#,
            "{\"x\":\(String(repeating: "[", count: deep))"
              + "\(String(repeating: "]", count: deep))}", "{\"x\":\"\(String(repeating: "x", count: 5 << 20))\"}",
            "nonsense", #"{"id":01}"#, "[1 2]",
          ]
        )
      case .xml:
        (
          "<request><id>ok</id></request>",
          [
            "<request><id/><id/></request>", "<request><id x=\"1\"/></request>",
            "<request>\(String(repeating: "<a>", count: deep))\(String(repeating: "</a>", count: deep))</request>",
            "<request><x>\(String(repeating: "x", count: 5 << 20))</x></request>",
            "<request>x<id/></request>", "<request><request><a/><a/></request></request>", "<request y=\"1\"/>",
          ]
        )
      }
    let records = bad.flatMap { [$0, good] }
    let text =
      switch form {
      case .json: "{\(SampleManifest.header),\"requests\":[\(records.joined(separator: ","))]}"
      case .jsonLines: "{\(SampleManifest.header)}\n\(records.joined(separator: "\n"))\n"
      case .xml:
        "<manifest xmlns=\"urn:certmill:manifest:1\"><manifestVersion>1</manifestVersion><batchId>b</batchId>"
          + records.joined() + "</manifest>"
      }
    try SampleManifest.withManifest(text, form) { reader in
      var ids: [String?] = []
      while let record = reader.next() {
        ids.append((try? record.document(limits: reader.limits)).map { Envelope.id(of: $0) ?? "none" })
      }
      #expect(ids == bad.flatMap { _ in [nil, "ok"] })
    }
  }

  @Test("A string of 10 MB and brackets 100,000 deep are refused in time", arguments: ManifestForm.allCases)
  func large(form: ManifestForm) throws {
    let long = String(repeating: "x", count: 10 << 20)
    let time = try ThreadClock.measure {
      switch form {
      case .json, .jsonLines:
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        let records = ["{\"x\":\"\(long)\"}", "{\"x\":\(deep)}"]
        let text =
          form == .json
          ? "{\(SampleManifest.header),\"requests\":[\(records.joined(separator: ","))]}"
          : "{\(SampleManifest.header)}\n\(records.joined(separator: "\n"))"
        try SampleManifest.withManifest(text, form) { reader in
          while let record = reader.next() {
            let error = #expect(throws: DocumentError.self) { try record.document(limits: reader.limits) }
            #expect(error?.code == .documentLimit)
          }
        }
      case .xml:
        // What libxml2 itself cannot bear refuses the whole.
        let deep = String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000)
        #expect(try refusal(manifest("<request><x>\(deep)</x></request>"), .xml)?.first?.code == .documentLimit)
        let requests = "<request><x>\(long)</x></request><request><id>b</id></request>"
        try SampleManifest.withManifest(manifest(requests), .xml) { reader in
          let (first, second) = (try #require(reader.next()), try #require(reader.next()))
          let error = #expect(throws: DocumentError.self) { try first.document(limits: reader.limits) }
          #expect(error?.code == .documentLimit)
          #expect(throws: Never.self) { try second.document(limits: reader.limits) }
        }
      }
    }
    #expect(time < .seconds(2))
  }

  private func manifest(_ requests: String) -> String {
    "<manifest xmlns=\"urn:certmill:manifest:1\"><manifestVersion>1</manifestVersion><batchId>b</batchId>"
      + requests + "</manifest>"
  }

  @Test("A member's name of 4 MB passes through XML")
  func longName() throws {
    let text = "{\(SampleManifest.header),\"requests\":[{\"\(String(repeating: "n", count: 4_000_000))\":1}]}"
    let xml = try SampleManifest.converted(text, from: .json, to: .xml)
    let back = try SampleManifest.converted(xml, from: .xml, to: .json)
    #expect(back.contains("nnn\":1}") && back.utf8.count > 4_000_000)
  }

  @Test("What is no regular file is refused, and does not block")
  func noFile() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FindingsError.self) { try ManifestReader(opening: folder.file("absent.json")) }
    _ = try Command.run("mkfifo", [folder.file("pipe.json")])
    let pipe = #expect(throws: FindingsError.self) { try ManifestReader(opening: folder.file("pipe.json")) }
    #expect(pipe?.findings.first?.problem == "not a regular file")
    let folderItself = #expect(throws: FindingsError.self) { try ManifestReader(opening: "/tmp/.json") }
    #expect(folderItself?.findings.first?.code == .requestFile)
    let unnamed = #expect(throws: FindingsError.self) { try ManifestReader(opening: folder.file("manifest.yaml")) }
    #expect(unnamed?.findings.first?.code == .manifestHeader)
  }
}
