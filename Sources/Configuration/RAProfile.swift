package import AttributeValidation
import DocumentModel
package import PKIModel

/// An RA profile (RaProfileDto of the API) with the profiles it uses and the attributes its requests may carry.
package struct RAProfile: Sendable {
  package let uuid: UniqueID
  package let name: String
  package let description: String?
  package let isEnabled: Bool
  package let authorityUUID: UniqueID
  package let certificateProfileName: String
  package let endEntityProfileName: String
  /// As they are listed; `ResolvedProfile` has them with what answers their callbacks.
  package let issueAttributes: [AttributeEntry]
  package let revokeAttributes: [AttributeEntry]
  /// Whether values that only look like the type of their attribute are taken for it, and names of the API's constants
  /// for revocation reasons.
  package let isLenient: Bool
  /// What a certificate keeps of the one that it follows.
  package let renewalKeeps: Set<Carryover>

  init?(_ node: DocumentNode, findings: FindingCollector) {
    let before = findings.findings.count
    var reader = ObjectReader(node, findings: findings)
    let uuid = reader.uniqueID("uuid")
    let name = reader.requiredString("name")
    description = reader.string("description")
    isEnabled = reader.required("enabled", reader.boolean("enabled")) ?? false
    let authority = reader.uniqueID("authorityInstanceUuid")
    let certificateProfile = reader.requiredString("certificateProfile")
    let endEntityProfile = reader.requiredString("endEntityProfile")
    let builtIn = reader.words("builtInAttributes", expected: "email, san or extension") {
      BuiltInAttribute(rawValue: $0)
    }
    issueAttributes =
      builtIn.compactMap(\.entry)
      + reader.array("issueAttributes").compactMap { AttributeEntry($0, in: .profile, findings: findings) }
    revokeAttributes = reader.array("revokeAttributes").compactMap {
      AttributeEntry($0, in: .profile, findings: findings)
    }
    isLenient = reader.boolean("lenientAttributes") ?? false
    let kept = reader.words("renewalKeeps", expected: Carryover.allCases.map(\.rawValue).joined(separator: ", ")) {
      Carryover(rawValue: $0)
    }
    renewalKeeps = node.member("renewalKeeps").map { !$0.isNull } ?? false ? Set(kept) : Carryover.usual
    RAProfile.refuseRepeated(issueAttributes, "issueAttributes", reader)
    RAProfile.refuseRepeated(revokeAttributes, "revokeAttributes", reader)
    reader.finish()
    guard let uuid, let name, let authority, let certificateProfile, let endEntityProfile,
      findings.findings.count == before
    else { return nil }
    self.uuid = uuid
    self.name = name
    authorityUUID = authority
    certificateProfileName = certificateProfile
    endEntityProfileName = endEntityProfile
  }

  private static func refuseRepeated(
    _ entries: [AttributeEntry], _ member: StaticString, _ reader: ObjectReader
  ) {
    var names: Set<String> = []
    for entry in entries where !names.insert(entry.name).inserted {
      reader.refuse(member, "attribute \(entry.name) is defined twice", fix: "keep one of them")
    }
  }
}
