import Diagnostics
import DocumentModel
import ManifestReading
import TestSupport
import Testing

@Suite struct ManifestConversionTests {
  private func requests(_ text: String, _ form: ManifestForm) throws -> [String] {
    try SampleManifest.withManifest(text, form) { reader in
      [reader.headerDocument.root.json] + (try SampleManifest.documents(reader).map(\.root.json))
    }
  }

  @Test("What JSON says survives XML and JSON Lines, whatever it is", arguments: [ManifestForm.xml, .jsonLines])
  func roundTrip(by form: ManifestForm) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = RandomDocument(generator: SplitMix(seed: seed))
    let requests = (0..<400).map { random.request($0) }
    let text = "{\(SampleManifest.header),\"requests\":[\(requests.joined(separator: ",\n"))]}"
    let there = try SampleManifest.converted(text, from: .json, to: form)
    let back = try SampleManifest.converted(there, from: form, to: .json)
    let (before, after) = (try self.requests(text, .json), try self.requests(back, .json))
    #expect(before.count == 401)
    #expect(before == after, "seed \(seed)")
    // The second way there gives the same octets: the form is fixed.
    #expect(try SampleManifest.converted(back, from: .json, to: form) == there, "seed \(seed)")
  }

  @Test("The XML form of a manifest is fixed")
  func xmlForm() throws {
    #expect(
      try SampleManifest.text(.xml) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <manifest xmlns="urn:certmill:manifest:1">
          <manifestVersion type="number">1</manifestVersion>
          <batchId>b-1</batchId>
          <request>
            <id>r-1</id>
            <operation>issueCertificate</operation>
            <body>
              <request>MIIC</request>
              <attributes type="array"/>
            </body>
          </request>
          <request>
            <id>r-2</id>
            <operation>revokeCertificate</operation>
            <certificateUuid>@r-1</certificateUuid>
            <body>
              <reason>superseded</reason>
            </body>
          </request>
        </manifest>

        """)
  }

  @Test("XML written by hand gets the types that the API has for its members")
  func handWritten() throws {
    let text = """
      <manifest xmlns="urn:certmill:manifest:1">
        <manifestVersion>1</manifestVersion><batchId>7</batchId><requestCount>3</requestCount><defaults/>
        <request>
          <id>1</id>
          <operation>rekeyCertificate</operation>
          <labels/>
          <dependsOn/>
          <body>
            <replaceInLocations>true</replaceInLocations>
            <attributes>
              <item>
                <content>
                  <item><data>5</data></item><item><data>five</data></item>
                </content>
                <contentType>integer</contentType>
              </item>
              <item><contentType>boolean</contentType><content><item><data>true</data></item></content></item>
              <item><contentType>string</contentType><content><item><data>5</data></item></content></item>
              <item><contentType>file</contentType><content><item><data><content/></data></item></content></item>
              <item><contentType>object</contentType><content><item><data/></item></content></item>
              <item><name>n</name><content> </content></item>
            </attributes>
          </body>
        </request>
        <request><operation>validateIssueCertificateAttributes</operation><body/></request>
        <request><operation>revokeCertificate</operation><body><destroyKey>yes</destroyKey></body></request>
      </manifest>
      """
    #expect(
      try requests(try SampleManifest.converted(text, from: .xml, to: .json), .json) == [
        #"{"manifestVersion":1,"batchId":"7","requestCount":3,"defaults":{}}"#,
        #"{"id":"1","operation":"rekeyCertificate","labels":{},"dependsOn":[],"body":{"replaceInLocations":true,"#
          + #""attributes":[{"content":[{"data":5},{"data":"five"}],"contentType":"integer"},"#
          + #"{"contentType":"boolean","content":[{"data":true}]},{"contentType":"string","content":[{"data":"5"}]},"#
          + #"{"contentType":"file","content":[{"data":{"content":""}}]},"#
          + #"{"contentType":"object","content":[{"data":{}}]},{"name":"n","content":[]}]}}"#,
        #"{"operation":"validateIssueCertificateAttributes","body":[]}"#,
        #"{"operation":"revokeCertificate","body":{"destroyKey":"yes"}}"#,
      ])
  }

  @Test("A request that cannot be read stops the conversion and says where it is", arguments: ManifestForm.allCases)
  func unreadable(form: ManifestForm) throws {
    let text =
      switch form {
      case .json: "{\(SampleManifest.header),\"requests\":[{},\n{\"a\":1,\"a\":2}]}"
      case .jsonLines: "{\(SampleManifest.header)}\n{}\n\n{\"a\":1,\"a\":2}\n"
      case .xml:
        "<manifest xmlns=\"urn:certmill:manifest:1\"><manifestVersion>1</manifestVersion><batchId>b</batchId>"
          + "<request/>\n<request><a/><a/></request></manifest>"
      }
    let error = #expect(throws: DocumentError.self) { try SampleManifest.converted(text, from: form, to: .json) }
    #expect(error?.code == .documentDuplicateMember)
    let line = form == .jsonLines ? 4 : 2
    #expect(error?.problem.hasPrefix("request 1, which begins on line \(line): ") == true)
  }

  @Test("Names of very many kinds pass through XML")
  func manyNames() throws {
    let requests = (0..<70_000).map { "{\"labels\":{\"host-\($0)\":\"\"}}" }
    let text = "{\(SampleManifest.header),\n\"requests\":[\n\(requests.joined(separator: ",\n"))\n]}\n"
    let xml = try SampleManifest.converted(text, from: .json, to: .xml)
    #expect(xml.contains("<host-9000 ") && xml.contains("<member name=\"host-69999\" "))
    #expect(try SampleManifest.converted(xml, from: .xml, to: .json) == text)
  }

  @Test("What the sink throws ends the conversion")
  func sinkFailure() throws {
    struct Full: Error {}
    try SampleManifest.withManifest(try SampleManifest.text(.json), .json) { reader in
      _ = #expect(throws: Full.self) { try ManifestConversion.convert(from: reader, to: .xml) { _ in throw Full() } }
    }
  }
}
