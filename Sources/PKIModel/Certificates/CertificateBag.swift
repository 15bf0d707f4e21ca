import DERCoding

/// A PKCS#7 SignedData without signers that carries certificates (RFC 5652 5.1, "certs-only").
package enum CertificateBag {
  /// The DER of a bag; the SET of certificates is in DER order, which the `openssl` command does not give.
  package static func der(_ certificates: [[UInt8]]) -> [UInt8] {
    var writer = DERWriter(capacity: certificates.reduce(96) { $0 + $1.count })
    writer.sequence {
      OID.signedData.write(to: &$0)
      $0.constructed(.contextConstructed(0)) {
        $0.sequence {
          $0.integer(1)
          $0.constructed(.set) { _ in }
          $0.sequence { OID.data.write(to: &$0) }
          $0.constructed(.contextConstructed(0)) {
            for certificate in certificates.sorted(by: { $0.lexicographicallyPrecedes($1) }) { $0.raw(certificate) }
          }
          $0.constructed(.set) { _ in }
        }
      }
    }
    return writer.bytes
  }
}
