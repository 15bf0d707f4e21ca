import CMultiBufferShims

/// Intel's Multi-Buffer Crypto library (crypto_mb), which does eight public-key operations at once on processors with
/// AVX512-IFMA.
///
/// What it does not do, or not find good, is done by OpenSSL.
package struct MultiBufferLibrary: Sendable {
  /// Operations that are done at once.
  package static let lanes = 8
  /// With fewer than these, OpenSSL alone is as quick.
  private static let fewest = 4

  /// Loads the library, once for the process, and has it tell good signatures from bad ones, and make some.
  package init() throws(MultiBufferProblem) {
    switch MultiBufferLibrary.state {
    case CMULTIBUFFER_READY: break
    case CMULTIBUFFER_NOT_APPLICABLE: throw .notApplicable
    default: throw .notFound
    }
    guard KnownSignatures.areTold(by: MultiBufferVerifier(self)), KnownSignatures.areMade else { throw .wrongAnswers }
  }

  /// Those of so many operations that are done together; what is left over at the end is in none of the ranges.
  static func groups(of count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: lanes).map { $0..<min($0 + lanes, count) }.filter { $0.count >= fewest }
  }

  private static let state = cmultibuffer_load()
}

/// Why there is nothing to do several operations at once.
package enum MultiBufferProblem: Error, Hashable, Sendable {
  case notFound
  case notApplicable
  case wrongAnswers

  /// One line for people.
  package var text: String {
    switch self {
    case .notFound: "libcrypto_mb.so.11 is not installed (Debian 13: apt install libcrypto-mb11)"
    case .notApplicable: "libcrypto_mb.so.11 needs a processor with AVX512-IFMA, which this one is not"
    case .wrongAnswers: "libcrypto_mb.so.11 gives wrong answers on this processor"
    }
  }
}
