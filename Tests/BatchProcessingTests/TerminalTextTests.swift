import BatchProcessing
import DERCoding
import PKIModel
import TestSupport
import Testing

@Suite("Text on a terminal")
struct TerminalTextTests {
  @Test(
    "shows what a terminal would obey or hide",
    arguments: [
      ("\u{1B}[2J", #"\u{1b}[2J"#), ("\u{9B}31m", #"\u{9b}31m"#), ("a\nb", #"a\u{a}b"#), ("\r", #"\u{d}"#),
      ("\t", #"\u{9}"#), ("\u{0}", #"\u{0}"#), ("\u{7F}", #"\u{7f}"#), ("gro\u{AD}ss", #"gro\u{ad}ss"#),
      ("\u{202E}cod.exe", #"\u{202e}cod.exe"#), ("pay\u{200B}pal", #"pay\u{200b}pal"#),
      ("\u{2066}", #"\u{2066}"#), ("\u{2028}", #"\u{2028}"#), ("a\u{A0}b", #"a\u{a0}b"#),
      ("\u{FEFF}", #"\u{feff}"#), ("\u{E0041}", #"\u{e0041}"#), ("\u{FE0F}", #"\u{fe0f}"#), ("\u{3164}", #"\u{3164}"#),
      ("a   b", #"a \u{20}\u{20}b"#), ("\u{E000}", #"\u{e000}"#), ("\u{10FFFF}", #"\u{10ffff}"#),
    ])
  func escaped(text: String, shown: String) {
    #expect(TerminalText.escape(text) == shown)
  }

  @Test(
    "leaves what people write as it is", arguments: ["", "plain", "Zürich", "日本", "Ελλάδα", "עברית", "a\\b", "é", "😀"])
  func unchanged(text: String) {
    #expect(TerminalText.escape(text) == text)
  }

  @Test("holds no dangerous character, whatever goes in")
  func everything() {
    for value in (0...0x10FFFF) as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = TerminalText.escape(String(Character(scalar)))
      #expect(FileView.dangerous(in: shown).isEmpty && !shown.contains("\n"), "U+\(String(value, radix: 16))")
    }
  }
}

@Suite("Files that attack a terminal")
struct TerminalInjectionTests {
  /// Clears the screen, sets the title, forges a line, hides and turns text.
  private static let attack =
    "\u{1B}[2J\u{1B}]0;owned\u{7}\u{9B}1A\r\nCertificate\n  Subject        CN=bank\u{202E}\u{2066}\u{200B}\u{2028}\u{FEFF}x"

  private func expectHarmless(_ view: String, _ words: String...) {
    #expect(FileView.dangerous(in: view).isEmpty)
    // A line break inside a value would forge a line of the view.
    #expect(view.split(separator: "\n").filter { $0 == "  Subject        CN=bank" }.isEmpty)
    for word in words { #expect(view.contains(word), "\(word)") }
  }

  private func name() throws -> DistinguishedName {
    let attribute = try #require(NamingAttribute(type: OID(2, 5, 4, 3), text: TerminalInjectionTests.attack))
    return DistinguishedName([RelativeDistinguishedName(attribute)])
  }

  private func key() throws -> SubjectPublicKeyInfo {
    var writer = DERWriter()
    writer.sequence {
      AlgorithmIdentifier(.ed25519).write(to: &$0)
      $0.bitString([UInt8](repeating: 7, count: 32))
    }
    return try SubjectPublicKeyInfo(der: writer.bytes)
  }

  private var ascii: String {
    String(TerminalInjectionTests.attack.unicodeScalars.filter(\.isASCII).map(Character.init))
  }

  @Test("by a certificate's names, alternative names, URIs and policies")
  func certificate() throws {
    let attack = ascii
    let notice = CertificateExtension(.certificatePolicies) {
      $0.sequence {
        $0.sequence {
          OID(1, 2, 3).write(to: &$0)
          $0.sequence {
            $0.sequence {
              OID(1, 3, 6, 1, 5, 5, 7, 2, 2).write(to: &$0)
              $0.sequence { $0.element(.utf8String, TerminalInjectionTests.attack) }
            }
          }
        }
      }
    }
    let upn = GeneralName.otherName(.userPrincipalName, value: encoded(TerminalInjectionTests.attack))
    let tbs = TBSCertificate(
      serialNumber: try #require(SerialNumber(magnitude: [1])), signatureAlgorithm: AlgorithmIdentifier(.ed25519),
      issuer: try name(),
      validity: try #require(
        Validity(notBefore: UTCInstant(seconds: 0), notAfter: UTCInstant(seconds: 86_399))),
      subject: try name(), publicKey: try key(),
      extensions: [
        .subjectAltName(
          [.dNSName(attack), .rfc822Name(attack), .uniformResourceIdentifier(attack), .directoryName(try name()), upn],
          isCritical: false),
        .crlDistributionPoints([attack]), .authorityInfoAccess(ocsp: [attack], caIssuers: [attack]), notice,
      ])
    let der = SignedStructure.der(
      signed: tbs.der, algorithm: tbs.signatureAlgorithm, signature: [UInt8](repeating: 0, count: 64))
    let view = try FileView.of(der)
    expectHarmless(
      view, #"dNSName=\u{1b}[2J"#, #"OCSP: \u{1b}[2J"#, #"user notice: \u{1b}[2J"#, #"\u{202e}"#, "(1 day)")
    // Everything hostile is in the view, so nothing was lost: eleven bells.
    #expect(view.ranges(of: #"\u{7}"#).count + view.ranges(of: "\\07").count == 11)
  }

  @Test("by a request's names and attributes")
  func request() throws {
    let name = try name()
    let key = try key()
    let algorithm = AlgorithmIdentifier(.ed25519)
    var writer = DERWriter()
    writer.sequence {
      $0.integer(0)
      $0.raw(name.der)
      $0.raw(key.der)
      $0.constructed(.contextConstructed(0)) {
        $0.sequence {
          OID(1, 2, 840, 113549, 1, 9, 2).write(to: &$0)
          $0.constructed(.set) { $0.element(.utf8String, TerminalInjectionTests.attack) }
        }
      }
    }
    let der = SignedStructure.der(
      signed: writer.bytes, algorithm: algorithm, signature: [UInt8](repeating: 0, count: 64))
    expectHarmless(try FileView.of(der), #"unstructuredName: \u{1b}[2J"#, "NOT VALID")
  }

  @Test("by a CRL's issuer")
  func certificateList() throws {
    let list = TBSCertificateList(
      signatureAlgorithm: AlgorithmIdentifier(.ed25519), issuer: try name(), thisUpdate: UTCInstant(seconds: 0),
      nextUpdate: UTCInstant(seconds: 86_400), authorityKeyIdentifier: [1], number: 1)
    let der = SignedStructure.der(
      signed: list.der(entries: []), algorithm: list.signatureAlgorithm, signature: [0])
    expectHarmless(try FileView.of(der), #"CN=\1b[2J"#, #"\u{9b}1A"#)
  }

  @Test("by results")
  func results() throws {
    let text = TerminalInjectionTests.json
    let line = #"{"id":"\#(text)","operation":"\#(text)","outcome":"\#(text)","subjectDn":"\#(text)"}"# + "\n"
    let view = try FileView.of(line.utf8)
    expectHarmless(view, #"\u{1b}[2J"#)
    #expect(view.split(separator: "\n").count == 4)
  }

  @Test("by manifests", arguments: ["jsonl", "json", "xml"])
  func manifests(form: String) throws {
    let text = TerminalInjectionTests.json
    let request =
      #"{"id":"a","operation":"revokeCertificate","certificateUuid":{"file":"\#(text)"},"body":{"reason":"\#(text)"}}"#
    let unknown = #"{"id":"\#(text)","operation":"\#(text)","\#(text)":1}"#
    let manifest =
      switch form {
      case "jsonl":
        #"{"manifestVersion":1,"batchId":"a","defaults":{"raProfileName":"\#(text)"}}"# + "\n\(request)\n\(unknown)\n"
      case "json": #"{"manifestVersion":1,"batchId":"a","requests":[\#(request),\#(unknown)]}"#
      default:
        "<manifest xmlns=\"urn:certmill:manifest:1\"><manifestVersion>1</manifestVersion><batchId>a</batchId><request>"
          + "<id>a</id><operation>&#x9B;&#x202E;&#x85;</operation><username>&#x200B;&#x9B;</username></request></manifest>"
      }
    expectHarmless(try FileView.of(manifest.utf8), "Requests", #"\u{9b}"#, #"\u{202e}"#)
  }

  @Test("by what problems quote: labels, members and paths")
  func problems() throws {
    let folder = try TemporaryFolder()
    let label =
      "-----BEGIN \(TerminalInjectionTests.attack)-----\nAAAA\n-----END \(TerminalInjectionTests.attack)-----\n"
    let member = #"{"manifestVersion":1,"batchId":"a","\#(TerminalInjectionTests.json)":1}"# + "\n"
    for text in [label, member, "hello"] {
      let path = try folder.write(text.utf8, to: "file\u{1B}[2J\u{202E}")
      do {
        _ = try FileView.of(path)
        Issue.record("\(text) was viewed")
      } catch {
        #expect(error.lines.allSatisfy { FileView.dangerous(in: $0).isEmpty && !$0.contains("\n") })
        #expect(error.lines[0].contains(#"file\u{1b}[2J\u{202e}"#))
      }
    }
  }

  /// The attack with JSON's escapes.
  private static let json = attack.unicodeScalars.map { scalar in
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }.joined()

  private func encoded(_ text: String) -> [UInt8] {
    var writer = DERWriter()
    writer.element(.utf8String, text)
    return writer.bytes
  }
}
