/// The operations of the API; the raw value is the operationId, with `legacy` before those of v1 that share a name.
package enum Operation: String, CaseIterable, Sendable {
  // Version 2.
  case listIssueCertificateAttributes, validateIssueCertificateAttributes
  case issueCertificate, issueNewCertificate, renewCertificate, rekeyCertificate, revokeCertificate
  case listRevokeCertificateAttributes, validateRevokeCertificateAttributes
  // Of the API's certificate inventory.
  case submitCertificateRequest, uploadCertificate, identifyCertificate, bulkRevoke
  // Version 1.
  case legacyIssueCertificate, legacyRevokeCertificate
  case listEntities, addEndEntity, getEndEntity, editEndEntity, revokeAndDeleteEndEntity, resetPassword
  // Beside the client operations.
  case getCaCertificates, getCrl, getCertificate, listCertificates, getCertificateEventHistory
  // Of the API's keys and tokens.
  case listCsrAttributes, createKey, listKeys, destroyKey
  // Of the API's locations.
  case pushCertificate, removeCertificate, listLocations

  /// From a name as people write it: the merged specification calls the v1 twins `issueCertificate_1`.
  package init?(name: String) {
    switch name {
    case "issueCertificate_1", "v1.issueCertificate": self = .legacyIssueCertificate
    case "revokeCertificate_1", "v1.revokeCertificate": self = .legacyRevokeCertificate
    default:
      let isVersioned = name.hasPrefix("v1.") || name.hasPrefix("v2.")
      guard let operation = Operation(rawValue: isVersioned ? String(name.dropFirst(3)) : name) else { return nil }
      guard !isVersioned || (!operation.isNeighbour && operation.isLegacy == name.hasPrefix("v1.")) else { return nil }
      self = operation
    }
  }

  /// Whether the operation is one of version 1 of the API, which names RA profiles instead of giving their UUIDs.
  package var isLegacy: Bool {
    switch self {
    case .listIssueCertificateAttributes, .validateIssueCertificateAttributes, .issueCertificate,
      .issueNewCertificate, .renewCertificate, .rekeyCertificate, .revokeCertificate,
      .listRevokeCertificateAttributes, .validateRevokeCertificateAttributes, .getCaCertificates, .getCrl,
      .getCertificate, .listCertificates, .submitCertificateRequest, .uploadCertificate, .identifyCertificate,
      .bulkRevoke, .getCertificateEventHistory, .listCsrAttributes, .createKey, .listKeys, .destroyKey,
      .pushCertificate, .removeCertificate, .listLocations:
      false
    case .legacyIssueCertificate, .legacyRevokeCertificate, .listEntities, .addEndEntity, .getEndEntity,
      .editEndEntity, .revokeAndDeleteEndEntity, .resetPassword:
      true
    }
  }

  /// Whether the operation is not one of the client operations, and its name has no version.
  package var isNeighbour: Bool {
    switch self {
    case .getCaCertificates, .getCrl, .getCertificate, .listCertificates, .submitCertificateRequest, .uploadCertificate,
      .identifyCertificate, .bulkRevoke, .getCertificateEventHistory, .listCsrAttributes, .createKey, .listKeys,
      .destroyKey, .pushCertificate, .removeCertificate, .listLocations:
      true
    case .listIssueCertificateAttributes, .validateIssueCertificateAttributes, .issueCertificate,
      .issueNewCertificate, .renewCertificate, .rekeyCertificate, .revokeCertificate,
      .listRevokeCertificateAttributes, .validateRevokeCertificateAttributes, .legacyIssueCertificate,
      .legacyRevokeCertificate, .listEntities, .addEndEntity, .getEndEntity, .editEndEntity,
      .revokeAndDeleteEndEntity, .resetPassword:
      false
    }
  }
}
