import DERCoding
import PKIModel

/// Puts CRMF requests together field by field, so that each field can be wrong; nothing is signed.
struct MessageParts {
  /// CertTemplate's fields in their order, each with its tag.
  var templateFields: [[UInt8]] = [MessageParts.subject("CN=a"), MessageParts.key]
  var requestID: [UInt8] = [0x02, 0x01, 0x00]
  var controls: [UInt8] = []
  var behindControls: [UInt8] = []
  var proof: [UInt8] = MessageParts.signature()
  var registrationInformation: [UInt8] = []
  var behindMessage: [UInt8] = []
  var count = 1

  var der: [UInt8] {
    let message = MessageParts.sequence {
      $0.raw(request)
      $0.raw(proof + registrationInformation + behindMessage)
    }
    return MessageParts.sequence { for _ in 0..<count { $0.raw(message) } }
  }

  /// CertRequest.
  var request: [UInt8] {
    MessageParts.sequence {
      $0.raw(requestID)
      $0.raw(MessageParts.sequence { $0.raw(templateFields.flatMap(\.self)) })
      $0.raw(controls + behindControls)
    }
  }

  /// SubjectPublicKeyInfo of an Ed25519 key.
  static let publicKey: [UInt8] =
    [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00] + [UInt8](repeating: 0x11, count: 32)
  /// publicKey, [6] IMPLICIT.
  static let key: [UInt8] = [0xA6] + publicKey.dropFirst()
  static let algorithm: [UInt8] = [0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70]

  /// subject, [5] EXPLICIT.
  static func subject(_ text: String) -> [UInt8] { tagged(5, name(text)) }

  /// extensions, [9] IMPLICIT.
  static func extensions(_ extensions: CertificateExtension...) -> [UInt8] {
    element(.contextConstructed(9)) { for next in extensions { next.write(to: &$0) } }
  }

  /// POPOSigningKey, [1] IMPLICIT.
  static func signature(input: [UInt8] = []) -> [UInt8] {
    tagged(1, input + algorithm + [0x03, 0x03, 0x00, 0xAA, 0xBB])
  }

  /// POPOSigningKeyInput, [0] IMPLICIT.
  static func input(_ authentication: [UInt8], key: [UInt8] = publicKey) -> [UInt8] { tagged(0, authentication + key) }

  /// AttributeTypeAndValue.
  static func control(_ type: OID, _ value: [UInt8]) -> [UInt8] {
    sequence {
      type.write(to: &$0)
      $0.raw(value)
    }
  }

  static func name(_ text: String) -> [UInt8] { (try? DistinguishedName(text: text).der) ?? [] }

  static func tagged(_ number: UInt8, _ contents: [UInt8]) -> [UInt8] {
    element(.contextConstructed(number)) { $0.raw(contents) }
  }

  static func sequence(_ body: (inout DERWriter) -> Void) -> [UInt8] { element(.sequence, body) }

  private static func element(_ tag: DERTag, _ body: (inout DERWriter) -> Void) -> [UInt8] {
    var writer = DERWriter()
    writer.constructed(tag, body)
    return writer.bytes
  }
}
