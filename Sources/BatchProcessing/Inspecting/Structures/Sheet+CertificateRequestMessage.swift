import DERCoding
import OpenSSLBackend
import PKIModel

extension Sheet {
  /// A CRMF request's template, its proof, and what stands beside them.
  mutating func describe(
    _ message: CertificateRequestMessage, by cryptography: any RequestCryptography, rank: String
  ) {
    heading("Certificate request in CRMF\(rank)")
    field("Subject", message.template.subject?.shownText ?? "none")
    field("Public key", AlgorithmText.key(message.publicKey))
    if let issuer = message.template.issuer { field("Wanted issuer", issuer.shownText) }
    if let validity = message.template.validity { describe(validity) }
    describe(message.proof, of: message, by: cryptography)
    if let old = message.oldCertificate {
      field("Replaces", "\(HexText.identifier(old.serialNumber.magnitude)) of \(old.issuer.valueText)")
    }
    field("SHA-256", HexText.identifier(MessageDigest.sha256.of(message.der)))
    describe(message.template.extensions, title: "Requested extensions")
    describe(message.controls.filter { $0.type != .oldCertID }, title: "Controls")
    describe(message.registrationInformation, title: "Registration information")
  }

  private mutating func describe(_ wish: CertTemplate.ValidityWish) {
    if let start = wish.notBefore { field("Valid from", "\(start), if it goes by the request") }
    if let end = wish.notAfter { field("Valid until", "\(end), if it goes by the request") }
  }

  private mutating func describe(
    _ proof: ProofOfPossession?, of message: CertificateRequestMessage, by cryptography: any RequestCryptography
  ) {
    switch proof {
    case .signature(let proof):
      field("Signed with", AlgorithmText.signature(proof.algorithm))
      field("Signature", RequestProof(proof, of: message, by: cryptography).text)
      switch proof.input?.authentication {
      case .sender(let name)?: field("Signed text", "not the request, but its sender \(name.valueText) and the key")
      case .secret?: field("Signed text", "not the request, but a MAC by a shared secret and the key")
      case nil: break
      }
    case .raVerified: field("Proof", "none: a registration authority is said to have verified one")
    case .keyEncipherment: field("Proof", "by decryption, in another message")
    case .keyAgreement: field("Proof", "by key agreement, in another message")
    case nil: field("Proof", "none")
    }
  }

  /// Tokens and authenticators are secrets and are not shown.
  private mutating func describe(_ controls: [RequestControl], title: String) {
    guard !controls.isEmpty else { return }
    section(title)
    for control in controls {
      let isSecret = [.registrationToken, .authenticator, .archiveOptions].contains(control.type)
      item("\(control.name): \(isSecret ? "(a secret, not shown)" : text(control.value))")
    }
  }

  private func text(_ value: [UInt8]) -> String {
    var reader = DERReader(value)
    return (try? reader.next()).flatMap { reader.text($0) } ?? HexText.contents(value)
  }
}
