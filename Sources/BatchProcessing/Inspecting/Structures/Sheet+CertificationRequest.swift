import OpenSSLBackend
import PKIModel

extension Sheet {
  /// A request's fields, and what it asks for.
  mutating func describe(_ request: CertificationRequest, proof: RequestProof, rank: String) {
    heading("Certificate request\(rank)")
    field("Subject", request.subject.shownText)
    field("Public key", AlgorithmText.key(request.publicKey))
    field("Signed with", AlgorithmText.signature(request.signatureAlgorithm))
    field("Signature", proof.text)
    field("SHA-256", HexText.identifier(MessageDigest.sha256.of(request.der)))
    describe(request.requestedExtensions, title: "Requested extensions")
    let attributes = RequestAttributes.lines(request)
    guard !attributes.isEmpty else { return }
    section("Attributes")
    for line in attributes { item(line) }
  }
}
