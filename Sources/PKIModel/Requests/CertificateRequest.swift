package import DERCoding

/// A certificate request in either format: what policies and certificates need of it.
///
/// An enumeration of references, so that the format costs PKCS#10, the usual one, nothing but a branch.
package enum CertificateRequest: Sendable {
  case pkcs10(CertificationRequest)
  case crmf(CertificateRequestMessage)

  /// Reads a request in the format that it looks like, such as one of the ledger; nil for what is none.
  package init?(der: [UInt8]) {
    switch RequestFormat(der: der) {
    case .pkcs10?:
      guard let request = try? CertificationRequest(der: der) else { return nil }
      self = .pkcs10(request)
    case .crmf?:
      guard let message = try? CertificateRequestMessage(der: der) else { return nil }
      self = .crmf(message)
    case nil: return nil
    }
  }

  /// How it is written.
  package var format: RequestFormat {
    switch self {
    case .pkcs10: .pkcs10
    case .crmf: .crmf
    }
  }

  /// The whole request.
  package var der: [UInt8] {
    switch self {
    case .pkcs10(let request): request.der
    case .crmf(let message): message.der
    }
  }

  /// The subject that is asked for; empty where a CRMF template has none.
  package var subject: DistinguishedName {
    switch self {
    case .pkcs10(let request): request.subject
    case .crmf(let message): message.template.subject ?? .empty
    }
  }

  /// The key that is to be certified.
  package var publicKey: SubjectPublicKeyInfo {
    switch self {
    case .pkcs10(let request): request.publicKey
    case .crmf(let message): message.publicKey
    }
  }

  /// The extensions that are asked for; empty where none are.
  package var requestedExtensions: [CertificateExtension] {
    switch self {
    case .pkcs10(let request): request.requestedExtensions
    case .crmf(let message): message.template.extensions
    }
  }

  /// The subject alternative names that are asked for; nil where none are.
  package func requestedAltNames() throws(DERError) -> [GeneralName]? {
    guard let names = requestedExtensions.first(where: { $0.oid == .subjectAltName }) else { return nil }
    return try names.generalNames()
  }
}
