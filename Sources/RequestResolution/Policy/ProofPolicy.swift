import Configuration
import Diagnostics
import PKIModel

/// Which proofs of possession are worth verifying (RFC 2986 3, RFC 4211 4).
struct ProofPolicy {
  let profile: EndEntityProfile
  let place: String

  /// What speaks against a request's proof, whatever its signature says.
  func findings(for request: CertificateRequest) -> [Finding] {
    switch request {
    case .pkcs10(let request): algorithmFindings(request.signatureAlgorithm)
    case .crmf(let message): findings(for: message)
    }
  }

  private func algorithmFindings(_ algorithm: AlgorithmIdentifier) -> [Finding] {
    guard !RequestSignaturePolicy.allows(algorithm) else { return [] }
    return [
      Finding(
        .csrSignatureAlgorithm, at: place,
        "the request is signed with \(RequestSignaturePolicy.name(algorithm)), which is not allowed",
        fix: "sign the request with SHA-256 or better")
    ]
  }

  private func findings(for message: CertificateRequestMessage) -> [Finding] {
    switch message.proof {
    case .signature(let proof):
      let findings = algorithmFindings(proof.algorithm)
      return findings + (inputProblem(proof.input, message).map { [$0] } ?? [])
    case .raVerified:
      if profile.acceptsRAVerified { return [] }
      return refuse(
        .csrProofKind,
        "possession of the key is not proved: the request says raVerified, which the profile does not accept",
        fix: "sign the request with its key, or set acceptRAVerified in the end-entity profile \(profile.name)")
    case .keyEncipherment:
      return refuse(
        .csrProofKind,
        "the request wants to prove possession of the key by decryption (keyEncipherment), which takes an answer and "
          + "another message",
        fix: ProofPolicy.remedy)
    case .keyAgreement:
      return refuse(
        .csrProofKind,
        "the request wants to prove possession of the key by agreeing on another one (keyAgreement), which takes an "
          + "answer and another message",
        fix: ProofPolicy.remedy)
    case nil:
      return refuse(
        .csrProofOfPossession, "the request has no proof of possession", fix: "sign the request with its key")
    }
  }

  private static let remedy =
    "sign the request with its key; for a key that cannot sign, have a registration authority say raVerified"

  /// What is wrong with what is signed: poposkInput stands where the template lacks the subject, only there, and names
  /// the template's key (RFC 4211 4.1).
  ///
  /// Else a proof that was made for something else would prove this request, too.
  private func inputProblem(_ input: SigningKeyProof.Input?, _ message: CertificateRequestMessage) -> Finding? {
    guard let input else {
      guard message.template.subject == nil else { return nil }
      return Finding(
        .csrProofOfPossession, at: place, "the template has no subject, and the proof has no poposkInput",
        fix: "name the subject, or sign a poposkInput (RFC 4211 4.1)")
    }
    if case .secret = input.authentication {
      return Finding(
        .csrProofKind, at: place, "the proof rests on a shared secret (publicKeyMAC), which certmill does not have",
        fix: "name the subject in the template and sign the request")
    }
    if message.template.subject != nil {
      return Finding(
        .csrProofOfPossession, at: place,
        "the proof signs a poposkInput although the template has subject and key, so that nobody signed these",
        fix: "sign the request without a poposkInput (RFC 4211 4.1)")
    }
    guard input.publicKey == message.publicKey else {
      return Finding(
        .csrProofOfPossession, at: place, "the proof is for another key than the template's",
        fix: "sign a poposkInput with the template's key (RFC 4211 4.1)")
    }
    return nil
  }

  private func refuse(_ code: FindingCode, _ problem: String, fix remedy: String) -> [Finding] {
    [Finding(code, at: place, problem, fix: remedy)]
  }
}
