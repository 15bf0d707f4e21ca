import Foundation
import SwiftASN1
import TestSupport
import Testing
import X509

/// Every request of the corpora through the front door, by a profile that allows any name.
@Suite(.enabled(if: SharedFolder.corpora("csr-good") != nil, "needs ../shared/corpora")) struct CorpusTests {
  @Test("The certificates hold what the profile says, whatever was asked for, and a check foretells all of them")
  func outcomes() throws {
    let site = try Site.permissive()
    let manifest = try site.manifest(corpus(), named: "corpus.jsonl")
    let checked = try Program.run(["check", manifest, "--home", site.home])
    let run = try site.run(manifest, ["--bundles", "files"])
    #expect(run.status == 1, "\(run.errors)")
    #expect(checked.output.split(separator: "\n").last == run.output.split(separator: "\n").last)
    var codes: [String: [String: Int]] = [:]
    for entry in try site.results() {
      let kind = String(entry.id.prefix { $0 != ":" })
      codes[kind, default: [:]][entry.code ?? entry.outcome, default: 0] += 1
      if kind == "csr-made-policy", entry.issued { try judge(entry, site) }
    }
    #expect(codes["csr-made-badsig"]?.keys.map { $0 } == ["csr.proofOfPossession"])
    #expect(codes["csr-unparseable"]?.keys.map { $0 } == ["csr.malformed"])
    #expect(codes["csr-made-good"]?.keys.map { $0 } == ["OK"])
    #expect((codes["csr-made-policy"]?["OK"] ?? 0) > 10)
  }

  /// The extensions are those of the profile, whatever the request asked for.
  private func judge(_ entry: ResultEntry, _ site: Site) throws {
    let path = try #require(entry.artifacts?.first { $0.path.hasSuffix("/certificate.pem") }?.path)
    let certificate = try #require(try Judge.certificates(inPEM: site.folder.file("out/" + path)).first)
    let written = Set(certificate.extensions.map { "\($0.oid)" })
    #expect(written.isSubset(of: ["2.5.29.14", "2.5.29.35", "2.5.29.19", "2.5.29.15", "2.5.29.37", "2.5.29.17"]))
    #expect(try certificate.extensions.basicConstraints == .notCertificateAuthority, "\(entry.id)")
    #expect(try certificate.extensions.keyUsage == KeyUsage(digitalSignature: true), "\(entry.id)")
    #expect(try certificate.extensions.extendedKeyUsage == ExtendedKeyUsage([.clientAuth, .serverAuth]), "\(entry.id)")
    let issuer = try #require(try Judge.certificates(inPEM: site.chain).first)
    #expect(
      try certificate.extensions.authorityKeyIdentifier?.keyIdentifier
        == issuer.extensions.subjectKeyIdentifier?.keyIdentifier)
  }

  private func corpus() throws -> String {
    let folder = try #require(SharedFolder.corpora("csr-good")).dropLast("/csr-good".count)
    let names = try FileManager.default.contentsOfDirectory(atPath: String(folder)).filter { $0.hasPrefix("csr-") }
    return names.sorted().flatMap { Corpus.files($0) }.reduce(into: MeterManifest.header(batch: "corpus")) {
      let id = $1.name.replacingOccurrences(of: "/", with: ":")
      $0 += MeterManifest.line(id: id, request: Data($1.octets).base64EncodedString())
    }
  }
}
