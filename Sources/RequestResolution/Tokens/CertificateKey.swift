import DocumentModel

/// What the API shows of a certificate's private key.
package struct CertificateKey: Sendable {
  /// Nil where no token has the key.
  let detail: KeyDetail?

  /// Members of CertificateDetailDto.
  func write(to writer: inout JSONWriter) {
    writer.member("privateKeyAvailability", detail?.isAvailable ?? false)
    if let detail { writer.member("key") { detail.write(to: &$0) } }
  }
}
