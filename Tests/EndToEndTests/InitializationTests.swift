import Foundation
import PKIModel
import TestSupport
import Testing

@Suite(.enabled(if: OpenSSLTool.isAvailable)) struct InitializationTests {
  @Test(
    "A home of each algorithm issues a certificate and a CRL that OpenSSL verifies", arguments: KeyAlgorithm.allCases)
  func algorithms(_ algorithm: KeyAlgorithm) throws {
    let site = try Site(making: algorithm.rawValue)
    let run = try site.run(site.manifest(MeterManifest.text(count: 1, batch: "one"), named: "one.jsonl"))
    #expect(run.status == 0, "\(run.errors)")
    let path = try #require(try site.results().first?.artifacts?.first { $0.path.hasSuffix("/certificate.pem") }?.path)
    try Judge.verify(site.folder.file("out/" + path), chain: site.chain)
    let list = try Command.run(
      "openssl", ["crl", "-in", site.folder.file("out/crl/issuing-ca.pem"), "-noout", "-verify", "-CAfile", site.chain])
    #expect(list.errors.contains("verify OK"), "\(list.errors)")
  }

  @Test("A folder that is there already is left as it is")
  func existing() throws {
    let site = try Site()
    let before = try Snapshot.contents(of: site.home)
    let made = try Program.run(["init", site.home, "--passphrase-file", site.passphraseFile])
    #expect(made.status != 0)
    #expect(made.errors.contains(site.home))
    #expect(try Snapshot.contents(of: site.home) == before)
  }
}
