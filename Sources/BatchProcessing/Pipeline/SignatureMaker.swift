import Configuration
import OpenSSLBackend
import PKIModel
import RequestResolution
import ResultWriting

/// Which signatures are verified with the CA's certificate before they are recorded.
package enum SignatureCheck: String, CaseIterable, Sendable {
  /// Each one; an ECDSA signature costs more to verify than to make.
  case every
  /// The first of each lane and one in 256: finds a key or library that signs wrongly, not a single flipped bit.
  case sampled
}

/// Signs certificates in one lane.
final class SignatureMaker {
  private static let sampling = 256

  private let check: SignatureCheck
  private var signers: [UniqueID: LaneSigner] = [:]
  private var count = 0

  init(check: SignatureCheck) {
    self.check = check
  }

  func sign(
    _ certificate: CertificateRecord, with key: SigningKey
  ) -> Result<RecordedSignature, SigningFailure> {
    do throws(OpenSSLError) {
      let signature = try signer(for: key).sign(certificate.tbs)
      defer { count += 1 }
      if check == .every || count.isMultiple(of: SignatureMaker.sampling) {
        let isValid = try SignatureVerification.isValid(
          signature: signature, of: certificate.tbs, algorithm: key.issuer.signatureAlgorithm,
          publicKey: key.issuer.certificate.tbs.publicKey)
        guard isValid else { return .failure(SigningFailure(text: "a signature that was made does not verify")) }
      }
      let der = SignedStructure.der(
        signed: certificate.tbs, algorithm: key.issuer.signatureAlgorithm, signature: signature)
      return .success(
        RecordedSignature(
          certificate: certificate.uuid, signature: signature, fingerprint: MessageDigest.sha256.of(der)))
    } catch {
      return .failure(SigningFailure(text: error.text))
    }
  }

  private func signer(for key: SigningKey) throws(OpenSSLError) -> LaneSigner {
    if let signer = signers[key.issuer.authority.uuid] { return signer }
    let signer = try key.material.makeSigner()
    signers[key.issuer.authority.uuid] = signer
    return signer
  }
}
