import Configuration
import OpenSSLBackend
import PKIModel
import RequestResolution
import ResultWriting

/// Which signatures are verified with the CA's certificate before they are recorded.
package enum SignatureCheck: String, CaseIterable, Sendable {
  /// Each one; an ECDSA signature costs more to verify than to make.
  case every
  /// The first of each key in each lane, one in 256, and all behind one that is wrong: finds a key or library that
  /// signs wrongly, not a single flipped bit.
  case sampled
}

/// Signs certificates in one lane.
final class SignatureMaker {
  private static let sampling = 256

  /// What a lane has for one authority.
  private final class Tools {
    let signer: LaneSigner
    let verifier: SignatureVerifier
    let digester: Digester
    /// How many signatures were good, or not looked at.
    var count = 0

    init(_ key: SigningKey) throws(OpenSSLError) {
      signer = try key.material.makeSigner()
      verifier = try SignatureVerifier(
        publicKey: key.issuer.certificate.tbs.publicKey, algorithm: key.issuer.signatureAlgorithm)
      digester = try Digester(.sha256)
    }
  }

  private let check: SignatureCheck
  private var tools: [UniqueID: Tools] = [:]

  init(check: SignatureCheck) {
    self.check = check
  }

  /// Signs certificates of one authority.
  func sign(
    _ certificates: [CertificateRecord], with key: SigningKey
  ) -> [Result<RecordedSignature, SigningFailure>] {
    certificates.map { sign($0, with: key) }
  }

  private func sign(
    _ certificate: CertificateRecord, with key: SigningKey
  ) -> Result<RecordedSignature, SigningFailure> {
    do throws(OpenSSLError) {
      let tools = try tools(for: key)
      let signature = try tools.signer.sign(certificate.tbs)
      if check == .every || tools.count.isMultiple(of: SignatureMaker.sampling) {
        guard try tools.verifier.isValid(signature: signature, of: certificate.tbs) else {
          return .failure(SigningFailure(text: "a signature that was made does not verify"))
        }
      }
      tools.count += 1
      let der = SignedStructure.der(
        signed: certificate.tbs, algorithm: key.issuer.signatureAlgorithm, signature: signature)
      return .success(
        RecordedSignature(
          certificate: certificate.uuid, signature: signature, fingerprint: tools.digester.digest(of: der)))
    } catch {
      return .failure(SigningFailure(text: error.text))
    }
  }

  private func tools(for key: SigningKey) throws(OpenSSLError) -> Tools {
    if let ready = tools[key.issuer.authority.uuid] { return ready }
    let made = try Tools(key)
    tools[key.issuer.authority.uuid] = made
    return made
  }
}
