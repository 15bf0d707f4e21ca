import DERCoding
import PKIModel
import TestSupport
import Testing

@Suite(
  "CRMF requests of the corpora", .enabled(if: SharedFolder.corpora("crmf-good") != nil, "needs ../shared/corpora"))
struct CertificateRequestMessageCorpusTests {
  /// What others read and certmill refuses; everything else of these corpora is read.
  static let refused: [String: CertificateRequestMessageError] = [
    "crmf-made-good/bc-batch5.good.crmf": .severalMessages,
    "crmf-made-bad/bc-dupid-second-badpop.bad.crmf": .severalMessages,
  ]

  @Test(
    "are read, but for those that ask for several certificates or for none",
    arguments: Corpus.files("crmf-good", "crmf-made-good", "crmf-made-policy", "crmf-made-bad").filter {
      $0.name.hasSuffix(".crmf") || $0.name.hasSuffix(".der")
    })
  func wellFormed(file: CorpusFile) throws {
    if let refusal = CertificateRequestMessageCorpusTests.refused[file.name] {
      #expect(throws: refusal) { try CertificateRequestMessage(der: file.octets) }
    } else {
      let message = try CertificateRequestMessage(der: file.octets)
      #expect(message.der == file.octets)
      #expect(RequestFormat(der: file.octets) == .crmf)
    }
  }

  @Test(
    "are refused where they are none",
    arguments: Corpus.files("crmf-unparseable", "cmp-message", "csr-good")
      + Corpus.files("crmf-made-good").filter { !$0.name.hasSuffix(".crmf") })
  func malformed(file: CorpusFile) {
    #expect(throws: CertificateRequestMessageError.self) { try CertificateRequestMessage(der: file.octets) }
  }

  @Test("and other documents, cut or not, never crash the reader", arguments: Corpus.files("crmf-bad-pop", "fuzz-cmp"))
  func otherDocuments(file: CorpusFile) {
    let isMessage = (try? CertificateRequestMessage(der: file.octets)) != nil
    #expect(((try? CertificateRequestMessage(der: file.octets)) != nil) == isMessage, "the same answer each time")
    _ = CertificateRequest(der: file.octets)
  }
}
