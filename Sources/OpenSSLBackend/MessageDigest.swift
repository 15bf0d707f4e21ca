import COpenSSL

/// The digests that certmill makes; the raw value is OpenSSL's name.
package enum MessageDigest: String, Sendable {
  case sha1 = "SHA1"
  case sha256 = "SHA256"
  case sha384 = "SHA384"
  case sha512 = "SHA512"

  /// The digest of octets.
  package func of(_ octets: [UInt8]) -> [UInt8] {
    octets.withUnsafeBytes { of($0) }
  }

  /// The digest of octets in place.
  package func of(_ octets: UnsafeRawBufferPointer) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
      var size: UInt32 = 0
      let result = EVP_Digest(octets.baseAddress, octets.count, buffer.baseAddress, &size, implementation, nil)
      precondition(result == 1, "OpenSSL refuses \(rawValue): its default provider is not loaded")
      count = Int(size)
    }
  }

  // Fetched once: looking an implementation up costs more than digesting a small input.
  nonisolated(unsafe) private static let sha1Implementation = EVP_MD_fetch(nil, "SHA1", nil)
  nonisolated(unsafe) private static let sha256Implementation = EVP_MD_fetch(nil, "SHA256", nil)
  nonisolated(unsafe) private static let sha384Implementation = EVP_MD_fetch(nil, "SHA384", nil)
  nonisolated(unsafe) private static let sha512Implementation = EVP_MD_fetch(nil, "SHA512", nil)

  var implementation: OpaquePointer? {
    switch self {
    case .sha1: MessageDigest.sha1Implementation
    case .sha256: MessageDigest.sha256Implementation
    case .sha384: MessageDigest.sha384Implementation
    case .sha512: MessageDigest.sha512Implementation
    }
  }
}

/// SHA-256 of octets that come in pieces.
package final class IncrementalSHA256 {
  private let context: Owned<DigestContext>

  package init() throws(OpenSSLError) {
    context = try Owned(EVP_MD_CTX_new(), from: "EVP_MD_CTX_new")
    try succeed(EVP_DigestInit_ex(context.pointer, MessageDigest.sha256.implementation, nil), "EVP_DigestInit_ex")
  }

  /// Takes the next piece.
  package func update(_ octets: UnsafeRawBufferPointer) throws(OpenSSLError) {
    try succeed(EVP_DigestUpdate(context.pointer, octets.baseAddress, octets.count), "EVP_DigestUpdate")
  }

  /// The digest of everything so far; nothing may follow.
  package func finish() throws(OpenSSLError) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    try succeed(EVP_DigestFinal_ex(context.pointer, &digest, nil), "EVP_DigestFinal_ex")
    return digest
  }
}
