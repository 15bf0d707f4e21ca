import Foundation
import TestSupport
import Testing

/// What others say of the certificate requests of the corpora, and what the program says.
@Suite(.enabled(if: !JudgedRequest.all.isEmpty, "needs ../shared/corpora"))
struct CorpusVerdictTests {
  /// What the program makes of a request.
  private enum Verdict: String {
    case issued, unreadable, unproved
    /// Read and refused by a rule of a profile or about algorithms.
    case forbidden
  }

  /// Another verdict than the manifest's column leads to, and why.
  private struct Divergence {
    let verdict: Verdict
    let reason: String

    static func unreadable(_ reason: String) -> Divergence { Divergence(verdict: .unreadable, reason: reason) }
    static func forbidden(_ reason: String) -> Divergence { Divergence(verdict: .forbidden, reason: reason) }

    static let version = unreadable("the version is not 0 (RFC 2986 4.1)")
    static let twoRequests = unreadable("two extension requests, which may differ (RFC 2985 5.4.2)")
    static let notDER = unreadable("BER that is no DER, so that others may read something else (X.690 10, 11)")
    static let message = unreadable("a whole message of CMP, or another of its bodies")
    static let several = unreadable("several messages, and each request of a manifest gets one certificate")
    static let otherCA = forbidden("the certificate is wanted of another CA")
    static let digest = forbidden("SHA-1 or SHA-224, which the profile does not list")
  }

  private static let divergences: [String: Divergence] = [
    "crmf-good/1291ae2933a00eae.der": .otherCA, "crmf-good/a181caf34229f34d.der": .digest,
    "crmf-made-good/ossl-kur-rekey.good.crmf": .otherCA, "crmf-made-good/bc-batch5.good.crmf": .several,
    "crmf-made-bad/bc-dupid-second-badpop.bad.crmf": .several,
    "crmf-made-good/ossl-cr-sig-rsa.good.pkimsg": .message, "crmf-made-good/ossl-kur-rekey.good.pkimsg": .message,
    "crmf-made-good/ossl-p10cr-mac.good.pkimsg": .message, "crmf-made-good/ossl-rr-keycompromise.good.rr": .message,
    "crmf-made-policy/ossl-ir-raverified.policy.pkimsg": .message,
    "csr-good/0a2a18ed6d021927.der": .unreadable("an attribute without values (RFC 2986 4.1)"),
    "csr-good/2378819c0128de16.der": .unreadable("the attribute 1.2.3 stands twice (RFC 2986 4.1)"),
    "csr-good/340078e4474b5cb3.der": .unreadable("an empty SET in the subject (RFC 5280 4.1.2.4)"),
    "csr-good/58933c6500de4427.der": .forbidden("a dNSName with blanks (RFC 5280 4.2.1.6)"),
    "csr-good/666f848649adb780.der": .forbidden("a commonName of more than 64 characters (RFC 5280 A.1)"),
    "csr-good/a4d22afea1a42d14.der": .forbidden("the factors of the modulus are close to each other (CVE-2022-26320)"),
    "csr-good/c96280d596fd9551.der": .forbidden("neither subject nor alternative name, so that nobody would be named"),
    "csr-made-encoding/pem-headers.raw": .unreadable("headers in the PEM block (RFC 7468 2)"),
    "csr-made-malformed/attrs-unsorted.pem": .notDER, "csr-made-malformed/mal-bool.pem": .notDER,
    "csr-made-malformed/mal-indef.pem": .notDER, "csr-made-malformed/mal-longlen.pem": .notDER,
    "csr-made-malformed/mal-deep.pem": .unreadable("elements inside each other beyond any use"),
    "csr-made-malformed/mal-ext-notseq.pem": .unreadable("an extension request that is none (RFC 2985 5.4.2)"),
    "csr-made-malformed/mal-prn.pem": .unreadable("control characters in a PrintableString (X.680 41.4)"),
    "csr-made-malformed/mal-trailing.pem": .unreadable("octets behind the request"),
    "csr-made-malformed/mal-v3.pem": .version, "csr-made-malformed/mal-vneg.pem": .version,
    "csr-made-policy/extreq-two-values.pem": .twoRequests, "csr-made-policy/ms-and-pkcs9.pem": .twoRequests,
    "csr-made-policy/two-extreq.pem": .twoRequests,
    "csr-made-policy/pem-key-inside.raw": .unreadable("a second PEM block, which holds a private key"),
    "csr-made-policy/san-empty.pem": .unreadable("a subjectAltName without names (RFC 5280 4.2.1.6)"),
    "csr-made-policy/san-utf8.pem": .unreadable("octets above 7F in an IA5String (X.680 41.4)"),
    "csr-odd/cb9aca2e91ca81a8.der": .version, "csr-odd/df82d37feabbf210.der": .version,
    "csr-odd/58933754ebef4dde.der": .forbidden("a key for RSASSA-PSS alone, which the profile does not list"),
    "csr-odd/6a3740ea9ee1dcfb.der": .digest, "csr-odd/fa4f9a4256017678.der": .digest,
    "csr-weak-sigalg/e2638ca3e90803b3.der": .unreadable("no attributes, not even an empty set (RFC 2986 4.1)"),
  ]

  private static let forbidding: Set<String> = [
    "key.notAllowed", "key.weak", "subject.notAllowed", "subjectAltName.notAllowed", "csr.signatureAlgorithm",
    "csr.proofKind", "raProfile.foreign",
  ]

  @Test("The program's verdict is that of the manifest's column, but where it is stated and why", arguments: corpora)
  func verdicts(corpus: String) throws {
    let judged = JudgedRequest.all.filter { $0.corpus == corpus }
    let files = Corpus.files(corpus)
    #expect(Set(files.map(\.name)) == Set(judged.map(\.path)), "each file is judged")
    let site = try Site.permissive()
    let manifest = try site.manifest(CorpusVerdictTests.manifest(files, batch: corpus), named: "m.jsonl")
    let run = try site.run(manifest)
    #expect(run.status == 0 || run.status == 1, "\(run.errors)")
    let results = try site.results()
    #expect(results.count == files.count)
    for (request, entry) in zip(judged.sorted { $0.path < $1.path }, results) {
      #expect(entry.id == CorpusVerdictTests.id(request.path))
      let verdict = try #require(CorpusVerdictTests.verdict(entry), "\(request.path) \(entry.code ?? entry.outcome)")
      let expected = CorpusVerdictTests.expected(of: request)
      if let divergence = CorpusVerdictTests.divergences[request.path] {
        #expect(verdict == divergence.verdict, "\(request.path): \(divergence.reason)")
        #expect(!expected.contains(verdict), "\(request.path) is as the manifest has it")
      } else {
        #expect(expected.contains(verdict), "\(request.path): \(verdict) \(request.words) \(entry.messages ?? [])")
      }
    }
  }

  @Test("Each stated difference is about a file of the corpora")
  func differences() {
    let paths = Set(JudgedRequest.all.map(\.path))
    for path in CorpusVerdictTests.divergences.keys { #expect(paths.contains(path), "\(path)") }
  }

  private static let corpora = Set(JudgedRequest.all.map(\.corpus)).sorted()

  /// What the manifest leads to; where it says that a rule decides, or names a key or an algorithm that no rule allows,
  /// who can read a request is free to refuse it.
  private static func expected(of request: JudgedRequest) -> Set<Verdict> {
    switch request.word {
    case .good where request.corpus.hasSuffix("-policy"): [.issued, .forbidden]
    case .good where request.corpus == "csr-weak-sigalg" || request.note.contains(/key=rsaEncryption(?:512|1024)\b/):
      [.forbidden]
    case .good: [.issued]
    case .unreadable: [.unreadable]
    case .unproved, .unsupported:
      request.isUnreadableForSome ? [.unproved, .forbidden, .unreadable] : [.unproved, .forbidden]
    }
  }

  private static func verdict(_ entry: ResultEntry) -> Verdict? {
    switch entry.code {
    case nil: entry.issued ? .issued : nil
    // An empty file counts as no request at all.
    case "csr.malformed", "csr.encoding", "csr.format": .unreadable
    case "csr.proofOfPossession": .unproved
    case let code?: forbidding.contains(code) ? .forbidden : nil
    }
  }

  private static func id(_ path: String) -> String { path.replacingOccurrences(of: "/", with: ":") }

  /// One batch for a corpus.
  private static func manifest(_ files: [CorpusFile], batch: String) -> String {
    files.reduce(into: MeterManifest.header(batch: batch)) { text, file in
      let isMessage = file.name.hasPrefix("crmf-") && !file.name.hasSuffix(".p10")
      let request = Data(file.octets).base64EncodedString()
      text +=
        #"{"id":"\#(id(file.name))","operation":"issueCertificate","body":{"request":"\#(request)","#
        + #""format":"\#(isMessage ? "crmf" : "pkcs10")","attributes":[]}}"# + "\n"
    }
  }
}
