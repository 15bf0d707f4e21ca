import CMultiBufferShims

/// Intel's Multi-Buffer Crypto library (crypto_mb), which does eight public-key operations at once on processors with
/// AVX512-IFMA.
///
/// certmill lets it verify, and nothing else: no secret goes through it, and what it does not find good is verified by
/// OpenSSL. Whether it takes the same time for all keys does not matter then.
package struct MultiBufferLibrary: Sendable {
  /// Operations that are done at once.
  static let lanes = 8

  /// Loads the library, once for the process, and has it tell good signatures from bad ones.
  package init() throws(MultiBufferProblem) {
    switch MultiBufferLibrary.state {
    case CMULTIBUFFER_READY: break
    case CMULTIBUFFER_NOT_APPLICABLE: throw .notApplicable
    default: throw .notFound
    }
    guard KnownSignatures.areTold(by: MultiBufferVerifier(self)) else { throw .wrongAnswers }
  }

  private static let state = cmultibuffer_load()
}

/// Why several proofs cannot be verified at once.
package enum MultiBufferProblem: Error, Hashable, Sendable {
  case notFound
  case notApplicable
  case wrongAnswers

  /// One line for people.
  package var text: String {
    switch self {
    case .notFound: "libcrypto_mb.so.11 is not installed (Debian 13: apt install libcrypto-mb11)"
    case .notApplicable: "libcrypto_mb.so.11 needs a processor with AVX512-IFMA, which this one is not"
    case .wrongAnswers: "libcrypto_mb.so.11 does not tell good signatures from bad ones on this processor"
    }
  }
}
