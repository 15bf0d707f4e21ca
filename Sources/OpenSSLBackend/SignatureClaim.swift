import COpenSSL
import DERCoding
import PKIModel

/// A signature, what it is said to be over, and whose it is said to be.
struct SignatureClaim {
  let key: SubjectPublicKeyInfo
  let algorithm: AlgorithmIdentifier
  let signature: [UInt8]
  /// Octets of which those in `signedRange`, one whole element, are signed.
  let octets: [UInt8]
  let signedRange: Range<Int>

  /// What OpenSSL says, whatever the algorithm is: RSASSA-PSS and EdDSA among them.
  ///
  /// The signed octets are handed over as they are, so that nothing is verified but what was read.
  func generalOutcome(library: OpaquePointer) -> ProofOutcome {
    defer { forgetErrors() }
    do {
      let key = try PublicKeyDecoding.key(key, library: library)
      let algorithm = try encodedAlgorithm()
      let signature = try encodedSignature()
      let message = try signedElement()
      let result = ASN1_item_verify_ex(
        ASN1_ANY_it(), UnsafePointer(algorithm.pointer), UnsafePointer(signature.pointer),
        UnsafeRawPointer(message.pointer), nil, key.pointer, library, nil)
      switch result {
      case 1: return .valid
      case 0: return .invalid
      default: return .unsupportedAlgorithm
      }
    } catch {
      return .unsupportedAlgorithm
    }
  }

  private func encodedAlgorithm() throws(OpenSSLError) -> Owned<SignatureAlgorithm> {
    var writer = DERWriter()
    algorithm.write(to: &writer)
    return try Owned(decoding: writer.bytes, from: "d2i_X509_ALGOR") { OpaquePointer(d2i_X509_ALGOR(nil, $0, $1)) }
  }

  private func encodedSignature() throws(OpenSSLError) -> Owned<BitString> {
    var writer = DERWriter()
    writer.bitString(signature)
    return try Owned(decoding: writer.bytes, from: "d2i_ASN1_BIT_STRING") {
      OpaquePointer(d2i_ASN1_BIT_STRING(nil, $0, $1))
    }
  }

  private func signedElement() throws(OpenSSLError) -> Owned<AnyElement> {
    try Owned(decoding: Array(octets[signedRange]), from: "d2i_ASN1_TYPE") { OpaquePointer(d2i_ASN1_TYPE(nil, $0, $1)) }
  }
}

enum SignatureAlgorithm: OpenSSLResource {
  static func release(_ pointer: OpaquePointer) { X509_ALGOR_free(UnsafeMutablePointer(pointer)) }
}

enum BitString: OpenSSLResource {
  static func release(_ pointer: OpaquePointer) { ASN1_BIT_STRING_free(UnsafeMutablePointer(pointer)) }
}

enum AnyElement: OpenSSLResource {
  static func release(_ pointer: OpaquePointer) { ASN1_TYPE_free(UnsafeMutablePointer(pointer)) }
}
