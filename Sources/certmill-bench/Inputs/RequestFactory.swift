import DERCoding
import Foundation
import OpenSSLBackend
import PKIModel

/// Makes certificate requests of devices, each with a name of its own, from a pool of P-256 keys.
struct RequestFactory {
  /// Making a key costs more than making a request; certmill keeps nothing by key, so a pool is as good.
  private static let keys = 200

  private let pool: [(key: KeyMaterial, signer: LaneSigner)]

  init() throws {
    pool = try (0..<RequestFactory.keys).map { _ in
      let key = try KeyGenerator.make(.p256)
      return (key, try key.makeSigner())
    }
  }

  /// Writes a JSON Lines manifest with that many requests.
  func writeManifest(count: Int, to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
    else { throw BenchProblem("cannot write \(path)") }
    defer { try? file.close() }
    var text = Array(#"{"manifestVersion":1,"batchId":"bench","defaults":{"raProfileName":"device"}}"#.utf8) + [0x0A]
    for index in 0..<count {
      text += Array(#"{"id":"d-\#(index)","operation":"issueCertificate","body":{"request":""#.utf8)
      text += Base64.encode(try request(index))
      text += Array(#"","format":"pkcs10","attributes":[]}}"#.utf8) + [0x0A]
      if text.count > 1 << 20 {
        try file.write(contentsOf: Data(text))
        text.removeAll(keepingCapacity: true)
      }
    }
    try file.write(contentsOf: Data(text))
  }

  /// One request, PKCS#10.
  func request(_ index: Int) throws -> [UInt8] {
    let (key, signer) = pool[index % pool.count]
    var info = DERWriter(capacity: 512)
    info.sequence {
      $0.integer(0)
      $0.raw(subject(index).der)
      $0.raw(key.publicKey.der)
      $0.constructed(.contextConstructed(0)) {
        $0.sequence {
          OID.extensionRequest.write(to: &$0)
          $0.constructed(.set) {
            $0.sequence {
              CertificateExtension.subjectAltName([.dNSName("d\(index).devices.example.org")], isCritical: false)
                .write(to: &$0)
            }
          }
        }
      }
    }
    return SignedStructure.der(
      signed: info.bytes, algorithm: key.signatureAlgorithm, signature: try signer.sign(info.bytes))
  }

  private func subject(_ index: Int) -> DistinguishedName {
    let parts = [("country", "DE"), ("organization", "Example Devices"), ("commonName", "device-\(index)")]
    return DistinguishedName(
      parts.compactMap { name, text in
        AttributeType.named(name).flatMap { NamingAttribute(type: $0.oid, text: text) }
          .map { RelativeDistinguishedName($0) }
      })
  }
}
