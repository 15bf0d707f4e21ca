import Diagnostics
import PKIModel

/// Compares a certificate request with the certificate that is to get a successor.
struct PredecessorComparison {
  let operation: RenewalTask.Operation
  let predecessor: Certificate.TBSFields
  /// JSON Pointer of the request.
  let place: String

  /// Everything that sets the two apart, in the API's words where it has some.
  ///
  /// - Parameter isGiven: Whether the request came for this operation. One that is on record names the certificate that
  ///   it was to follow when it came, which is another one.
  func findings(for request: CertificateRequest, isGiven: Bool) -> [Finding] {
    let oldCertificate: Finding? =
      if isGiven, case .crmf(let message) = request { mismatch(of: message.oldCertificate) } else { nil }
    return [keyMismatch(request.publicKey), subjectMismatch(request.subject), oldCertificate].compactMap(\.self)
  }

  private func keyMismatch(_ key: SubjectPublicKeyInfo) -> Finding? {
    let isSameKey = key == predecessor.publicKey
    let text = "Unable to validate the public key of CSR and certificate. Error: Public key of certificate and CSR "
    switch operation {
    case .renew where !isSameKey:
      return Finding(.keyMismatch, at: place, text + "does not match", fix: "use rekeyCertificate for another key")
    case .rekey where isSameKey:
      return Finding(.keyMismatch, at: place, text + "are same", fix: "use renewCertificate for the same key")
    case .renew, .rekey: return nil
    }
  }

  private func subjectMismatch(_ subject: DistinguishedName) -> Finding? {
    guard operation == .rekey, !subject.hasSameParts(as: predecessor.subject) else { return nil }
    return Finding(
      .subjectMismatch, at: place,
      "Unable to validate the Subject DN of CSR and certificate. Error: Subject DN of certificate and CSR does not "
        + "match",
      fix: "make the request for \(predecessor.subject)")
  }

  /// The control oldCertID says which certificate a request is to update (RFC 4211 6.5); whoever signed it meant no
  /// other one.
  private func mismatch(of named: OldCertificateID?) -> Finding? {
    guard let named, !names(named) else { return nil }
    return Finding(
      .predecessorMismatch, at: place,
      "the request is to update certificate \(named.serialNumber) of \(named.issuer.valueText) (oldCertID), not "
        + "\(predecessor.serialNumber) of \(predecessor.issuer)",
      fix: "name that certificate, or make the request for this one")
  }

  /// Whether the predecessor is meant: issuers are compared as names, and only a name can be that of one.
  private func names(_ named: OldCertificateID) -> Bool {
    guard case .directoryName(let issuer) = named.issuer else { return false }
    return named.serialNumber == predecessor.serialNumber && issuer.isEquivalent(to: predecessor.issuer)
  }
}
