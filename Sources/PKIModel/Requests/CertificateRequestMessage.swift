package import DERCoding

/// A CRMF request: CertReqMessages with one message (RFC 4211 3), DER throughout; its proof is not verified here.
package final class CertificateRequestMessage: Sendable {
  /// The whole CertReqMessages.
  package let der: [UInt8]
  /// CertRequest: the bytes that are signed, unless the proof says otherwise.
  package let requestRange: Range<Int>
  package let template: CertTemplate
  /// The template's key, which no request can do without here.
  package let publicKey: SubjectPublicKeyInfo
  package let controls: [RequestControl]
  /// The certificate that the request is about to update; nil where it names none.
  package let oldCertificate: OldCertificateID?
  package let proof: ProofOfPossession?
  /// What stands beside the request and is signed by nobody.
  package let registrationInformation: [RequestControl]

  /// Reads one whole request; the error says what is wrong.
  package init(der: [UInt8]) throws(CertificateRequestMessageError) {
    let fields: Fields
    do {
      fields = try Fields(der)
    } catch {
      throw .encoding(error)
    }
    guard !fields.hasMoreMessages else { throw .severalMessages }
    if let field = fields.template.forbiddenFields.first { throw .forbiddenField(field) }
    guard let key = fields.template.publicKey else { throw .noPublicKey }
    self.der = der
    requestRange = fields.requestRange
    template = fields.template
    publicKey = key
    controls = fields.controls
    oldCertificate = fields.oldCertificate
    proof = fields.proof
    registrationInformation = fields.registrationInformation
  }

  /// What a signature of the proof is made over (RFC 4211 4.1).
  package func signedOctets(of proof: SigningKeyProof) -> [UInt8] { proof.input?.der ?? Array(der[requestRange]) }

  /// The fields of the first message, before their rules are looked at.
  private struct Fields {
    let requestRange: Range<Int>
    let template: CertTemplate
    let controls: [RequestControl]
    let oldCertificate: OldCertificateID?
    let proof: ProofOfPossession?
    let registrationInformation: [RequestControl]
    let hasMoreMessages: Bool

    init(_ der: [UInt8]) throws(DERError) {
      try DERValidation.validate(der)
      var outer = DERReader(der)
      var messages = try outer.enter(.sequence)
      var message = try messages.enter(.sequence)
      hasMoreMessages = !messages.isAtEnd

      let start = message.position
      var request = try message.enter(.sequence)
      requestRange = start..<message.position
      // certReqId only tells the messages of one transaction apart.
      _ = try request.integerOctets()
      template = try request.certTemplate()
      controls = try request.requestControls()
      try request.finish()
      oldCertificate = try controls.first { $0.type == .oldCertID }.map { (control) throws(DERError) in
        var value = DERReader(control.value)
        return try value.oldCertificateID()
      }

      proof = try message.proofOfPossession()
      registrationInformation = try message.requestControls()
      try message.finish()
    }
  }
}

/// Why octets are no CRMF request that could be answered.
package enum CertificateRequestMessageError: Error, Hashable, Sendable {
  case encoding(DERError)
  /// Each request of a manifest gets one certificate.
  case severalMessages
  /// A field of the template that must not be there (RFC 4211 5).
  case forbiddenField(String)
  /// The key is to be made by the CA, which certmill does not do.
  case noPublicKey

  /// What is wrong, for people.
  package var text: String {
    switch self {
    case .encoding(let error): error.text
    case .severalMessages: "it has more than one message"
    case .forbiddenField(let name): "its template has \(name), which a request may not say"
    case .noPublicKey: "its template has no public key"
    }
  }
}
