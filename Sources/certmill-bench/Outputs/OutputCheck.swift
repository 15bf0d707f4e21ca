import Dispatch
import Foundation
import OpenSSLBackend
import PKIModel
import Synchronization

/// Checks what was timed: every certificate and every CRL verifies with the authority's key, and none is missing.
struct OutputCheck {
  private static let piece = 1 << 20
  private static let begin = "-----BEGIN CERTIFICATE-----".utf8

  private let chain: String

  /// - Parameter chain: A file of PEM certificates, the authority's first.
  init(chain: String) { self.chain = chain }

  /// A file of many PEM certificates.
  func expect(_ count: Int, inBundle path: String) throws {
    let text = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    let cuts = text.withUnsafeBytes(OutputCheck.cuts)
    try expect(count, pieces: cuts.count - 1) { index in
      try PEM.decodeAll([UInt8](text[cuts[index]..<cuts[index + 1]]), labels: ["CERTIFICATE"])
    }
  }

  /// A folder of files with one certificate each, PEM or DER.
  func expect(_ count: Int, inFolder path: String, named ending: String) throws {
    let files = (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(ending) }
    try expect(count, pieces: files.count) { index in
      let octets = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(files[index])")))
      return PEM.isPresent(in: octets) ? [try PEM.decodeSingle(octets, labels: ["CERTIFICATE"])] : [octets]
    }
  }

  /// A CRL in DER.
  func expect(_ count: Int, inList path: String) throws {
    let list = try CertificateList(der: [UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
    let authority = try authority()
    let isValid = try SignatureVerification.isValid(
      signature: list.signature, of: Array(list.der[list.signedRange]), algorithm: list.signatureAlgorithm,
      publicKey: authority.tbs.publicKey)
    guard isValid else { throw BenchProblem("the CRL \(path) does not verify") }
    guard list.entries.count == count else {
      throw BenchProblem("\(path) has \(list.entries.count) entries instead of \(count)")
    }
  }

  private func authority() throws -> Certificate {
    let chain = try PEM.decodeAll([UInt8](Data(contentsOf: URL(fileURLWithPath: chain))), labels: ["CERTIFICATE"])
    guard let first = chain.first else { throw BenchProblem("\(self.chain) is empty") }
    return try Certificate(der: first)
  }

  /// Verifies the certificates of all pieces, on all cores.
  private func expect(_ count: Int, pieces: Int, _ certificates: @Sendable (Int) throws -> [[UInt8]]) throws {
    let authority = try authority()
    let found = Atomic<Int>(0)
    let problem = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: pieces) { index in
      do {
        found.add(try OutputCheck.verify(certificates(index), authority), ordering: .relaxed)
      } catch {
        problem.withLock { $0 = error }
      }
    }
    if let problem = problem.withLock({ $0 }) { throw problem }
    let total = found.load(ordering: .relaxed)
    guard total == count else { throw BenchProblem("\(total) certificates instead of \(count)") }
  }

  private static func verify(_ certificates: [[UInt8]], _ authority: Certificate) throws -> Int {
    var verifier: SignatureVerifier?
    for der in certificates {
      let certificate = try Certificate(der: der)
      let made =
        try verifier
        ?? SignatureVerifier(publicKey: authority.tbs.publicKey, algorithm: certificate.signatureAlgorithm)
      verifier = made
      let isValid = try certificate.der.withUnsafeBytes {
        try made.isValid(
          signature: certificate.signature, of: UnsafeRawBufferPointer(rebasing: $0[certificate.signedRange]))
      }
      guard isValid else { throw BenchProblem("a certificate does not verify") }
    }
    return certificates.count
  }

  /// Where a text may be cut without cutting a certificate; the first and last cuts are its ends.
  private static func cuts(_ text: UnsafeRawBufferPointer) -> [Int] {
    var cuts = [0]
    while let last = cuts.last, last + piece < text.count,
      let next = text[(last + piece)...].firstRange(of: begin)
    {
      cuts.append(next.lowerBound)
    }
    return cuts + [text.count]
  }
}
