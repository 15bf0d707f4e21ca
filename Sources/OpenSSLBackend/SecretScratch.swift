import COpenSSL

/// Octets that secrets are worked on in, overwritten when the last reference goes; not shared between threads.
final class SecretScratch {
  let octets: UnsafeMutableRawBufferPointer

  /// - Parameter alignment: What the address is a multiple of.
  init(_ count: Int, alignment: Int = 16) {
    octets = .allocate(byteCount: count, alignment: alignment)
  }

  deinit {
    forget()
    octets.deallocate()
  }

  /// The octets from a place on.
  func start(_ place: Int = 0) -> UnsafeMutablePointer<UInt8>? {
    octets.baseAddress?.advanced(by: place).assumingMemoryBound(to: UInt8.self)
  }

  /// Overwrites what is there.
  func forget() { OPENSSL_cleanse(octets.baseAddress, octets.count) }
}
