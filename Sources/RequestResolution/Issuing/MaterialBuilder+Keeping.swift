import AttributeValidation
import Configuration
import PKIModel

extension MaterialBuilder {
  /// The material of a certificate whose names and extensions were let in before, judged by the rules as they are now.
  ///
  /// - Parameter attributes: The attributes that a request may have; an extension that one of them gives is let in too.
  func material(
    _ verified: VerifiedRequest, keeping subject: DistinguishedName, _ altNames: [GeneralName],
    _ extensions: [CertificateExtension], attributes: [AttributeDefinition]
  ) throws(RefusedRequest) -> CertificateMaterial {
    let given = attributes.compactMap { definition -> OID? in
      if case .certificateExtension(let oid) = definition.effect { oid } else { nil }
    }
    let allowed = Set(given).union(profile.endEntityProfile.copiedExtensions).subtracting([.subjectAltName])
    return try material(
      verified, subject: subject, altNames: altNames, extensions: extensions.filter { allowed.contains($0.oid) })
  }
}
