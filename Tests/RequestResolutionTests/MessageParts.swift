import DERCoding
import OpenSSLBackend
import PKIModel

/// A CRMF request, part by part, so that each part can be wrong.
struct MessageParts {
  /// How possession is proved.
  enum Proof {
    case signature
    /// A signature over POPOSigningKeyInput with this authentication and this key; nil for the template's.
    case input(authentication: [UInt8], key: [UInt8]?)
    /// Whole octets.
    case octets([UInt8])
  }

  /// sender, a DNS name.
  static let sender: [UInt8] = [0xA0, 0x03, 0x82, 0x01, 0x61]
  /// publicKeyMAC.
  static let secret: [UInt8] = [0x30, 0x0B, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x02, 0x00, 0xFF]

  var subject: DistinguishedName?
  var key: Result<KeyMaterial, KeyError> = SigningKeys.ed25519
  /// Another public key than that of the key that signs, DER.
  var foreignKey: [UInt8]?
  var extensions: [CertificateExtension] = []
  /// Fields in front of subject and key, each with its tag.
  var otherFields: [UInt8] = []
  var controls: [(type: OID, value: [UInt8])] = []
  var information: [(type: OID, value: [UInt8])] = []
  var proof = Proof.signature

  init(_ subject: String? = "CN=www.example", _ altNames: [GeneralName] = []) throws {
    self.subject = try subject.map { (text) throws(DistinguishedName.TextError) in try DistinguishedName(text: text) }
    if !altNames.isEmpty { extensions = [.subjectAltName(altNames, isCritical: false)] }
  }

  func der() throws -> [UInt8] {
    let request = try request()
    let proof = try proofOctets(request)
    return sequence {
      $0.sequence {
        $0.raw(request + proof)
        write(information, to: &$0)
      }
    }
  }

  func base64() throws -> String { String(decoding: Base64.encode(try der()), as: UTF8.self) }

  private func request() throws -> [UInt8] {
    let publicKey = try foreignKey ?? key.get().publicKey.der
    return sequence {
      $0.integer(7)
      $0.sequence {
        $0.raw(otherFields)
        if let subject { $0.constructed(.contextConstructed(5)) { $0.raw(subject.der) } }
        $0.raw([0xA6] + publicKey.dropFirst())
        if !extensions.isEmpty {
          $0.constructed(.contextConstructed(9)) { for next in extensions { next.write(to: &$0) } }
        }
      }
      write(controls, to: &$0)
    }
  }

  private func proofOctets(_ request: [UInt8]) throws -> [UInt8] {
    switch proof {
    case .octets(let octets): return octets
    case .signature: return try signature(over: request, input: nil)
    case .input(let authentication, let other):
      let key = try other ?? key.get().publicKey.der
      let input = sequence { $0.raw(authentication + key) }
      return try signature(over: input, input: [0xA0] + input.dropFirst())
    }
  }

  private func signature(over message: [UInt8], input: [UInt8]?) throws -> [UInt8] {
    let key = try key.get()
    let signature = try key.makeSigner().sign(message)
    var writer = DERWriter()
    writer.constructed(.contextConstructed(1)) {
      if let input { $0.raw(input) }
      key.signatureAlgorithm.write(to: &$0)
      $0.bitString(signature)
    }
    return writer.bytes
  }

  private func write(_ controls: [(type: OID, value: [UInt8])], to writer: inout DERWriter) {
    guard !controls.isEmpty else { return }
    writer.sequence {
      for control in controls {
        $0.sequence {
          control.type.write(to: &$0)
          $0.raw(control.value)
        }
      }
    }
  }

  private func sequence(_ body: (inout DERWriter) -> Void) -> [UInt8] {
    var writer = DERWriter()
    writer.sequence(body)
    return writer.bytes
  }
}
