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
    return try Owned(OpaquePointer(SignatureClaim.decode(writer.bytes, d2i_X509_ALGOR)), from: "d2i_X509_ALGOR")
  }

  private func encodedSignature() throws(OpenSSLError) -> Owned<BitString> {
    var writer = DERWriter()
    writer.bitString(signature)
    return try Owned(
      OpaquePointer(SignatureClaim.decode(writer.bytes, d2i_ASN1_BIT_STRING)), from: "d2i_ASN1_BIT_STRING")
  }

  private func signedElement() throws(OpenSSLError) -> Owned<AnyElement> {
    try Owned(
      OpaquePointer(SignatureClaim.decode(Array(octets[signedRange]), d2i_ASN1_TYPE)), from: "d2i_ASN1_TYPE")
  }

  /// Calls one of OpenSSL's decoders.
  private static func decode<Value>(
    _ der: [UInt8],
    _ decoder: (
      UnsafeMutablePointer<UnsafeMutablePointer<Value>?>?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, Int
    ) -> UnsafeMutablePointer<Value>?
  ) -> UnsafeMutablePointer<Value>? {
    der.withUnsafeBufferPointer { octets in
      var start = octets.baseAddress
      return decoder(nil, &start, octets.count)
    }
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
