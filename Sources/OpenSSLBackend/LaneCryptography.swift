import COpenSSL
package import PKIModel

/// The verifying side of one lane: an OpenSSL library context of its own, shared with nobody.
package final class LaneCryptography: RequestCryptography {
  private let library: Owned<LibraryContext>
  private let sha1Digester: Digester
  private let sha256Digester: Digester
  private var curves: [NamedCurve: CurveVerifier] = [:]
  private let multiBuffer: MultiBufferVerifier?

  /// - Parameter multiBuffer: What verifies several proofs at once; nil where OpenSSL verifies each.
  package init(multiBuffer: MultiBufferLibrary? = nil) throws(OpenSSLError) {
    self.multiBuffer = multiBuffer.map(MultiBufferVerifier.init)
    library = try Owned(OSSL_LIB_CTX_new(), from: "OSSL_LIB_CTX_new")
    sha1Digester = try Digester(.sha1)
    sha256Digester = try Digester(.sha256)
  }

  /// Whether a request is signed by the key that it carries (RFC 2986 section 3).
  package func verifyProof(of request: CertificationRequest) -> ProofOutcome {
    let claim = SignatureClaim(
      key: request.publicKey, algorithm: request.signatureAlgorithm, signature: request.signature,
      octets: request.der, signedRange: request.signedRange)
    return outcome(of: claim)
  }

  /// Whether a CRMF request, or what its proof says instead, is signed by a key (RFC 4211 4.1).
  package func verifyProof(_ proof: SigningKeyProof, of message: CertificateRequestMessage) -> ProofOutcome {
    let signed = message.signedOctets(of: proof)
    let claim = SignatureClaim(
      key: message.publicKey, algorithm: proof.algorithm, signature: proof.signature, octets: signed,
      signedRange: signed.indices)
    return outcome(of: claim)
  }

  /// Whether a certificate is signed by a key (RFC 5280 6.1.3).
  package func verifySignature(of certificate: Certificate, by key: SubjectPublicKeyInfo) -> ProofOutcome {
    let claim = SignatureClaim(
      key: key, algorithm: certificate.signatureAlgorithm, signature: certificate.signature, octets: certificate.der,
      signedRange: certificate.signedRange)
    return outcome(of: claim)
  }

  package func isProvableTogether(_ request: CertificationRequest) -> Bool {
    multiBuffer != nil && request.publicKey.kind == .ec(.p256) && request.publicKey.keyOctets.first == 4
      && request.signatureAlgorithm.oid == .ecdsaWithSHA256 && request.signatureAlgorithm.hasNoParameters
  }

  package func provenTogether(_ requests: [CertificationRequest]) -> [Bool] {
    var isProven = [Bool](repeating: false, count: requests.count)
    guard let multiBuffer else { return isProven }
    var claims: [P256Claim] = []
    var places: [Int] = []
    for (place, request) in requests.enumerated() {
      guard let claim = p256Claim(of: request) else { continue }
      claims.append(claim)
      places.append(place)
    }
    for (place, isGood) in zip(places, multiBuffer.areGood(claims)) { isProven[place] = isGood }
    return isProven
  }

  /// Nil where the request's key or signature is of another kind, or OpenSSL does not take the key.
  private func p256Claim(of request: CertificationRequest) -> P256Claim? {
    let point = request.publicKey.keyOctets
    guard isProvableTogether(request), verifier(.p256).takes(point) else { return nil }
    let digest = request.der.withUnsafeBytes {
      sha256Digester.digest(of: UnsafeRawBufferPointer(rebasing: $0[request.signedRange]))
    }
    return P256Claim(signature: request.signature, digest: digest, point: point)
  }

  private func outcome(of claim: SignatureClaim) -> ProofOutcome {
    quickOutcome(of: claim) ?? claim.generalOutcome(library: library.pointer)
  }

  /// Nil where no quick path is made for the algorithm and the key.
  private func quickOutcome(of claim: SignatureClaim) -> ProofOutcome? {
    guard let scheme = SignatureScheme(claim.algorithm), claim.algorithm.hasNoParameters else { return nil }
    if case .ec(let curve) = claim.key.kind, let digest = scheme.digest, curve.hasFastPath,
      claim.key.keyOctets.first == 4
    {
      guard claim.algorithm.isECDSA else { return .unsupportedAlgorithm }
      let isValid = verifier(curve).isValid(
        signature: claim.signature, digest: signedDigest(of: claim, digest), point: claim.key.keyOctets)
      return isValid ? .valid : .invalid
    }
    if case .rsa(let modulus, let exponent) = claim.key.kind, let digest = scheme.digest {
      guard claim.algorithm.isRSA else { return .unsupportedAlgorithm }
      return verifyRSA(claim, digest: digest, modulus: modulus, exponent: exponent) ? .valid : .invalid
    }
    return nil
  }

  package func isSound(_ key: SubjectPublicKeyInfo) -> Bool {
    PublicKeyDecoding.isSound(key, library: library.pointer)
  }

  package func keyIdentifier(of key: SubjectPublicKeyInfo) -> [UInt8] { sha1Digester.digest(of: key.keyOctets) }

  package func sha256(_ octets: [UInt8]) -> [UInt8] { sha256Digester.digest(of: octets) }

  package func passwordHash(_ password: String, logCost: Int) throws -> String {
    try PasswordHash.make(password, logCost: logCost)
  }

  package func randomOctets(_ count: Int) throws -> [UInt8] { try RandomSource.octets(count) }

  package func password(_ password: String, matches hash: String) throws -> Bool {
    try PasswordHash.matches(password, hash: hash)
  }

  private func verifier(_ curve: NamedCurve) -> CurveVerifier {
    if let verifier = curves[curve] { return verifier }
    let verifier = CurveVerifier(library: library.pointer, curve: curve)
    curves[curve] = verifier
    return verifier
  }

  private func verifyRSA(
    _ claim: SignatureClaim, digest: MessageDigest, modulus: [UInt8], exponent: [UInt8]
  ) -> Bool {
    defer { forgetErrors() }
    guard let key = try? KeyParameters.rsaKey(library: library.pointer, modulus: modulus, exponent: exponent),
      let context = try? Owned<KeyContext>(
        EVP_PKEY_CTX_new_from_pkey(library.pointer, key.pointer, nil), from: "EVP_PKEY_CTX_new_from_pkey"),
      EVP_PKEY_verify_init(context.pointer) == 1,
      EVP_PKEY_CTX_set_rsa_padding(context.pointer, RSA_PKCS1_PADDING) == 1,
      EVP_PKEY_CTX_set_signature_md(context.pointer, digest.implementation) == 1
    else { return false }
    let hash = signedDigest(of: claim, digest)
    return EVP_PKEY_verify(context.pointer, claim.signature, claim.signature.count, hash, hash.count) == 1
  }

  private func signedDigest(of claim: SignatureClaim, _ digest: MessageDigest) -> [UInt8] {
    claim.octets.withUnsafeBytes { octets in
      let signed = UnsafeRawBufferPointer(rebasing: octets[claim.signedRange])
      return digest == .sha256 ? sha256Digester.digest(of: signed) : digest.of(signed)
    }
  }
}

extension NamedCurve {
  fileprivate var hasFastPath: Bool { [.p256, .p384, .p521].contains(self) }
}

extension AlgorithmIdentifier {
  fileprivate var isECDSA: Bool { [.ecdsaWithSHA256, .ecdsaWithSHA384, .ecdsaWithSHA512].contains(oid) }
  fileprivate var isRSA: Bool { [.sha256WithRSA, .sha384WithRSA, .sha512WithRSA].contains(oid) }
}
