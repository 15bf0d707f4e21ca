import PKIModel
import Testing

@testable import OpenSSLBackend

@Suite("OpenSSL's operations alone")
struct RawOperationsTests {
  @Test("can be measured with each kind of key", arguments: [KeyAlgorithm.p256, .p384, .p521, .ed25519, .rsa2048])
  func kinds(algorithm: KeyAlgorithm) throws {
    let both = try RawOperations(authority: algorithm, request: algorithm)
    #expect(try both.makeLoop().roundsPerSecond(for: 0.02) > 0)
    let verifying = try RawOperations(authority: nil, request: algorithm)
    #expect(try verifying.makeLoop().roundsPerSecond(for: 0.02) > 0)
  }

  @Test("take longer with signing than without")
  func signing() throws {
    // Signing with RSA takes many times as long as verifying with P-256: no load can turn that around.
    let both = try RawOperations(authority: .rsa2048, request: .p256).makeLoop().roundsPerSecond(for: 0.1)
    let verifying = try RawOperations(authority: nil, request: .p256).makeLoop().roundsPerSecond(for: 0.1)
    #expect(both < verifying)
  }
}
