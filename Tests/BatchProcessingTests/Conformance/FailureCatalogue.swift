/// The failures of section 1.5 of the API's domain notes, operation by operation, and where the table answers them.
struct CataloguedFailure: Sendable {
  /// How certmill keeps up with a failure.
  enum Evidence: Sendable {
    /// Rows of the table that meet it.
    case rows([String])
    /// Why it cannot occur here.
    case cannotOccur(String)
  }

  /// The operation's name in a manifest.
  let operation: String
  /// The condition or the API's text, word for word as the notes have it.
  let words: String
  /// The HTTP status that the notes give, for issueCertificate that of the cause which they say is wrapped; nil where they
  /// give none.
  let status: Int?
  let evidence: Evidence
}

/// The catalogue, in the order of the notes.
enum FailureCatalogue {
  static let failures =
    listing + issuing + issuingSubmitted + renewing + rekeying + revoking + endEntityProfiles + endEntities

  /// A failure that rows of the table meet.
  private static func failure(
    _ operation: String, _ words: String, _ status: Int?, _ rows: String...
  ) -> CataloguedFailure {
    CataloguedFailure(operation: operation, words: words, status: status, evidence: .rows(rows))
  }

  /// A failure that cannot occur.
  private static func never(
    _ operation: String, _ words: String, _ status: Int?, _ reason: String
  ) -> CataloguedFailure {
    CataloguedFailure(operation: operation, words: words, status: status, evidence: .cannotOccur(reason))
  }

  // MARK: Why some cannot occur

  private static let noLegacy =
    "a home's authorities are certmill's own; each answers both versions of the API, and none has a kind"
  private static let isOneStep =
    "what upstream says of a step of its own is one with the operation here: the reasons stand in the list of a 422"
  private static let ownAnswer = "certmill makes the certificate itself, so that there is no answer to be read"
  private static let profileHasBoth =
    "an RA profile names its end-entity profile and its authority in its file; a home where one is missing is refused "
    + "whole, with configuration.reference (HomeConfigurationTests)"

  // MARK: Listing and validating attributes

  private static let listing: [CataloguedFailure] =
    ["listIssueCertificateAttributes", "validateIssueCertificateAttributes"].flatMap {
      listing($0, "validate-required")
    }
    + ["listRevokeCertificateAttributes", "validateRevokeCertificateAttributes"].flatMap {
      listing($0, "validate-revoke-required")
    }

  private static func listing(_ operation: String, _ invalid: String) -> [CataloguedFailure] {
    [
      failure(
        operation, "RA profile UUID unknown **or disabled**", 404, "\(operation)-unknown-profile",
        "\(operation)-disabled-profile"),
      never(operation, "authority is legacy (`LegacyEjbca` kind)", 404, noLegacy),
      never(operation, "Legacy Authority. V2 Implementation not found on the connector", 404, noLegacy),
      operation.hasPrefix("list")
        ? never(operation, "attributes invalid", 422, "a list takes no attributes")
        : failure(operation, "attributes invalid", 422, invalid),
      failure(
        operation, "authorityUuid does not match the RA profile", 404, "\(operation)-foreign-authority",
        "\(operation)-unknown-authority"),
    ]
  }

  // MARK: issueCertificate

  private static let issue = "issueCertificate"
  private static let issuing: [CataloguedFailure] = issuingBefore + issuingAfter

  /// Phase A: what is wrong with the request.
  private static let issuingBefore = [
    failure(
      issue, "Cannot issue certificate with disabled RA profile. Ra Profile: <name>", 422, "issue-disabled-profile"),
    failure(
      issue, "custom attribute errors", 422, "issue-custom-attribute", "issue-custom-attribute-type"),
    failure(
      issue, "Cannot submit certificate request without specifying key or uploaded request content", 422,
      "issue-no-request", "issue-empty-request"),
    failure(issue, "CRMF format is not supported for CSR generation", 422, "keyed-crmf"),
    failure(
      issue, "CSR attribute errors", 422, "keyed-subject-none", "keyed-subject-long", "keyed-subject-country",
      "keyed-subject-unknown"),
    failure(issue, "Key UUID Cannot be empty", 422, "keyed-profile-alone"),
    failure(issue, "Token Profile UUID Cannot be empty", 422, "keyed-key-alone"),
    failure(issue, "CryptographicKey not found", 404, "keyed-unknown"),
    failure(issue, "Key and Token Profile are not associated to each other", 422, "keyed-foreign-profile"),
    never(
      issue, "Selected item does not contain the complete keypair", 422, "a token's keys are made as pairs, in one step"
    ),
    failure(issue, "Key needs to be Active and enabled.", 422, "keyed-destroyed", "keyed-compromised"),
    failure(
      issue, "signature attribute errors", 422, "keyed-signature-rsa-none", "keyed-signature-ecdsa-scheme",
      "keyed-signature-other-digest"),
    failure(issue, "Failed to generate the CSR. Error: …", nil, "keyed-faded"),
    failure(issue, "PKCS#10 unparseable", 400, "issue-not-a-request", "issue-trailing"),
    failure(issue, "RA profile not found", 404, "issue-unknown-profile"),
    failure(issue, "Connector of the Authority is not available / deleted", 503, "authority-locked"),
    failure(issue, "issue attribute errors", 422, "issue-attributes"),
    failure(
      issue, "Invalid public key in certificate request", nil, "issue-foreign-curve", "issue-weak-key",
      "issue-lost-key"),
    failure(
      issue, "Content for required Data attribute commonName is not provided.", 422, "keyed-subject-null"),
    failure(issue, "verify the CSR self-signature", nil, "issue-unproven"),
  ]

  /// Phase B: what goes wrong at the CA.
  private static let issuingAfter = [
    never(issue, "Response from authority did not contain certificate data", nil, ownAnswer),
    failure(issue, "Failed to issue certificate: …", nil, "authority-signature", "authority-expired"),
    never(
      issue, "Certificate already exists with fingerprint …", nil,
      "a serial number is given once, so that no two certificates are the same (SerialNumberCollisionTests)"),
  ]

  // MARK: issueNewCertificate

  private static let issueNew = "issueNewCertificate"
  private static let issuingSubmitted = [
    failure(issueNew, "unknown certificate", 404, "issue-new-unknown"),
    failure(
      issueNew, "Cannot issue requested certificate with status <Label>. Certificate: …", 422, "issue-new-issued",
      "issue-new-failed"),
    never(
      issueNew, "Cannot issue requested certificate with no RA Profile associated…", 422,
      "what was submitted is on record with its RA profile"),
    never(
      issueNew, "…with no certificate request…", 422, "what was submitted is on record with its certificate request"),
    failure(issueNew, "The RA profile of the path is not compared", nil, "issue-new-foreign"),
    failure(issueNew, "disabled RA profile", 422, "issue-new-disabled"),
    failure(issueNew, "CA/connector failure", nil, "authority-signature-issue-new"),
  ]

  // MARK: renewCertificate, rekeyCertificate, revokeCertificate

  /// What is looked at before a certificate is renewed, rekeyed or revoked; the notes give the words for renewing.
  private static func checks(_ operation: String, _ code: String) -> [CataloguedFailure] {
    [
      failure(operation, "certificate unknown", 404, "\(code)-unknown"),
      failure(operation, "state ≠ issued", 422, "\(code)-revoked", "\(code)-requested", "\(code)-failed"),
      failure(
        operation, "Cannot perform operation renew on certificate in state <Label>. Certificate: …", 422,
        "\(code)-revoked"),
      failure(operation, "RA profile differs / none", 422, "\(code)-foreign"),
      failure(
        operation,
        "Cannot perform operation renew on certificate. Existing Certificate RA profile is different than RA profile of "
          + "request. …", 422, "\(code)-foreign"),
      failure(operation, "RA profile disabled", 422, "\(code)-disabled"),
      failure(
        operation, "Cannot perform operation renew on certificate with disabled RA profile. …", 422,
        "\(code)-disabled"),
      never(operation, "legacy authority", 404, noLegacy),
    ]
  }

  private static let renew = "renewCertificate"
  private static let renewing =
    checks(renew, "renew") + [
      failure(renew, "`request` unparseable", 400, "renew-unparseable", "renew-crmf-unlabelled"),
      failure(renew, "`request` public key ≠ certificate public key", 422, "renew-other-key"),
      failure(
        renew,
        "Unable to validate the public key of CSR and certificate. Error: Public key of certificate and CSR does not "
          + "match", 422, "renew-other-key"),
      failure(renew, "no `request` and no stored CSR", 422, "identified-renew"),
      failure(renew, "CSR does not available for the existing certificate", 422, "identified-renew"),
      never(renew, "submit fails", 400, isOneStep),
      never(renew, "Failed to submit certificate request for certificate renewal: …", 400, isOneStep),
      failure(renew, "CA fails (phase B)", nil, "authority-signature-renew"),
      failure(renew, "Failed to renew certificate: …", nil, "authority-signature-renew"),
      failure(renew, "location replacement fails (phase B)", nil, "replace-broken", "replace-disabled"),
      failure(
        renew, "Failed to replace certificate in all locations during renew operation: …", nil, "replace-broken"),
    ]

  private static let rekey = "rekeyCertificate"
  private static let rekeying =
    checks(rekey, "rekey") + [
      failure(rekey, "`request` unparseable", 400, "rekey-unparseable", "rekey-crmf-unlabelled"),
      failure(rekey, "… Error: Public key of certificate and CSR are same", 422, "rekey-same-key"),
      failure(
        rekey,
        "Unable to validate the Subject DN of CSR and certificate. Error: Subject DN of certificate and CSR does not "
          + "match", 422, "rekey-other-subject"),
      failure(
        rekey, "Signature Attributes are not provided in request and old certificate", 422, "keyed-rekey-no-signature"),
      failure(
        rekey, "Key UUID is not provided in the request and old certificate does not have key reference", 422,
        "rekey-no-request", "keyed-rekey-profile-alone"),
      failure(
        rekey, "Old certificate does not have private key or private key is in incorrect state", 422,
        "keyed-rekey-lost-key"),
      failure(
        rekey, "Rekey operation not permitted. Cannot use same key to rekey certificate", 422, "keyed-rekey-same-key"),
      failure(rekey, "Invalid key information", 422, "keyed-rekey-usable-key"),
      failure(rekey, "Token Profile cannot be empty for creating new CSR", 422, "keyed-rekey-key-alone"),
      never(rekey, "Failed to submit certificate request for certificate rekey: …", 400, isOneStep),
      failure(rekey, "CA fails (phase B)", nil, "authority-signature-rekey"),
      failure(rekey, "location replacement fails (phase B)", nil, "replace-broken-rekey"),
    ]

  private static let revoke = "revokeCertificate"
  private static let revoking =
    checks(revoke, "revoke") + [
      failure(revoke, "revoke attributes", 422, "revoke-attributes"),
      failure(revoke, "Failed to revoke certificate: …", nil, "authority-locked-revoke"),
      failure(revoke, "destroyKey failure is only logged", nil, "revoke-destroy-key"),
    ]

  // MARK: Version 1

  private static let operations = [
    "listEntities", "addEndEntity", "getEndEntity", "editEndEntity", "revokeAndDeleteEndEntity", "resetPassword",
    "legacyIssueCertificate", "legacyRevokeCertificate",
  ]

  private static let endEntityProfiles = operations.flatMap { operation in
    let name = operation == "legacyRevokeCertificate" ? "legacy-revoke" : operation
    return [
      failure(
        operation, "RA profile looked up **by name, enabled only**", 404, "\(name)-unknown-profile",
        "\(name)-disabled-profile"),
      never(operation, "EndEntityProfile not found in attributes", 422, profileHasBoth),
      never(operation, "EndEntityProfile could not be retrieved from attributes. …", 422, profileHasBoth),
    ]
  }

  private static let endEntities = [
    never(
      "legacyIssueCertificate", "duplicate certificate", 400,
      "a serial number is given once, so that no two certificates are the same (SerialNumberCollisionTests)"),
    failure("legacyIssueCertificate", "wrong password", 400, "enrol-wrong-password", "enrol-wrong-password-late"),
    failure("legacyIssueCertificate", "wrong end-entity status", 400, "enrol-in-GENERATED", "enrol-in-REVOKED"),
    never("legacyIssueCertificate", "unparseable answer", 500, ownAnswer),
    failure("legacyIssueCertificate", "connector errors mapped as in 1.4", 502, "authority-signature-enrol"),
    failure("legacyRevokeCertificate", "unknown certificate at CA", 404, "legacy-revoke-unknown"),
    failure("legacyRevokeCertificate", "match issuer + serial", nil, "legacy-revoke-other-issuer"),
    never("listEntities", "unknown end entity profile", 404, profileHasBoth),
    never("listEntities", "null body", 200, "a list of none is [], as row list-none shows"),
    failure("addEndEntity", "username exists", 400, "add-exists"),
    never("addEndEntity", "CA unknown", 404, profileHasBoth),
    failure("addEndEntity", "profile rule violated", 400, "add-rule", "add-not-a-name", "add-alt-name"),
    failure("getEndEntity", "username unknown", 404, "get-unknown", "get-deleted"),
    failure("editEndEntity", "username unknown", 404, "edit-unknown"),
    failure("revokeAndDeleteEndEntity", "username unknown", 404, "delete-unknown", "delete-twice"),
    failure("resetPassword", "username unknown", 404, "reset-unknown"),
  ]
}
