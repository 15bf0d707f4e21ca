import COpenSSL

/// Octets that are overwritten when the last reference goes, and that print as nothing.
package final class SecretOctets: Sendable, CustomStringConvertible {
  // Written only in `init`; afterwards every thread only reads.
  nonisolated(unsafe) private let storage: UnsafeMutableRawBufferPointer

  /// Allocates and lets the closure fill the octets; `fill` returns how many of them count.
  package init(capacity: Int, fill: (UnsafeMutableRawBufferPointer) -> Int) {
    storage = .allocate(byteCount: max(1, capacity), alignment: 16)
    count = fill(storage)
  }

  /// Copies octets; overwriting the original is the caller's duty.
  package convenience init(copying octets: some Collection<UInt8>) {
    self.init(capacity: octets.count) { storage in
      storage.copyBytes(from: octets)
      return octets.count
    }
  }

  deinit {
    OPENSSL_cleanse(storage.baseAddress, storage.count)
    storage.deallocate()
  }

  /// The number of octets.
  package let count: Int

  package var description: String { "<redacted>" }

  /// Reads the octets in place.
  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    body(UnsafeRawBufferPointer(rebasing: storage[0..<count]))
  }
}

/// Whether two octet strings are equal, in time that depends only on their lengths.
package func constantTimeEquals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}
