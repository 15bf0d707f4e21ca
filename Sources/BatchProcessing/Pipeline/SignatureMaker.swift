import Configuration
import OpenSSLBackend
import PKIModel
import RequestResolution
import ResultWriting

/// Which signatures are verified with the CA's certificate before they are recorded.
package enum SignatureCheck: String, CaseIterable, Sendable {
  /// Each one; an ECDSA signature costs more to verify than to make.
  case every
  /// The first ones of each key in each lane, one in 257, and all behind one that is wrong: finds a key or library that
  /// signs wrongly, not a single flipped bit.
  case sampled

  /// As many as are made at once, so that each place among them is looked at.
  private static let first = MultiBufferLibrary.lanes
  /// A prime, so that samples go through all places of those that are made at once.
  private static let sampling = 257

  /// Whether a signature is verified, when so many of the key were good or not looked at before it in its lane.
  func includes(_ count: Int) -> Bool {
    self == .every || count < SignatureCheck.first || count.isMultiple(of: SignatureCheck.sampling)
  }
}

/// Signs certificates in one lane.
final class SignatureMaker {
  /// What a lane has for one authority.
  private final class Tools {
    let signer: LaneSigner
    let verifier: SignatureVerifier
    let digester: Digester
    /// How many signatures were good, or not looked at.
    var count = 0

    init(_ key: SigningKey, _ multiBuffer: MultiBufferLibrary?) throws(OpenSSLError) {
      signer = try key.material.makeSigner(multiBuffer: multiBuffer)
      verifier = try SignatureVerifier(
        publicKey: key.issuer.certificate.tbs.publicKey, algorithm: key.issuer.signatureAlgorithm)
      digester = try Digester(.sha256)
    }
  }

  private let check: SignatureCheck
  private let multiBuffer: MultiBufferLibrary?
  private var tools: [UniqueID: Tools] = [:]

  init(check: SignatureCheck, multiBuffer: MultiBufferLibrary?) {
    self.check = check
    self.multiBuffer = multiBuffer
  }

  /// Signs certificates of one authority.
  func sign(
    _ certificates: [CertificateRecord], with key: SigningKey
  ) -> [Result<RecordedSignature, SigningFailure>] {
    do throws(OpenSSLError) {
      let tools = try tools(for: key)
      let signatures = tools.signer.sign(certificates.map(\.tbs))
      return zip(certificates, signatures).map { certificate, signature in
        record(signature, of: certificate, key, tools)
      }
    } catch {
      return certificates.map { _ in .failure(SigningFailure(text: error.text)) }
    }
  }

  private func record(
    _ signature: Result<[UInt8], OpenSSLError>, of certificate: CertificateRecord, _ key: SigningKey, _ tools: Tools
  ) -> Result<RecordedSignature, SigningFailure> {
    do throws(OpenSSLError) {
      let signature = try signature.get()
      if check.includes(tools.count) {
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
    let made = try Tools(key, multiBuffer)
    tools[key.issuer.authority.uuid] = made
    return made
  }
}
