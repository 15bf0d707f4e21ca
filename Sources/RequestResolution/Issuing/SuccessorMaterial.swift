import AttributeValidation
import Configuration
import DERCoding
import Diagnostics
import DocumentModel
import PKIModel

/// What a certificate takes over from the one that it follows.
///
/// Attributes are not stored as they were given, but what they did is in the predecessor: its names and extensions.
struct SuccessorMaterial {
  /// Where the certificate request comes from.
  enum Source {
    /// It is new; it goes before the predecessor.
    case given
    /// It is the predecessor's own, whose certificate goes before it.
    case stored
  }

  let predecessor: Certificate.TBSFields
  let rules: EndEntityProfile
  let source: Source
  let keepsSubject: Bool
  /// What attributes a request may have.
  let attributes: [AttributeDefinition]

  /// Judged by the rules of the RA profile as they are now.
  func material(
    _ verified: VerifiedRequest, _ builder: MaterialBuilder
  ) -> Result<CertificateMaterial, RefusedRequest> {
    let collector = FindingCollector()
    do {
      let altNames = try altNames(verified.request)
      let material = builder.material(
        verified, subject: keepsSubject ? predecessor.subject : verified.request.subject, altNames: altNames,
        extensions: carriedExtensions(verified.request), collector)
      return collector.isEmpty ? .success(material) : .failure(RefusedRequest(findings: collector.findings))
    } catch {
      return .failure(
        RefusedRequest(findings: [
          Finding(
            .csrMalformed, at: builder.place, "its subjectAltName is malformed: \(error.text)",
            fix: "make the request again")
        ]))
    }
  }

  private func altNames(_ request: CertificationRequest) throws(DERError) -> [GeneralName] {
    if source == .given, let requested = try request.requestedAltNames() { return requested }
    return try predecessor.certificateExtension(.subjectAltName)?.generalNames() ?? []
  }

  /// Extensions that attributes or the request gave to the predecessor and that the profile still lets in.
  private func carriedExtensions(_ request: CertificationRequest) -> [CertificateExtension] {
    let given = attributes.compactMap { definition -> OID? in
      if case .certificateExtension(let oid) = definition.effect { oid } else { nil }
    }
    let allowed = Set(given).union(rules.copiedExtensions)
    let asked = source == .given ? Set(request.requestedExtensions.map(\.oid)) : []
    return predecessor.extensions.filter {
      $0.oid != .subjectAltName && allowed.contains($0.oid) && !asked.contains($0.oid)
    }
  }
}
