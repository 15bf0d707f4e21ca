import COpenSSL

/// Makes many digests of one kind with one context; not shared between threads.
///
/// Setting a context up costs as much as digesting a request.
package final class Digester {
  private let digest: MessageDigest
  private let context: Owned<DigestContext>

  package init(_ digest: MessageDigest) throws(OpenSSLError) {
    self.digest = digest
    context = try Owned(EVP_MD_CTX_new(), from: "EVP_MD_CTX_new")
  }

  /// The digest of octets.
  package func digest(of octets: [UInt8]) -> [UInt8] { octets.withUnsafeBytes { digest(of: $0) } }

  /// The digest of octets in place.
  package func digest(of octets: UnsafeRawBufferPointer) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
      var size: UInt32 = 0
      let isMade =
        EVP_DigestInit_ex(context.pointer, digest.implementation, nil) == 1
        && EVP_DigestUpdate(context.pointer, octets.baseAddress, octets.count) == 1
        && EVP_DigestFinal_ex(context.pointer, buffer.baseAddress, &size) == 1
      precondition(isMade, "OpenSSL refuses \(digest.rawValue): its default provider is not loaded")
      count = Int(size)
    }
  }
}
