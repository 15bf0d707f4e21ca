import ArgumentParser

/// How proofs of possession are verified.
struct ProofOptions: ParsableArguments {
  @Flag(
    help: """
      Verify proofs of possession of P-256 keys eight at a time, with Intel's crypto_mb (libcrypto_mb.so.11) on a \
      processor with AVX512-IFMA; what it does not find good is verified by OpenSSL.
      """)
  var multiBuffer = false
}
