import AttributeValidation
import Configuration
import DERCoding
import Diagnostics
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
  let source: Source
  let keepsSubject: Bool
  /// What else the RA profile lets the certificate keep.
  let kept: Set<Carryover>
  /// What attributes a request may have.
  let attributes: [AttributeDefinition]

  func material(
    _ verified: VerifiedRequest, _ builder: MaterialBuilder
  ) throws(RefusedRequest) -> CertificateMaterial {
    let altNames: [GeneralName]
    do {
      altNames = try self.altNames(verified.request)
    } catch {
      throw RefusedRequest(
        .csrMalformed, at: builder.place, "its subjectAltName is malformed: \(error.text)",
        fix: "make the request again")
    }
    let carried = kept.contains(.extensions) ? predecessor.extensions : []
    let asked = source == .given ? Set(verified.request.requestedExtensions.map(\.oid)) : []
    return try builder.material(
      verified, keeping: keepsSubject ? predecessor.subject : verified.request.subject, altNames,
      carried.filter { !asked.contains($0.oid) }, attributes: attributes)
  }

  private func altNames(_ request: CertificateRequest) throws(DERError) -> [GeneralName] {
    let requested = try request.requestedAltNames()
    guard kept.contains(.subjectAltNames) else { return requested ?? [] }
    if source == .given, let requested { return requested }
    return try predecessor.certificateExtension(.subjectAltName)?.generalNames() ?? []
  }
}
