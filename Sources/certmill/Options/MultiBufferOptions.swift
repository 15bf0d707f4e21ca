import ArgumentParser

/// What works on several keys or messages at once.
struct MultiBufferOptions: ParsableArguments {
  @Flag(
    help: """
      Let Intel's crypto_mb (libcrypto_mb.so.11), on a processor with AVX512-IFMA, verify proofs of possession of P-256 \
      keys and sign certificates with P-256, P-384 and RSA keys, eight at a time; OpenSSL does the rest.
      """)
  var multiBuffer = false
}
