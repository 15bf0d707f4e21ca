import COpenSSL

/// Random octets from OpenSSL's generator, drawn in blocks because each draw has a fixed cost.
///
/// It cannot be copied: a copy would give the rest of the block a second time.
package struct RandomSource: ~Copyable {
  private var block: [UInt8] = []
  private var used = 0

  package init() {}

  /// That many octets, at most 1024.
  package mutating func octets(_ count: Int) throws(OpenSSLError) -> [UInt8] {
    if used + count > block.count {
      block = [UInt8](repeating: 0, count: 1024)
      try succeed(RAND_bytes(&block, Int32(block.count)), "RAND_bytes")
      used = 0
    }
    defer { used += count }
    return Array(block[used..<used + count])
  }
}
