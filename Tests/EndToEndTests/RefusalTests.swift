import TestSupport
import Testing

/// Each refusal of the samples, for its own reason.
@Suite struct RefusalTests {
  private static let reasons: [(sample: String, codes: [String: String])] = [
    (
      "05-refusals/manifest.json",
      [
        "wrong-signature": "csr.proofOfPossession", "empty-request": "csr.format", "not-base64": "csr.encoding",
        "trailing-bytes": "csr.malformed", "sha1-signature": "csr.signatureAlgorithm", "rsa-1024": "key.notAllowed",
        "subject-not-allowed": "subject.notAllowed", "alt-name-not-allowed": "subjectAltName.notAllowed",
        "unknown-profile": "raProfile.unknown", "attribute-of-wrong-type": "attribute.wrongType",
        "attribute-of-old-form": "attribute.malformed", "attribute-unknown": "attribute.unknown",
        "validity-too-long": "validity.notAllowed", "file-outside-folder": "request.file",
        "file-not-the-approved-one": "request.digest", "member-unknown": "member.unknown",
        "unknown-reason": "revocation.reason", "unknown-certificate": "certificate.unknown",
        "ambiguous-serial-number": "serialNumber.ambiguous", "revoked-twice": "certificate.state",
        "unknown-operation": "operation.unknown", "issued-already": "certificate.state",
        "good": "request.idConflict", "depends-on-a-refused-one": "request.dependencyFailed",
      ]
    ),
    (
      "03-people/manifest.json",
      [
        "add-alice-again": "endEntity.exists", "get-nobody": "endEntity.unknown",
        "alice-wrong-password": "endEntity.password", "alice-enrols-again": "endEntity.status",
      ]
    ),
    (
      "06-leavers/manifest.json",
      [
        "emil-remembers": "endEntity.password", "dora-leaves-again": "endEntity.unknown",
        "another-dora": "endEntity.deleted",
      ]
    ),
    (
      "07-renewal/manifest.json",
      ["shop-rekeyed-with-its-own-key": "key.mismatch", "shop-renewed-too-late": "certificate.state"]
    ),
    (
      "08-keys/manifest.json",
      [
        "quantum-key": "key.algorithm", "web-key-again": "key.exists", "web-weak": "csr.signatureAlgorithm",
        "web-key-in-use": "key.state", "web-key-gone": "key.state",
      ]
    ),
    (
      "09-other-certificates/manifest.json",
      [
        "partner-again": "certificate.exists", "not-a-certificate": "certificate.malformed",
        "partner-bound": "certificate.notIdentified", "partner-revoked": "certificate.raProfile",
        "one-of-two": "certificate.raProfile",
      ]
    ),
    (
      "10-locations/manifest.json", ["api-to-appliance": "location.full", "api-as-www": "location.entryExists"]
    ),
    (
      "11-attributes/manifest.json",
      [
        "berlin-with-what-lisbon-has": "attribute.unknown", "lisbon-with-a-department-of-berlin": "attribute.notInList",
        "department-without-site": "attribute.callback", "floor-too-high": "attribute.range",
        "not-a-language": "attribute.malformed", "what-is-only-shown": "attribute.unknown",
        "custom-attribute-disabled": "attribute.disabled", "lisbon-ends": "attribute.regExp",
      ]
    ),
    ("04-revocation/manifest.json", ["legacy-revoke-unknown": "certificate.unknown"]),
  ]

  @Test("What the samples show as refused is refused for its own reason, and nothing else is", arguments: reasons)
  func codes(sample: String, codes: [String: String]) throws {
    let site = try Site.prepared(for: sample)
    #expect(try site.run(Program.packaged("samples/" + sample)).status == 1)
    let refused = try site.results().filter { $0.outcome != "OK" }
    #expect(refused.count == codes.count)
    for entry in refused {
      #expect(entry.code == codes[entry.id], "\(entry.id)")
      // What, where, and how to mend it.
      let message = entry.messages?.first ?? ""
      #expect(message.contains(entry.code ?? "?") && message.contains("(fix: "), "\(entry.id): \(message)")
    }
  }
}
