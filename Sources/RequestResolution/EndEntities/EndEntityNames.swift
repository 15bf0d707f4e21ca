import Configuration
import Diagnostics
import DocumentModel
import PKIModel

/// The subject and alternative names that an end entity is registered with.
struct EndEntityNames {
  let profile: ResolvedProfile

  /// Reports names that no certificate of the profile could have; nil is not judged.
  func check(subjectDN: String?, altName: String?, _ collector: FindingCollector) {
    var findings: [Finding] = []
    var warnings: [Finding] = []
    let rules = profile.endEntityProfile
    if let subjectDN {
      do {
        let subject = try DistinguishedName(text: subjectDN)
        _ = SubjectPolicy(profile: rules, place: "/body/subjectDN")
          .judge(subject, findings: &findings, warnings: &warnings)
      } catch {
        findings.append(
          Finding(
            .subjectNotAllowed, at: "/body/subjectDN", "not a distinguished name: \(error.problem)",
            fix: "write it as CN=…, O=…, C=…"))
      }
    }
    if let altName {
      do {
        let names = try GeneralName.list(altName)
        _ = AltNamePolicy(profile: rules, place: "/body/subjectAltName")
          .judge(names, findings: &findings, warnings: &warnings)
      } catch {
        findings.append(
          Finding(
            .subjectAltNameNotAllowed, at: "/body/subjectAltName", error.problem,
            fix: "write kind=value, separated by commas"))
      }
    }
    for finding in findings { collector.add(finding) }
  }

  /// What goes into a certificate of the end entity: its own names; the request's alternative names only where it
  /// has none.
  func material(
    _ entity: EndEntity, _ verified: VerifiedRequest, written: WrittenExtensions
  ) throws(RefusedRequest) -> CertificateMaterial {
    let subject: DistinguishedName
    let altNames: [GeneralName]
    do {
      subject = try DistinguishedName(text: entity.subjectDN)
      altNames =
        try entity.subjectAltName.map { (text) throws(GeneralName.TextError) in try GeneralName.list(text) }
        ?? verified.request.requestedAltNames() ?? []
    } catch {
      throw RefusedRequest(
        .subjectNotAllowed, at: "/body/pkcs10", "the names of the end entity or the request cannot be used",
        fix: "register the end entity again, or make the request again")
    }
    return try MaterialBuilder(profile: profile, written: written, place: "/body/pkcs10")
      .material(verified, subject: subject, altNames: altNames, extensions: [])
  }
}
