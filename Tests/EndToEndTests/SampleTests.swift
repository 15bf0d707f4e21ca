import Foundation
import SwiftASN1
import TestSupport
import Testing
import X509

@Suite(.enabled(if: OpenSSLTool.isAvailable)) struct SampleTests {
  static let samples = [
    "01-first-certificates/manifest.json", "02-migration/manifest.jsonl", "03-people/manifest.json",
    "04-revocation/manifest.json", "05-refusals/manifest.json", "06-leavers/manifest.json",
    "07-renewal/manifest.json", "08-keys/manifest.json", "09-other-certificates/manifest.json",
    "10-locations/manifest.json", "11-attributes/manifest.json",
  ]
  /// Payloads of the API's documentation.
  static let others = ["api/documented.json", "api/captured.json", "api/wrapped.jsonl"]

  /// The same sample in XML.
  static func inXML(_ sample: String) -> String { sample.prefix { $0 != "." } + ".xml" }

  @Test(
    "A sample ends with the accounting and the exit status that it announces",
    arguments: samples + samples.map(inXML))
  func accounting(_ sample: String) throws {
    let site = try Site.prepared(for: sample)
    let folder = Program.packaged("samples/" + sample.prefix { $0 != "/" })
    let expected = try String(contentsOfFile: folder + "/expected-summary", encoding: .utf8)
    let run = try site.run(Program.packaged("samples/" + sample))
    #expect(run.output + "exit=\(run.status)\n" == expected, "\(run.errors)")
    #expect(expected.contains("in=\(try site.results().count) "))
  }

  @Test(
    "A home in XML gives what the samples announce",
    arguments: ["08-keys/manifest.xml", "10-locations/manifest.xml", "11-attributes/manifest.xml"])
  func homeInXML(_ sample: String) throws {
    let site = try Site.prepared(for: "home-xml")
    #expect(try site.folder.tree().allSatisfy { !$0.hasPrefix("home/") || !$0.hasSuffix(".json") })
    let expected = try String(
      contentsOfFile: Program.packaged("samples/" + sample.prefix { $0 != "/" } + "/expected-summary"), encoding: .utf8)
    let run = try site.run(Program.packaged("samples/" + sample))
    #expect(run.output + "exit=\(run.status)\n" == expected, "\(run.errors)")
  }

  @Test("OpenSSL and swift-certificates accept each certificate of a sample", arguments: samples)
  func certificates(_ sample: String) throws {
    let site = try Site.prepared(for: sample)
    _ = try site.run(Program.packaged("samples/" + sample))
    let issuer = try #require(try Judge.certificates(inPEM: site.chain).first)
    let entries = try site.results().filter { $0.issued && $0.artifacts != nil }
    #expect(!entries.isEmpty)
    for entry in entries {
      let artifacts = try #require(entry.artifacts)
      let path = try #require(artifacts.first { $0.path.hasSuffix("/certificate.pem") }?.path)
      let folder = site.folder.file("out/" + path.dropLast("/certificate.pem".count))
      try Judge.verify(folder + "/certificate.pem", chain: site.chain)
      let certificate = try #require(try Judge.certificates(inPEM: folder + "/certificate.pem").first)
      #expect(issuer.publicKey.isValidSignature(certificate.signature, for: certificate))
      #expect(certificate.issuer == issuer.subject)
      #expect(Judge.hexadecimal(certificate.serialNumber.bytes) == entry.serialNumber)
      #expect(Judge.compact("\(certificate.subject)") == Judge.compact(entry.subjectDn ?? ""))
      let detail = try JSONDecoder().decode(
        Detail.self, from: Data(contentsOf: URL(fileURLWithPath: folder + "/detail.json")))
      #expect(Judge.dnsNames(certificate) == detail.subjectAlternativeNames?["dNSName"] ?? [])
      let bag = try Command.run("openssl", ["pkcs7", "-inform", "DER", "-in", folder + "/bundle.p7b", "-print_certs"])
      #expect(bag.output.components(separatedBy: "BEGIN CERTIFICATE").count == 4, "\(bag.errors)")
    }
  }

  private struct Detail: Decodable {
    let subjectAlternativeNames: [String: [String]]?
  }

  @Test("sha256sum finds each file of a sample's output whole, and knows of all", arguments: samples)
  func checksums(_ sample: String) throws {
    let site = try Site.prepared(for: sample)
    _ = try site.run(Program.packaged("samples/" + sample))
    let script = "cd \"$1\" && sha256sum --quiet --strict -c SHA256SUMS && cut -c67- SHA256SUMS | sort"
    let checked = try Command.run("sh", ["-c", script, "sh", site.folder.file("out")])
    #expect(checked.status == 0, "\(checked.errors)")
    let listed = Set(checked.output.split(separator: "\n").map(String.init))
    // Passwords are taken out of the output by those they are for.
    let files = Set(try Snapshot.contents(of: site.folder.file("out")).keys.filter { !$0.hasPrefix("secrets/") })
    #expect(files.subtracting(listed) == ["SHA256SUMS"])
    #expect(listed.subtracting(files) == [])
  }

  @Test("A run changes nothing outside of output, ledger and locations; keys are private", arguments: samples)
  func confinement(_ sample: String) throws {
    let site = try Site.prepared(for: sample)
    let before = try Snapshot.contents(of: site.folder.path)
    let run = try site.run(Program.packaged("samples/" + sample))
    let after = try Snapshot.contents(of: site.folder.path)
    // Keys and stores are what some samples are about.
    let places = ["out/", "home/ledger.", "home/keys/tokens/", "home/stores/"]
    for (name, octets) in after where !places.contains(where: name.hasPrefix) {
      #expect(before[name] == octets, "\(name)")
    }
    for (name, mode) in try Snapshot.modes(of: site.home) where name.hasPrefix("keys/") && !name.contains("chain") {
      #expect(mode == 0o600, "\(name)")
    }
    // The second one is a password of sample 03, as JSON and XML write it too.
    for secret in [Site.passphrase, "> 7!", "brick-Lane-22", "pear&gt; 7!", "tulip-Vase-2093"] {
      for (name, octets) in after where name != "passphrase" {
        #expect(octets.range(of: Data(secret.utf8)) == nil, "\(name)")
      }
      #expect(!(run.output + run.errors).contains(secret))
    }
  }

  @Test("The CRL of the revocation sample lists exactly what was revoked, with its reasons")
  func revocationList() throws {
    let site = try Site()
    _ = try site.run(Program.packaged("samples/04-revocation/manifest.json"))
    let list = site.folder.file("out/crl/issuing-ca.pem")
    let text = try Command.run(
      "openssl", ["crl", "-in", list, "-noout", "-verify", "-CAfile", site.chain, "-text"])
    #expect(text.status == 0 && text.errors.contains("verify OK"), "\(text.errors)")
    #expect(text.output.contains("X509v3 CRL Number"))
    #expect(text.output.contains("X509v3 Authority Key Identifier"))
    let revoked = try site.results().filter { $0.state == "revoked" }
    let listed = Judge.revocations(text.output)
    #expect(Set(listed.keys) == Set(revoked.compactMap { $0.serialNumber?.uppercased() }))
    for entry in revoked {
      let reason = listed[entry.serialNumber?.uppercased() ?? ""] ?? nil
      let wanted = entry.id.dropFirst("revoke-".count).replacingOccurrences(of: "-", with: "")
      // RFC 5280 5.3.1: unspecified is said by leaving the reason out.
      #expect(Judge.folded(reason ?? "unspecified") == wanted)
    }
  }

  @Test("OpenSSL finds a certificate of the revocation sample revoked where the results say so")
  func revocationCheck() throws {
    let site = try Site()
    _ = try site.run(Program.packaged("samples/04-revocation/manifest.json"))
    let entries = try site.results()
    let revoked = Set(entries.filter { $0.state == "revoked" }.compactMap(\.certificateUuid))
    for entry in entries where entry.issued {
      let path = try #require(entry.artifacts?.first { $0.path.hasSuffix("/certificate.pem") }?.path)
      let list = site.folder.file("out/crl/issuing-ca.pem")
      let verdict = try Command.run(
        "openssl", ["verify", "-crl_check", "-CRLfile", list, "-CAfile", site.chain, site.folder.file("out/" + path)])
      #expect((verdict.status == 0) == !revoked.contains(entry.certificateUuid ?? ""), "\(entry.id) \(verdict.errors)")
    }
  }
}
