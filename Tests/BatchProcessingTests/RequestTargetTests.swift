import DocumentModel
import ManifestReading
import Testing

@testable import BatchProcessing

@Suite("What a request is about")
struct RequestTargetTests {
  @Test(
    "names the certificate and the key",
    arguments: [
      (
        #""operation":"destroyKey","keyUuid":"3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11""#,
        "key 3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b11"
      ),
      (#""operation":"issueCertificate","body":{"keyUuid":"@k"}"#, "key of @k"),
      (
        #""operation":"rekeyCertificate","certificateUuid":"@c","body":{"keyUuid":"@k"}"#,
        "certificate of @c, key of @k"
      ),
      (#""operation":"issueCertificate","body":{"keyUuid":"k"}"#, ""),
    ])
  func keys(members: String, text: String) throws {
    let document = try JSONReader.document(Array(#"{"id":"r",\#(members)}"#.utf8))
    let envelope = try #require(Envelope(document, defaults: RequestDefaults(), findings: FindingCollector()))
    #expect(RequestTarget.text(envelope) == text)
  }
}
