import DERCoding
import PKIModel
import TestSupport
import Testing

/// CRMF requests of the table for the subject of the request `plain`, each by one of two keys; OpenSSL signs them.
struct ConformanceUpdates {
  let tool: OpenSSLTool
  /// Paths of Ed25519 keys by their names.
  let keys: [String: String]
  let subject: DistinguishedName

  /// A request, DER.
  ///
  /// - Parameter certificate: The one that the control oldCertID names (RFC 4211 6.5), DER.
  func request(key name: String, updating certificate: [UInt8]? = nil) throws -> [UInt8] {
    let key = try #require(keys[name])
    let publicKey = try tool.publicKey(of: key)
    let old = try certificate.map { try Certificate(der: $0).tbs }
    let request = sequence {
      $0.integer(0)
      $0.sequence {
        $0.constructed(.contextConstructed(5)) { $0.raw(subject.der) }
        $0.raw([0xA6] + publicKey.dropFirst())
      }
      if let old { write(old, to: &$0) }
    }
    let signature = try tool.sign(request, key: key, digest: nil)
    return sequence {
      $0.sequence {
        $0.raw(request)
        $0.constructed(.contextConstructed(1)) {
          AlgorithmIdentifier(.ed25519).write(to: &$0)
          $0.bitString(signature)
        }
      }
    }
  }

  /// Controls with nothing but the CertId of a certificate.
  private func write(_ certificate: Certificate.TBSFields, to writer: inout DERWriter) {
    writer.sequence {
      $0.sequence {
        OID.oldCertID.write(to: &$0)
        $0.sequence {
          GeneralName.directoryName(certificate.issuer).write(to: &$0)
          $0.positiveInteger(certificate.serialNumber.magnitude)
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
