import Configuration
import Diagnostics
import FilePublishing
import IssuanceLedger
package import OpenSSLBackend
package import PKIModel

/// Makes a home with a working authority: a root CA, an issuing CA under it, profiles and an empty ledger.
package struct HomeInitialization {
  /// How long the default authority's certificates are valid, in days.
  private static let rootDays: Int64 = 7300
  /// Longer than the ten years of the device profile, whose certificates would otherwise be shortened from the first.
  private static let issuingDays: Int64 = 5475

  private let algorithm: KeyAlgorithm
  private let organization: String
  private let now: UTCInstant

  /// - Parameters:
  ///   - algorithm: Of both CAs' keys.
  ///   - organization: Stands in both CAs' names.
  package init(algorithm: KeyAlgorithm, organization: String, now: UTCInstant) {
    self.algorithm = algorithm
    self.organization = organization
    self.now = now
  }

  /// Makes the home; it stands there whole or not at all, and nothing that is there is touched.
  package func make(at path: String, passphrase: SecretOctets) throws(RunProblem) {
    let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard !FileReading.exists(path) else {
      throw RunProblem(.usage, "\(path): there is something already; name a folder that does not exist")
    }
    let draft = "\(path).\(Hex.encode(try RunProblem.translating { try RandomSource.octets(4) })).part"
    try RunProblem.translating {
      do {
        try fill(draft, passphrase)
        try FileTree.rename(draft, to: path)
      } catch {
        FileTree.remove(draft)
        throw error
      }
    }
  }

  private func fill(_ path: String, _ passphrase: SecretOctets) throws {
    let root = try CA(commonName: "\(organization) Root CA", algorithm: algorithm)
    let issuing = try CA(commonName: "\(organization) Issuing CA", algorithm: algorithm)
    let rootCertificate = try certificate(of: root, by: root, days: HomeInitialization.rootDays, pathLength: nil)
    let issuingCertificate = try certificate(of: issuing, by: root, days: HomeInitialization.issuingDays, pathLength: 0)

    let folder = try OutputFolder(path)
    try FileTree.makePrivateFolder(path + "/keys")
    try folder.write(issuing.key.encryptedPEM(passphrase: passphrase), to: DefaultHome.keyPath, mode: .ownerOnly)
    try folder.write(root.key.encryptedPEM(passphrase: passphrase), to: DefaultHome.rootKeyPath, mode: .ownerOnly)
    let chain = [issuingCertificate, rootCertificate].flatMap { PEM.encode($0, label: "CERTIFICATE") }
    try folder.write(chain, to: DefaultHome.chainPath)
    for file in DefaultHome.files(authority: try uuid(), profiles: try (0..<3).map { _ in try uuid() }) {
      try folder.write(file.octets, to: file.path)
    }
    try folder.flush()
    try Ledger.create(at: path + "/" + Home.ledgerName).checkpoint()
  }

  private func uuid() throws -> UniqueID {
    guard let uuid = UniqueID(random: try RandomSource.octets(16)) else {
      throw RunProblem(.internalError, "no UUID could be made")
    }
    return uuid
  }

  private struct CA {
    let name: String
    let key: KeyMaterial
    let keyIdentifier: [UInt8]

    init(commonName: String, algorithm: KeyAlgorithm) throws {
      name = commonName
      key = try KeyGenerator.make(algorithm)
      keyIdentifier = MessageDigest.sha1.of(key.publicKey.keyOctets)
    }
  }

  private func certificate(of subject: CA, by issuer: CA, days: Int64, pathLength: Int?) throws -> [UInt8] {
    guard let serial = SerialNumber(issuedAt: now, random: try RandomSource.octets(16)),
      let notAfter = now.adding(seconds: days * 86_400 - 1),
      let validity = Validity(notBefore: now, notAfter: notAfter)
    else { throw RunProblem(.inputOutput, "the clock says \(now), which no certificate can hold") }
    let tbs = TBSCertificate(
      serialNumber: serial, signatureAlgorithm: issuer.key.signatureAlgorithm, issuer: try name(of: issuer),
      validity: validity, subject: try name(of: subject), publicKey: subject.key.publicKey,
      extensions: [
        .subjectKeyIdentifier(subject.keyIdentifier), .authorityKeyIdentifier(issuer.keyIdentifier),
        .basicConstraints(isCA: true, pathLength: pathLength),
        KeyUsage([.keyCertSign, .cRLSign]).asExtension,
      ]
    ).der
    let signature = try issuer.key.makeSigner().sign(tbs)
    return SignedStructure.der(signed: tbs, algorithm: issuer.key.signatureAlgorithm, signature: signature)
  }

  private func name(of ca: CA) throws -> DistinguishedName {
    let attributes = [("organization", organization), ("commonName", ca.name)]
    return DistinguishedName(
      try attributes.map { type, text in
        guard let type = AttributeType.named(type), text.unicodeScalars.count <= type.maxLength,
          let attribute = NamingAttribute(type: type.oid, text: text)
        else { throw RunProblem(.usage, "the name \"\(text)\" is too long or holds characters that a name cannot") }
        return RelativeDistinguishedName(attribute)
      })
  }
}
