import PKIModel
import Synchronization

/// Serial numbers from OpenSSL's generator, which is asked for those of many certificates at once: a call costs as much
/// as a thousand octets.
package final class RandomSerialNumbers: SerialNumberSource {
  private static let size = 16
  private static let supply = 256 * size

  /// Octets that were drawn and belong to nobody yet.
  private let drawn = Mutex<[UInt8]>([])

  package init() {}

  package func randomOctets(forRequest id: String, attempt: Int) throws -> [UInt8] {
    try drawn.withLock { octets in
      if octets.isEmpty { octets = try RandomSource.octets(RandomSerialNumbers.supply) }
      defer { octets.removeLast(RandomSerialNumbers.size) }
      return Array(octets.suffix(RandomSerialNumbers.size))
    }
  }
}
