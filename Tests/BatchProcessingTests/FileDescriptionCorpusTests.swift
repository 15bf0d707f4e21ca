import BatchProcessing
import Diagnostics
import TestSupport
import Testing

@Suite("The view of files that others made")
struct FileDescriptionCorpusTests {
  private struct Outcomes: Equatable {
    let viewed: [String]
    let refused: [String]
  }

  /// The files of a corpus that were viewed, and those that were refused; anything else is an issue.
  private func outcomes(_ corpus: String) throws -> Outcomes {
    let folder = try TemporaryFolder()
    var viewed: [String] = []
    var refused: [String] = []
    for file in Corpus.files(corpus) {
      let path = try folder.write(file.octets, to: "file")
      do {
        let view = try FileView.of(path)
        #expect(FileView.dangerous(in: view).isEmpty, "\(file)")
        #expect(!view.isEmpty)
        viewed.append(file.name)
      } catch {
        #expect(error.status == .unreadableInput, "\(file): \(error.lines)")
        #expect(error.lines.allSatisfy { FileView.dangerous(in: $0).isEmpty && !$0.isEmpty })
        refused.append(file.name)
      }
    }
    return Outcomes(viewed: viewed, refused: refused)
  }

  @Test(
    "shows every file that keeps the rules",
    .enabled(if: SharedFolder.corpora("pkits-crls") != nil),
    arguments: [
      ("pkits-crls", 99, []),
      // Signatures that are not a whole number of octets.
      ("pkits-certs", 239, ["BadSignedCACert.crt", "InvalidDSASignatureTest6EE.crt"]),
      // An attribute without values, an attribute that stands twice, an empty set in a name.
      ("csr-good", 70, ["0a2a18ed6d021927.der", "2378819c0128de16.der", "340078e4474b5cb3.der"]),
      ("crmf-good", 7, []),
    ])
  func good(corpus: String, viewed: Int, refused: [String]) throws {
    let outcomes = try outcomes(corpus)
    #expect(outcomes.viewed.count == viewed)
    #expect(outcomes.refused == refused.map { "\(corpus)/\($0)" })
  }

  @Test(
    "shows or refuses every other file, and does the same again",
    .enabled(if: SharedFolder.corpora("judge-badcrls") != nil),
    arguments: [
      "judge-badcrls", "judge-certs", "fuzz-crl", "fuzz-x509", "fuzz-pem", "fuzz-asn1", "fuzz-cms", "csr-odd",
      "csr-unparseable", "csr-made-malformed", "crmf-bad-pop", "crmf-unparseable", "weak-keys", "manifest-json",
      "manifest-xml", "xml-attack", "json-testsuite",
    ])
  func hostile(corpus: String) throws {
    #expect(try outcomes(corpus) == outcomes(corpus))
  }
}
