import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

/// Which certificate a request means, as far as that is known without the ledger's present state.
extension RequestPreparer {
  /// The certificate that the envelope names, which the request may change; nil, and reported, where it names none.
  func certificateTarget(_ draft: inout PreparationDraft) throws -> CertificateTarget? {
    if let reference = draft.envelope.certificate { return try target(reference, &draft) }
    draft.findings.add(
      Finding(.memberMissing, at: "/certificateUuid", "the certificate is not named", fix: "add certificateUuid"))
    return nil
  }

  /// The certificate that a request names, with all that it touches because of that.
  ///
  /// - Parameter pointer: Where it is named, JSON Pointer.
  func target(
    _ reference: CertificateReference, at pointer: @autoclosure () -> String = "/certificateUuid",
    _ draft: inout PreparationDraft
  ) throws -> CertificateTarget {
    switch reference {
    case .uuid(let uuid):
      draft.touches.append(.changing(.certificate(uuid)))
      return .uuid(uuid, text: uuid.description)
    case .serialNumber(let serial, let issuerDN):
      return target(serial, issuerDN, at: pointer() + "/issuerDn", &draft)
    case .fingerprint(let fingerprint):
      if let uuid = try recorded(fingerprint) {
        draft.touches.append(.changing(.certificate(uuid)))
        return .uuid(uuid, text: Hex.encode(fingerprint))
      }
      // An earlier request of the batch may upload it, and other requests may know it by other names.
      draft.goesAlone = true
      return .fingerprint(fingerprint)
    case .file(let name): return try target(file: name, at: pointer() + "/file", &draft)
    case .request(let id):
      draft.touches.append(.changing(.request(id)))
      // On a later run the certificate is known already, and others may name it by its UUID.
      if context.run > 1, let uuid = try ledger.read({ try $0.request(id: id)?.certificate }) {
        draft.touches.append(.changing(.certificate(uuid)))
      }
      return .request(id)
    }
  }

  /// The certificate with a serial number and an issuer.
  func target(
    _ serial: SerialNumber, _ issuerText: String, at pointer: String, _ draft: inout PreparationDraft
  ) -> CertificateTarget {
    let text = "\(serial) of \(issuerText)"
    do {
      let issuerDN = try DistinguishedName(text: issuerText)
      guard let authority = context.authority(issuing: issuerDN),
        let uuid = CertificateIdentity.uuid(serial, under: authority, cryptography)
      else { return .unknown(text: text) }
      draft.touches.append(.changing(.certificate(uuid)))
      return .uuid(uuid, text: text)
    } catch {
      draft.findings.add(
        Finding(
          .memberValue, at: pointer, "not a distinguished name: \(error.problem)", fix: "write it as CN=…, O=…, C=…"))
      return .unknown(text: text)
    }
  }

  private func recorded(_ fingerprint: [UInt8]) throws -> UniqueID? {
    try ledger.read { try $0.certificate(fingerprint: fingerprint)?.uuid }
  }

  private func target(
    file name: String, at pointer: String, _ draft: inout PreparationDraft
  ) throws -> CertificateTarget {
    switch readFile(name) {
    case .failure(let problem):
      draft.findings.add(
        Finding(.requestFile, at: pointer, problem.text, fix: "name a file in the manifest's folder"))
    case .success(let octets):
      let der = PEM.isPresent(in: octets) ? try? PEM.decodeSingle(octets, labels: ["CERTIFICATE"]) : octets
      if let der, let certificate = try? Certificate(der: der) {
        guard
          let uuid = try recorded(cryptography.sha256(der))
            ?? CertificateIdentity(context: context, cryptography: cryptography).names(of: certificate)?.uuid
        else { return .unknown(text: name) }
        draft.touches.append(.changing(.certificate(uuid)))
        return .uuid(uuid, text: name)
      }
      draft.findings.add(
        Finding(.requestFile, at: pointer, "\(name) is not a certificate", fix: "name another file"))
    }
    return .unknown(text: name)
  }
}
