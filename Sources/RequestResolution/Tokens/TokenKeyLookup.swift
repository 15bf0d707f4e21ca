import Configuration
import Diagnostics
import ManifestReading
import PKIModel

/// Finds the keys of tokens that requests name.
struct TokenKeyLookup {
  let context: ResolutionContext
  let request: RequestIdentity

  func find(
    _ reference: KeyReference, at pointer: String, _ view: any LedgerView
  ) throws -> Result<TokenKey, RefusedRequest> {
    let found: TokenKey?
    let text: String
    switch reference {
    case .uuid(let uuid): (found, text) = (try view.tokenKey(uuid), uuid.description)
    case .request(let id):
      if let problem = try RequestReference.problem(id, from: request, run: context.run, view, at: pointer) {
        return .failure(RefusedRequest(findings: [problem]))
      }
      (found, text) = (try view.tokenKey(ofRequest: id), "@\(id)")
    }
    if let found { return .success(found) }
    return .failure(RefusedRequest(findings: [TokenKeyLookup.unknown(text, at: pointer)]))
  }

  /// A key of a token profile; the refusal says all that speaks against it.
  func key(
    _ selection: TokenKeySelection, at pointer: String, _ view: any LedgerView
  ) throws -> Result<TokenKey, RefusedRequest> {
    try find(selection.key, at: pointer, view).flatMap { key in
      guard key.tokenProfile == selection.tokenProfile.uuid else {
        return .failure(
          RefusedRequest(findings: [
            Finding(
              .keyReference, at: pointer, "Key and Token Profile are not associated to each other",
              fix: "give the token profile that the key was created under")
          ]))
      }
      return .success(key)
    }
  }

  static func unknown(_ text: String, at pointer: String) -> Finding {
    Finding(
      .keyUnknown, at: pointer, "Object of type 'CryptographicKey' identified by \(text) is not found.",
      fix: "name a key that this home has created")
  }
}

extension LedgerView {
  /// The key of a certificate; nil where no token has it.
  func tokenKey(of certificate: CertificateRecord, _ cryptography: any RequestCryptography) throws -> TokenKey? {
    guard let fields = try? Certificate.TBSFields(der: certificate.tbs) else { return nil }
    return try tokenKey(fingerprint: cryptography.sha256(fields.publicKey.der))
  }
}
