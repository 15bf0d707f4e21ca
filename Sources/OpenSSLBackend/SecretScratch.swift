import COpenSSL

/// Octets that secrets are worked on in, overwritten when the last reference goes; not shared between threads.
final class SecretScratch {
  let start: UnsafeMutablePointer<UInt8>
  private let count: Int

  /// - Parameter alignment: What the address is a multiple of.
  init(_ count: Int, alignment: Int = 16) {
    start = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: alignment).bindMemory(
      to: UInt8.self, capacity: count)
    self.count = count
  }

  deinit {
    forget()
    UnsafeMutableRawPointer(start).deallocate()
  }

  /// Overwrites what is there.
  func forget() { OPENSSL_cleanse(start, count) }
}
