import AttributeValidation
import Diagnostics
import DocumentModel
import PKIModel

/// How a request is to be signed, as far as the signature attributes say (domain of the API 3.4).
///
/// Which attributes there are depends on the key, which only the ledger knows; what they say is judged before that.
struct SignatureChoice: Hashable, Sendable {
  let scheme: SignatureMethod.RSAScheme?
  let digest: SignatureDigest?

  var isEmpty: Bool { scheme == nil && digest == nil }

  private static let place = "/body/signatureAttributes"
  private static let schemeName = "data_rsaSigScheme"
  private static let digestName = "data_sigDigest"

  private static let catalog = AttributeCatalog([
    DefinedAttribute(
      uuid: "0b13c68c-4d56-4901-baf1-af859c8f75ee", name: schemeName, label: "RSA Signature Scheme", isRequired: false,
      values: [("PKCS#1 v1.5", "\"PKCS1-v1_5\""), ("PSS", "\"PSS\"")]),
    DefinedAttribute(
      uuid: "46bfdc2f-a96f-4f5d-a218-d538fde92e6d", name: digestName, label: "Digest Algorithm", isRequired: false,
      values: SignatureDigest.allCases.map { ($0.rawValue, "\"\($0.rawValue)\"") }),
  ])

  /// Reads the attributes of a request; what is wrong with them is reported.
  init(_ attributes: [DocumentNode], _ findings: FindingCollector) {
    let values = AttributeValidator.validate(
      attributes, by: SignatureChoice.catalog, at: SignatureChoice.place, findings: findings)
    func word(_ name: String) -> String? { values.first { $0.definition.name == name }?.texts.first }
    scheme = word(SignatureChoice.schemeName).flatMap(SignatureMethod.RSAScheme.init)
    digest = word(SignatureChoice.digestName).flatMap(SignatureDigest.init)
  }

  /// The method for a key, if the attributes are those of its algorithm and the method is one that proves possession.
  func method(for key: SubjectPublicKeyInfo) throws(RefusedRequest) -> SignatureMethod {
    var findings: [Finding] = []
    let method: SignatureMethod?
    switch key.kind {
    case .rsa:
      if scheme == nil { findings.append(SignatureChoice.missing(SignatureChoice.schemeName)) }
      if digest == nil { findings.append(SignatureChoice.missing(SignatureChoice.digestName)) }
      method = scheme.flatMap { scheme in digest.map { .rsa(scheme, $0) } }
    case .ec:
      if scheme != nil { findings.append(SignatureChoice.unknown(SignatureChoice.schemeName)) }
      if digest == nil { findings.append(SignatureChoice.missing(SignatureChoice.digestName)) }
      method = digest.map { .ecdsa($0) }
    default:
      if scheme != nil { findings.append(SignatureChoice.unknown(SignatureChoice.schemeName)) }
      if digest != nil { findings.append(SignatureChoice.unknown(SignatureChoice.digestName)) }
      method = .ed25519
    }
    if let digest, let method, !RequestSignaturePolicy.allows(method.algorithm) {
      findings.append(
        Finding(
          .csrSignatureAlgorithm, at: SignatureChoice.place,
          "a request signed with \(digest.rawValue) is not allowed", fix: "use SHA-256, SHA-384 or SHA-512"))
    }
    guard let method, findings.isEmpty else { throw RefusedRequest(findings: findings) }
    return method
  }

  private static func missing(_ name: String) -> Finding {
    Finding(
      .attributeRequired, at: place, "Content for required Data attribute \(name) is not provided.",
      fix: "add the attribute \(name)")
  }

  private static func unknown(_ name: String) -> Finding {
    Finding(
      .attributeUnknown, at: place, "Content for attribute \(name) is provided but definition is not found",
      fix: "remove it: a key of this algorithm has no such attribute")
  }
}
