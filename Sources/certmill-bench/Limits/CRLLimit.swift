import DERCoding
import Foundation
import OpenSSLBackend
import PKIModel

/// What a CRL of many entries costs at the least, as a program in C would make it: open the encrypted key, sort the serial
/// numbers, copy each into an entry that is otherwise the same, sign the whole, write it.
struct CRLLimit {
  /// A serial number as it is sorted: 20 octets, the most significant first.
  private struct Serial: Comparable {
    var high: UInt32
    var middle: UInt64
    var low: UInt64

    static func random(using generator: inout SystemRandomNumberGenerator) -> Serial {
      Serial(high: generator.next() & 0x3FFF_FFFF | 0x4000_0000, middle: generator.next(), low: generator.next())
    }

    static func < (left: Serial, right: Serial) -> Bool {
      left.high != right.high
        ? left.high < right.high
        : left.middle != right.middle ? left.middle < right.middle : left.low < right.low
    }

    func write(to target: UnsafeMutableRawPointer) {
      target.storeBytes(of: high.bigEndian, as: UInt32.self)
      target.storeBytes(of: middle.bigEndian, toByteOffset: 4, as: UInt64.self)
      target.storeBytes(of: low.bigEndian, toByteOffset: 12, as: UInt64.self)
    }
  }

  private static let serialOctets = 20
  /// The serial number stands behind the headers of SEQUENCE and INTEGER.
  private static let serialOffset = 4

  private let serials: [Serial]
  /// The encrypted key, and what opens it.
  private let key: [UInt8]
  private let passphrase: SecretOctets
  private let now = UTCInstant(seconds: Int64(Date().timeIntervalSince1970))

  /// - Parameters:
  ///   - key: An authority's key, encrypted PKCS#8 in PEM.
  ///   - passphraseFile: A line with what opens it.
  init(entryCount: Int, key: String, passphraseFile: String) throws {
    var generator = SystemRandomNumberGenerator()
    serials = (0..<entryCount).map { _ in Serial.random(using: &generator) }
    self.key = [UInt8](try Data(contentsOf: URL(fileURLWithPath: key)))
    passphrase = SecretOctets(copying: try Data(contentsOf: URL(fileURLWithPath: passphraseFile)).prefix { $0 != 0x0A })
  }

  /// Makes the list and writes it; returns the seconds.
  func seconds(writingTo path: String) throws -> Double {
    let clock = ContinuousClock()
    let begun = clock.now
    let key = try KeyMaterial(pem: key, passphrase: passphrase)
    let signer = try key.makeSigner()
    let signed = try signedOctets(key.signatureAlgorithm)
    let list = SignedStructure.der(
      signed: signed, algorithm: key.signatureAlgorithm, signature: try signer.sign(signed))
    try Data(list).write(to: URL(fileURLWithPath: path))
    let seconds = begun.duration(to: clock.now) / .seconds(1)
    let entries = try CertificateList(der: list).entries.count
    guard entries == serials.count else { throw BenchProblem("the limit's CRL has \(entries) entries") }
    return seconds
  }

  private func signedOctets(_ algorithm: AlgorithmIdentifier) throws -> [UInt8] {
    guard let nextUpdate = now.adding(seconds: 7 * 86_400) else { throw BenchProblem("the clock is off") }
    let list = TBSCertificateList(
      signatureAlgorithm: algorithm, issuer: DistinguishedName([]), thisUpdate: now, nextUpdate: nextUpdate,
      authorityKeyIdentifier: [UInt8](repeating: 0, count: 20), number: 1)
    return list.der(entries: try entries())
  }

  private func entries() throws -> [UInt8] {
    var writer = DERWriter()
    guard let example = SerialNumber(magnitude: [UInt8](repeating: 0x40, count: CRLLimit.serialOctets)) else {
      throw BenchProblem("no serial number of 20 octets")
    }
    TBSCertificateList.Entry(
      serialNumber: example, revocationDate: now, reason: .keyCompromise, invalidityDate: nil
    ).write(to: &writer)
    let entry = writer.bytes
    let sorted = serials.sorted()
    return [UInt8](unsafeUninitializedCapacity: entry.count * sorted.count) { buffer, count in
      count = entry.count * sorted.count
      guard var target = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
      for serial in sorted {
        target.copyMemory(from: entry, byteCount: entry.count)
        serial.write(to: target + CRLLimit.serialOffset)
        target += entry.count
      }
    }
  }
}
