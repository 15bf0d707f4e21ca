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
  ) throws -> TokenKey {
    let found: TokenKey?
    let text: String
    switch reference {
    case .uuid(let uuid): (found, text) = (try view.tokenKey(uuid), uuid.description)
    case .request(let id):
      if let problem = try RequestReference.problem(id, from: request, run: context.run, view, at: pointer) {
        throw RefusedRequest(findings: [problem])
      }
      (found, text) = (try view.tokenKey(ofRequest: id), "@\(id)")
    }
    guard let found else { throw RefusedRequest(findings: [TokenKeyLookup.unknown(text, at: pointer)]) }
    return found
  }

  /// A key of a token profile; the refusal says all that speaks against it.
  func key(
    _ selection: TokenKeySelection, at pointer: String, _ view: any LedgerView
  ) throws -> TokenKey {
    let key = try find(selection.key, at: pointer, view)
    guard key.tokenProfile == selection.tokenProfile.uuid else {
      throw RefusedRequest(
        .keyReference, at: pointer, "Key and Token Profile are not associated to each other",
        fix: "give the token profile that the key was created under")
    }
    return key
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
