import OpenSSLBackend
import PKIModel
import Testing

/// A certificate that certmill has no record of, part by part, so that each part can be wrong.
struct ElsewhereCertificate {
  var serialNumber: [UInt8] = [0x51, 0x01]
  var issuer = "CN=Issuing CA,O=Example"
  var subject = "CN=old.example"
  /// Who signs: the desk's authority unless said otherwise.
  var signer: Result<KeyMaterial, KeyError> = SigningKeys.authority
  var isCA = false
  /// Another algorithm than that in the signed part.
  var statedAlgorithm: AlgorithmIdentifier?

  func der() throws -> [UInt8] {
    let key = try signer.get()
    let tbs = TBSCertificate(
      serialNumber: try #require(SerialNumber(magnitude: serialNumber)), signatureAlgorithm: key.signatureAlgorithm,
      issuer: try DistinguishedName(text: issuer),
      validity: try #require(
        Validity(notBefore: Desk.founding, notAfter: UTCInstant(seconds: Desk.founding.seconds + 90 * Desk.day))),
      subject: try DistinguishedName(text: subject), publicKey: try SigningKeys.ed25519.get().publicKey,
      extensions: [.basicConstraints(isCA: isCA)]
    ).der
    return SignedStructure.der(
      signed: tbs, algorithm: statedAlgorithm ?? key.signatureAlgorithm, signature: try key.makeSigner().sign(tbs))
  }

  func base64() throws -> String { String(decoding: Base64.encode(try der()), as: UTF8.self) }

  func fingerprint() throws -> String { Hex.encode(MessageDigest.sha256.of(try der())) }

  /// An uploadCertificate of it.
  func upload(id: String = "u") throws -> String { ElsewhereCertificate.upload(try base64(), id: id) }

  /// An uploadCertificate of whatever the text is; `members` follow the body.
  static func upload(_ text: String, id: String = "u", _ members: String...) -> String {
    let escaped = text.replacing("\n", with: "\\n")
    let all = [#""id":"\#(id)","operation":"uploadCertificate","body":{"certificate":"\#(escaped)"}"#] + members
    return "{" + all.joined(separator: ",") + "}"
  }
}
