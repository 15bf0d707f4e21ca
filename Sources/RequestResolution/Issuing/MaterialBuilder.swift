import Configuration
import Diagnostics
import DocumentModel
import PKIModel

extension ResolutionContext {
  /// What judges a request under an RA profile.
  ///
  /// - Parameter place: Where the request stands, JSON Pointer.
  func materialBuilder(
    for request: VerifiedRequest, under profile: ResolvedProfile, at place: String
  ) -> MaterialBuilder {
    let written = (try? issuing(profile).get()).map { WrittenExtensions(template: $0.template, request: request) }
    return MaterialBuilder(profile: profile, written: written, place: place)
  }
}

/// Applies an RA profile's rules to everything that a certificate is asked to hold.
struct MaterialBuilder {
  let profile: ResolvedProfile
  let written: WrittenExtensions?
  let place: String
  /// Whether the certificate is to follow another one.
  var hasPredecessor = false

  /// The material; it is good only if nothing was added to the collector.
  func material(
    _ verified: VerifiedRequest, subject: DistinguishedName, altNames: [GeneralName],
    extensions: [CertificateExtension], _ collector: FindingCollector
  ) -> CertificateMaterial {
    var findings: [Finding] = []
    var warnings: [Finding] = []
    let rules = profile.endEntityProfile
    let subject = SubjectPolicy(profile: rules, place: place)
      .judge(subject, findings: &findings, warnings: &warnings)
    let names = AltNamePolicy(profile: rules, place: place)
      .judge(altNames, findings: &findings, warnings: &warnings)
    var copied = ExtensionPolicy(profile: rules, written: written, place: place)
      .judge(verified.request, findings: &findings, warnings: &warnings)
    RequestRemainder(issuer: written?.template.issuer, place: place, hasPredecessor: hasPredecessor)
      .judge(verified.request, findings: &findings, warnings: &warnings)
    for given in extensions {
      // What an attribute gives goes before what the request asks for.
      copied.removeAll { $0.oid == given.oid }
      copied.append(given)
    }
    if subject.isEmpty, names.isEmpty, findings.isEmpty {
      findings.append(
        Finding(
          .subjectNotAllowed, at: place, "the certificate would name nobody: no subject and no alternative name",
          fix: "give a subject or a subject alternative name"))
    }
    for finding in findings { collector.add(finding) }
    return CertificateMaterial(
      request: verified.request, keyIdentifier: verified.keyIdentifier, subject: subject, altNames: names,
      copiedExtensions: copied, warnings: warnings)
  }

  /// The material, unless anything is wrong with it.
  func material(
    _ verified: VerifiedRequest, subject: DistinguishedName, altNames: [GeneralName],
    extensions: [CertificateExtension]
  ) throws(RefusedRequest) -> CertificateMaterial {
    let collector = FindingCollector()
    let material = material(verified, subject: subject, altNames: altNames, extensions: extensions, collector)
    guard collector.isEmpty else { throw RefusedRequest(findings: collector.findings) }
    return material
  }
}
