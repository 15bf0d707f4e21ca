import DERCoding
import OpenSSLBackend
import PKIModel
import TestSupport
import Testing

@testable import certmill_bench

@Suite("Checking what was timed")
struct OutputCheckTests {
  private let folder: TemporaryFolder
  private let key: KeyMaterial
  private let check: OutputCheck

  init() throws {
    folder = try TemporaryFolder()
    key = try KeyGenerator.make(.p256)
    let chain = try folder.write(OutputCheckTests.pem(of: key, by: key), to: "chain.pem")
    check = OutputCheck(chain: chain)
  }

  private static func pem(of subject: KeyMaterial, by issuer: KeyMaterial) throws -> [UInt8] {
    let now = UTCInstant(seconds: 1_790_000_000)
    let tbs = TBSCertificate(
      serialNumber: try #require(SerialNumber(magnitude: [1])), signatureAlgorithm: issuer.signatureAlgorithm,
      issuer: DistinguishedName([]), validity: try #require(Validity(notBefore: now, notAfter: now)),
      subject: DistinguishedName([]), publicKey: subject.publicKey,
      extensions: [.subjectKeyIdentifier([1])]
    ).der
    let signature = try issuer.makeSigner().sign(tbs)
    return PEM.encode(
      SignedStructure.der(signed: tbs, algorithm: issuer.signatureAlgorithm, signature: signature),
      label: "CERTIFICATE")
  }

  @Test("counts the certificates of a bundle, also one that is checked in pieces")
  func counting() throws {
    let one = try OutputCheckTests.pem(of: KeyGenerator.make(.p256), by: key)
    let count = 3 << 20 / one.count
    let bundle = try folder.write([[UInt8]](repeating: one, count: count).joined(), to: "bundle.pem")
    try check.expect(count, inBundle: bundle)
    for wrong in [count - 1, count + 1] {
      #expect(throws: BenchProblem.self) { try check.expect(wrong, inBundle: bundle) }
    }
  }

  @Test("refuses a certificate that another key signed, wherever it stands")
  func forgery() throws {
    let good = try OutputCheckTests.pem(of: KeyGenerator.make(.p256), by: key)
    let forged = try OutputCheckTests.pem(of: key, by: KeyGenerator.make(.p256))
    for order in [[good, good, forged], [forged, good, good]] {
      let bundle = try folder.write(order.joined(), to: "forged.pem")
      #expect(throws: BenchProblem.self) { try check.expect(3, inBundle: bundle) }
    }
    let single = try TemporaryFolder()
    _ = try single.write(forged, to: "a.pem")
    #expect(throws: BenchProblem.self) { try check.expect(1, inFolder: single.path, named: ".pem") }
  }

  @Test("counts the certificates in a folder by the ending of their names")
  func foldering() throws {
    let good = try OutputCheckTests.pem(of: KeyGenerator.make(.p256), by: key)
    let files = try TemporaryFolder()
    for name in ["a.pem", "b.pem", "c.txt"] { _ = try files.write(good, to: name) }
    try check.expect(2, inFolder: files.path, named: ".pem")
    #expect(throws: BenchProblem.self) { try check.expect(3, inFolder: files.path, named: ".pem") }
  }

  @Test("the limit's CRL is a CRL: all entries are there, sorted and with their reason")
  func limit() throws {
    let passphrase = SecretOctets(copying: Array("secret".utf8))
    let key = try folder.write(KeyGenerator.make(.p256).encryptedPEM(passphrase: passphrase), to: "key.pem")
    let limit = try CRLLimit(
      entryCount: 500, key: key, passphraseFile: folder.write(Array("secret\n".utf8), to: "passphrase"))
    #expect(try limit.seconds(writingTo: folder.file("limit.crl")) > 0)
    let list = try CertificateList(der: try #require(folder.contents("limit.crl")))
    let serials = list.entries.map { Array($0.serialNumber.magnitude) }
    #expect(serials.count == 500)
    #expect(zip(serials, serials.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    #expect(list.entries.allSatisfy { $0.reasonCode == RevocationReason.keyCompromise.rawValue })
  }
}
