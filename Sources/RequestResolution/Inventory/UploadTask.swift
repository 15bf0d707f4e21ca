import PKIModel

/// A certificate that was signed elsewhere, to be taken into the ledger.
struct UploadTask: Sendable {
  /// In state `issued`, with its signature and of no RA profile.
  let certificate: CertificateRecord
  let fingerprint: [UInt8]
  /// As they are kept with the certificate: JSON members without braces; empty where there are none.
  let customAttributes: [UInt8]
  /// Where the request gives the certificate: JSON Pointer.
  let place: String
}
