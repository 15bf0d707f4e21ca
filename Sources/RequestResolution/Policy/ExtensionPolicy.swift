import Configuration
import Diagnostics
import PKIModel

/// Which requested extensions are copied; all others are named in the result, or refused.
struct ExtensionPolicy {
  let profile: EndEntityProfile
  /// What the certificate profile writes anyway; nil where the authority cannot issue.
  let written: WrittenExtensions?
  let place: String

  /// The extensions that enter the certificate.
  func judge(
    _ request: CertificateRequest, findings: inout [Finding], warnings: inout [Finding]
  ) -> [CertificateExtension] {
    var copied: [CertificateExtension] = []
    for requested in request.requestedExtensions where requested.oid != .subjectAltName {
      if profile.copiedExtensions.contains(requested.oid) {
        copied.append(requested)
      } else if !(written?.contains(requested) ?? false) {
        let text = "the request asks for \(ExtensionName.text(requested.oid)), which the profile does not take over"
        switch profile.unlistedExtensions {
        case .refuse:
          findings.append(Finding(.extensionNotAllowed, at: place, text, fix: "make the request without it"))
        case .drop:
          warnings.append(Finding(.extensionDropped, at: place, text, fix: "make the request without it"))
        }
      }
    }
    return copied
  }
}

/// The extensions that a certificate gets whatever its request says.
struct WrittenExtensions {
  let template: CertificateTemplate
  let request: VerifiedRequest

  /// Whether the certificate gets the same value anyway; then a request for it loses nothing.
  func contains(_ requested: CertificateExtension) -> Bool {
    let all = template.extensions(for: request.request.publicKey) + [.subjectKeyIdentifier(request.keyIdentifier)]
    return all.contains { $0.oid == requested.oid && $0.value == requested.value }
  }
}

/// Names of extensions for people.
enum ExtensionName {
  private static let names: [OID: String] = [
    .keyUsage: "keyUsage", .basicConstraints: "basicConstraints", .extendedKeyUsage: "extendedKeyUsage",
    .crlDistributionPoints: "cRLDistributionPoints", .certificatePolicies: "certificatePolicies",
    .authorityKeyIdentifier: "authorityKeyIdentifier", .authorityInfoAccess: "authorityInfoAccess",
    .subjectKeyIdentifier: "subjectKeyIdentifier", .subjectAltName: "subjectAltName",
    OID(2, 5, 29, 30): "nameConstraints",
  ]

  static func text(_ oid: OID) -> String { names[oid] ?? "extension \(oid)" }
}
