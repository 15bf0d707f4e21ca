import COpenSSL
import PKIModel

/// Verifies ECDSA signatures of many keys on one curve, quickly.
///
/// Setting a key up costs OpenSSL more than verifying with it, so one key and one context live as long as the lane
/// and only the point is exchanged. A point that OpenSSL refuses leaves the key undefined: it is made anew.
final class CurveVerifier {
  private let library: OpaquePointer
  private let curve: NamedCurve
  private var slot: Slot?

  private final class Slot {
    let key: Owned<Key>
    let context: Owned<KeyContext>

    init(library: OpaquePointer, curve: NamedCurve, point: [UInt8]) throws(OpenSSLError) {
      key = try KeyParameters.ecKey(library: library, curve: curve.name, point: point)
      context = try Owned(
        EVP_PKEY_CTX_new_from_pkey(library, key.pointer, nil), from: "EVP_PKEY_CTX_new_from_pkey")
      try succeed(EVP_PKEY_verify_init(context.pointer), "EVP_PKEY_verify_init")
    }
  }

  init(library: OpaquePointer, curve: NamedCurve) {
    self.library = library
    self.curve = curve
  }

  /// Whether a signature over a digest is that of the key with an uncompressed point.
  func isValid(signature: [UInt8], digest: [UInt8], point: [UInt8]) -> Bool {
    guard let context = context(for: point) else { return false }
    let result = EVP_PKEY_verify(context, signature, signature.count, digest, digest.count)
    if result != 1 { forgetErrors() }
    return result == 1
  }

  /// Whether an uncompressed point is one of the curve.
  func takes(_ point: [UInt8]) -> Bool { context(for: point) != nil }

  private func context(for point: [UInt8]) -> OpaquePointer? {
    if let slot {
      if EVP_PKEY_set1_encoded_public_key(slot.key.pointer, point, point.count) == 1 { return slot.context.pointer }
      self.slot = nil
    } else {
      slot = try? Slot(library: library, curve: curve, point: point)
      if let slot { return slot.context.pointer }
    }
    forgetErrors()
    return nil
  }
}
