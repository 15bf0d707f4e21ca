import COpenSSL
import Dispatch
import Foundation
import OpenSSLBackend
import PKIModel
import Synchronization

/// What OpenSSL alone can do: verify one P-256 signature and make one signature with the CA's kind of key, in a loop,
/// with keys, contexts and digests ready.
struct RawLimit {
  private static let duration = 0.5

  let algorithm: KeyAlgorithm

  /// Pairs of both operations a second, on a number of threads.
  func operationsPerSecond(threads: Int) throws -> Double {
    let total = Atomic<Int>(0)
    let group = DispatchGroup()
    let begun = DispatchTime.now()
    for index in 0..<threads {
      DispatchQueue(label: "limit.\(index)").async(group: group) {
        let count = RawLoop(algorithm).map { $0.run(seconds: RawLimit.duration) } ?? 0
        total.add(count, ordering: .relaxed)
      }
    }
    group.wait()
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - begun.uptimeNanoseconds) / 1e9
    let count = total.load(ordering: .relaxed)
    guard count > 0 else { throw BenchProblem("OpenSSL cannot make or verify signatures of this kind") }
    return Double(count) / seconds
  }
}

/// One thread's loop.
private final class RawLoop {
  private let signing: OpaquePointer
  private let verifying: OpaquePointer
  private let message: OpaquePointer?
  private let caKey: OpaquePointer
  private let hash = [UInt8](repeating: 0x5A, count: 32)
  private let subjectSignature: [UInt8]

  init?(_ algorithm: KeyAlgorithm) {
    guard let subject = RawLoop.key(.p256), let ca = RawLoop.key(algorithm),
      let subjectSigning = EVP_PKEY_CTX_new(subject, nil), EVP_PKEY_sign_init(subjectSigning) == 1,
      let verifying = EVP_PKEY_CTX_new(subject, nil), EVP_PKEY_verify_init(verifying) == 1,
      let signing = EVP_PKEY_CTX_new(ca, nil)
    else { return nil }
    var signature = [UInt8](repeating: 0, count: 128)
    var size = signature.count
    guard EVP_PKEY_sign(subjectSigning, &signature, &size, hash, hash.count) == 1 else { return nil }
    subjectSignature = Array(signature[..<size])
    self.verifying = verifying
    self.signing = signing
    caKey = ca
    if algorithm == .ed25519 {
      message = EVP_MD_CTX_new()
    } else {
      message = nil
      guard EVP_PKEY_sign_init(signing) == 1 else { return nil }
      if EVP_PKEY_get_base_id(ca) == EVP_PKEY_RSA {
        guard EVP_PKEY_CTX_set_rsa_padding(signing, RSA_PKCS1_PADDING) == 1,
          EVP_PKEY_CTX_set_signature_md(signing, EVP_sha256()) == 1
        else { return nil }
      }
    }
  }

  func run(seconds: Double) -> Int {
    let end = DispatchTime.now().uptimeNanoseconds + UInt64(seconds * 1e9)
    var signature = [UInt8](repeating: 0, count: 1024)
    var count = 0
    while DispatchTime.now().uptimeNanoseconds < end {
      var size = signature.count
      guard EVP_PKEY_verify(verifying, subjectSignature, subjectSignature.count, hash, hash.count) == 1 else {
        return 0
      }
      if let message {
        guard EVP_DigestSignInit(message, nil, nil, nil, caKey) == 1,
          EVP_DigestSign(message, &signature, &size, hash, hash.count) == 1
        else { return 0 }
      } else {
        guard EVP_PKEY_sign(signing, &signature, &size, hash, hash.count) == 1 else { return 0 }
      }
      count += 1
    }
    return count
  }

  private static func key(_ algorithm: KeyAlgorithm) -> OpaquePointer? {
    let (type, curve, bits): (String, String?, Int32?) =
      switch algorithm {
      case .rsa2048: ("RSA", nil, 2048)
      case .rsa3072: ("RSA", nil, 3072)
      case .rsa4096: ("RSA", nil, 4096)
      case .p256: ("EC", "P-256", nil)
      case .p384: ("EC", "P-384", nil)
      case .p521: ("EC", "P-521", nil)
      case .ed25519: ("ED25519", nil, nil)
      }
    guard let context = EVP_PKEY_CTX_new_from_name(nil, type, nil), EVP_PKEY_keygen_init(context) == 1 else {
      return nil
    }
    defer { EVP_PKEY_CTX_free(context) }
    if let bits { guard EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits) == 1 else { return nil } }
    if let curve { guard EVP_PKEY_CTX_set_group_name(context, curve) == 1 else { return nil } }
    var key: OpaquePointer?
    EVP_PKEY_generate(context, &key)
    return key
  }

  deinit {
    EVP_PKEY_CTX_free(signing)
    EVP_PKEY_CTX_free(verifying)
    EVP_MD_CTX_free(message)
    EVP_PKEY_free(caKey)
  }
}
