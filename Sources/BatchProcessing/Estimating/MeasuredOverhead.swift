import PKIModel

/// What a run costs beyond the two operations of OpenSSL, as it was measured; `certmill-bench overhead` measures it
/// anew.
///
/// Work of the processor is counted in pairs: the time that verifying one P-256 signature and making one takes on one
/// core of the same machine, so that it holds on faster and slower machines alike.
struct MeasuredOverhead: Sendable {
  /// The lanes' own work for each certificate, in pairs.
  let lanePairs: Double
  /// The work for each certificate of the one thread that keeps the order and writes the ledger, in pairs.
  let orderPairs: Double
  /// From the start of the program to the first signature, and from the last to the end, in seconds.
  let startSeconds: Double
  /// Writing a folder of files for one certificate, on one core, in pairs; large files cost next to nothing.
  ///
  /// Between 2 and 16 on one disk: a file system is slow for a while where many files were removed.
  let folderPairs: Double
  /// The most memory that a run holds, pages of files not counted, and what each lane adds to it; the number of
  /// requests adds next to nothing.
  let memoryOctets: Int
  let memoryOctetsPerLane: Int

  /// Measured on two cores with OpenSSL 3.0.19.
  static let measured = MeasuredOverhead(
    lanePairs: 0.54, orderPairs: 0.22, startSeconds: 0.1, folderPairs: 14, memoryOctets: 48_000_000,
    memoryOctetsPerLane: 9_000_000)

  /// Octets in the ledger for each certificate, its indexes among them.
  func ledgerOctets(certificate: Int) -> Int { 800 + certificate }

  /// Octets in large files for each certificate: in its result and in the bundle, both in base64.
  func bundleOctets(certificate: Int) -> Int { 770 + certificate * 8 / 3 }

  /// Octets on disk for a certificate's own folder: seven files and the folder, in blocks of 4 KiB, and its result.
  func folderOctets(certificate: Int) -> Int { 8 * 4096 + 770 + certificate * 4 / 3 }
}

extension KeyAlgorithm {
  /// The usual size of a certificate for a key of this kind, signed with an authority's key.
  func certificateOctets(authority: KeyAlgorithm) -> Int { 370 + publicKeyOctets + authority.signatureOctets }

  private var publicKeyOctets: Int {
    switch self {
    case .rsa2048: 294
    case .rsa3072: 422
    case .rsa4096: 550
    case .p256: 91
    case .p384: 120
    case .p521: 158
    case .ed25519: 44
    }
  }

  private var signatureOctets: Int {
    switch self {
    case .rsa2048: 256
    case .rsa3072: 384
    case .rsa4096: 512
    case .p256: 72
    case .p384: 104
    case .p521: 139
    case .ed25519: 64
    }
  }
}
