import DERCoding
import PKIModel
import TestSupport
import Testing

@testable import OpenSSLBackend

@Suite("CA keys")
struct KeyMaterialTests {
  private static let passphrase = SecretOctets(copying: Array("correct horse battery staple".utf8))
  private static let passphraseArgument = "pass:correct horse battery staple"

  private func open(_ pem: [UInt8], _ passphrase: String = "correct horse battery staple") throws(KeyError)
    -> KeyMaterial
  {
    try KeyMaterial(pem: pem, passphrase: SecretOctets(copying: Array(passphrase.utf8)))
  }

  @Test(
    "of every algorithm are made, kept encrypted, and opened by openssl as the same key",
    .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"), arguments: KeyAlgorithm.allCases)
  func roundTrip(algorithm: KeyAlgorithm) throws {
    let key = try KeyGenerator.make(algorithm)
    #expect(key.signatureAlgorithm == algorithm.signatureAlgorithm)
    let expected: (bits: Int, kind: String) =
      switch algorithm {
      case .rsa2048: (2048, "rsa")
      case .rsa3072: (3072, "rsa")
      case .rsa4096: (4096, "rsa")
      case .p256: (256, "P-256")
      case .p384: (384, "P-384")
      case .p521: (521, "P-521")
      case .ed25519: (256, "ed25519")
      }
    #expect(key.publicKey.bits == expected.bits)
    switch key.publicKey.kind {
    case .rsa(_, let exponent): #expect(expected.kind == "rsa" && exponent == [1, 0, 1])
    case .ec(let curve): #expect(expected.kind == curve.name)
    default: #expect(expected.kind == "\(key.publicKey.kind)")
    }

    let pem = try key.encryptedPEM(passphrase: KeyMaterialTests.passphrase)
    #expect(pem.starts(with: "-----BEGIN ENCRYPTED PRIVATE KEY-----\n".utf8))
    #expect(try open(pem).publicKey == key.publicKey)
    let tool = try OpenSSLTool()
    let path = try tool.folder.write(pem, to: "key.pem")
    let publicKey = try tool.run(
      ["pkey", "-in", path, "-passin", KeyMaterialTests.passphraseArgument, "-pubout", "-outform", "DER"]
    ).stdout
    #expect(publicKey == key.publicKey.der)
  }

  @Test("are sealed with scrypt and AES-256-CBC under a fresh salt")
  func encryption() throws {
    let key = try KeyGenerator.make(.ed25519)
    let pems = try (0..<2).map { _ in try key.encryptedPEM(passphrase: KeyMaterialTests.passphrase) }
    #expect(pems[0] != pems[1])
    let der = try PEM.decodeSingle(pems[0], labels: ["ENCRYPTED PRIVATE KEY"])
    // id-scrypt (RFC 7914 7) and aes256-CBC-PAD.
    #expect(der.firstRange(of: [0x06, 0x09, 0x2B, 0x06, 0x01, 0x04, 0x01, 0xDA, 0x47, 0x04, 0x0B]) != nil)
    #expect(der.firstRange(of: [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2A]) != nil)
  }

  @Test("made twice differ")
  func distinct() throws {
    #expect(try KeyGenerator.make(.p256).publicKey != KeyGenerator.make(.p256).publicKey)
  }

  @Test(
    "do not open with another passphrase",
    arguments: ["", "x", "Correct horse battery staple", "correct horse battery staple\n"])
  func wrongPassphrase(passphrase: String) throws {
    let pem = try KeyGenerator.make(.p256).encryptedPEM(passphrase: KeyMaterialTests.passphrase)
    #expect(throws: KeyError.wrongPassphrase) { try open(pem, passphrase) }
  }

  @Test(
    "take any passphrase as it is: empty, with a zero octet, not UTF-8",
    arguments: [[], [0x61, 0x00, 0x62], [0xFF]] as [[UInt8]])
  func oddPassphrase(octets: [UInt8]) throws {
    let key = try KeyGenerator.make(.ed25519)
    let pem = try key.encryptedPEM(passphrase: SecretOctets(copying: octets))
    #expect(try KeyMaterial(pem: pem, passphrase: SecretOctets(copying: octets)).publicKey == key.publicKey)
    #expect(throws: KeyError.wrongPassphrase) {
      try KeyMaterial(pem: pem, passphrase: SecretOctets(copying: octets + [0x01]))
    }
  }

  @Test("that lie open are refused", .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"))
  func unencrypted() throws {
    let tool = try OpenSSLTool()
    for (kind, name) in [(OpenSSLTool.KeyKind.p256, "ec"), (.rsa2048, "rsa")] {
      let path = try tool.newKey(kind, named: name)
      #expect(throws: KeyError.unencrypted) { try open(try #require(tool.folder.contents(name + ".pem"))) }
      let traditional = try tool.run([name, "-in", path] + (name == "rsa" ? ["-traditional"] : [])).stdout
      #expect(throws: KeyError.unencrypted) { try open(traditional) }
    }
  }

  @Test(
    "of kinds that certmill does not sign with are refused",
    .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"))
  func unsupported() throws {
    let tool = try OpenSSLTool()
    for (kind, name) in [(OpenSSLTool.KeyKind.ed448, "ed448"), (.secp256k1, "secp256k1"), (.rsa2048, "rsa1024")] {
      let path = try tool.newKey(kind, named: name)
      if name == "rsa1024" {
        try tool.run(["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024", "-out", path])
      }
      let pem = try tool.run(
        ["pkcs8", "-topk8", "-v2", "aes-128-cbc", "-in", path, "-passout", KeyMaterialTests.passphraseArgument]
      ).stdout
      #expect(throws: KeyError.unsupportedAlgorithm, "\(name)") { try open(pem) }
    }
  }

  @Test("that openssl has encrypted open", .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"))
  func encryptedByOpenSSL() throws {
    let tool = try OpenSSLTool()
    let path = try tool.newKey(.p384, named: "key")
    let publicKey = try tool.publicKey(of: path)
    for options in [["-v2", "aes-256-cbc"], ["-scrypt"], ["-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512"]] {
      let pem = try tool.run(
        ["pkcs8", "-topk8", "-in", path, "-passout", KeyMaterialTests.passphraseArgument] + options
      ).stdout
      #expect(try open(pem).publicKey.der == publicKey)
    }
  }

  @Test("are not one whole block of encrypted PKCS#8 when they are cut, doubled or something else")
  func notPKCS8() throws {
    let pem = try KeyGenerator.make(.ed25519).encryptedPEM(passphrase: KeyMaterialTests.passphrase)
    for count in [0, 1, 20, 39, 60, 200, pem.count - 20, pem.count - 7] {
      #expect(throws: KeyError.notPKCS8PEM, "\(count) octets") { try open(Array(pem[..<count])) }
    }
    #expect(throws: KeyError.notPKCS8PEM) { try open(pem + pem) }
    #expect(throws: KeyError.notPKCS8PEM) { try open(PEM.encode([0x30, 0x00], label: "CERTIFICATE")) }
    #expect(throws: KeyError.notPKCS8PEM) { try open(PEM.encode([], label: "ENCRYPTED PRIVATE KEY")) }
    #expect(throws: KeyError.notPKCS8PEM) { try open(PEM.encode([0x30, 0x00], label: "ENCRYPTED PRIVATE KEY")) }
    let der = try PEM.decodeSingle(pem, labels: ["ENCRYPTED PRIVATE KEY"])
    for octets in [Array(der.dropLast()), Array(der.dropLast(40)), der + [0x00]] {
      #expect(throws: KeyError.notPKCS8PEM) { try open(PEM.encode(octets, label: "ENCRYPTED PRIVATE KEY")) }
    }
  }

  @Test("whose encrypted octets are changed do not open")
  func tampered() throws {
    let pem = try KeyGenerator.make(.p256).encryptedPEM(passphrase: KeyMaterialTests.passphrase)
    var der = try PEM.decodeSingle(pem, labels: ["ENCRYPTED PRIVATE KEY"])
    var outer = DERReader(der)
    var fields = try outer.enter(.sequence)
    _ = try fields.next(.sequence)
    // The first block: what comes out is no structure at all. A change of the last one may only break the key inside.
    der[try fields.next(.octetString).contents.lowerBound] ^= 0x01
    #expect(throws: KeyError.wrongPassphrase) { try open(PEM.encode(der, label: "ENCRYPTED PRIVATE KEY")) }
  }
}
