import DERCoding
import OpenSSLBackend
import PKIModel

/// A certificate request, part by part, so that each part can be wrong.
struct RequestParts {
  var subject: DistinguishedName
  var key: Result<KeyMaterial, KeyError> = SigningKeys.ed25519
  /// Another public key than that of the key that signs, DER.
  var foreignKey: [UInt8]?
  var extensions: [CertificateExtension] = []
  var otherAttributes: [OID] = []
  /// Another algorithm than that of the signature.
  var statedAlgorithm: AlgorithmIdentifier?

  init(_ subject: String = "CN=www.example", _ altNames: [GeneralName] = []) throws {
    self.subject = try DistinguishedName(text: subject)
    if !altNames.isEmpty { extensions = [.subjectAltName(altNames, isCritical: false)] }
  }

  func der() throws -> [UInt8] {
    let key = try key.get()
    var info = DERWriter()
    info.sequence {
      $0.integer(0)
      $0.raw(subject.der)
      $0.raw(foreignKey ?? key.publicKey.der)
      $0.constructed(.contextConstructed(0)) { $0.raw(attributes.flatMap(\.self)) }
    }
    return SignedStructure.der(
      signed: info.bytes, algorithm: statedAlgorithm ?? key.signatureAlgorithm,
      signature: try key.makeSigner().sign(info.bytes))
  }

  func base64() throws -> String { String(decoding: Base64.encode(try der()), as: UTF8.self) }

  /// A SET OF is in the order of its encodings (X.690 11.6).
  private var attributes: [[UInt8]] {
    var all = otherAttributes.map { RequestParts.attribute($0) { $0.element(.utf8String, [0x78]) } }
    if !extensions.isEmpty {
      all.append(
        RequestParts.attribute(.extensionRequest) { writer in
          writer.sequence { for next in extensions { next.write(to: &$0) } }
        })
    }
    return all.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func attribute(_ type: OID, _ value: (inout DERWriter) -> Void) -> [UInt8] {
    var writer = DERWriter()
    writer.sequence {
      type.write(to: &$0)
      $0.constructed(.set, value)
    }
    return writer.bytes
  }
}
