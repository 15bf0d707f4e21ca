package import DocumentModel

extension HomeFile {
  /// What a file of a kind says, as JSON.
  package static func json(_ root: DocumentNode, of kind: HomeFileKind) -> [UInt8] {
    var writer = JSONWriter(indented: true)
    TypedJSON(memberKinds).write(root, as: kind == .customAttributes ? .array : .object, to: &writer)
    writer.endLine()
    return writer.bytes
  }

  /// What a file of a kind says, as XML.
  ///
  /// - Parameter namespace: That of home files.
  package static func xml(_ root: DocumentNode, of kind: HomeFileKind, namespace: String) -> [UInt8] {
    var writer = XMLWriter()
    writer.root(kind.element, namespace: namespace) { writer in
      for child in root.children { writer.value(child.name, child) }
    }
    return writer.bytes
  }

  /// The types of members that are no strings.
  static let memberKinds: [String: DocumentKind] = {
    var kinds: [String: DocumentKind] = [:]
    for name in [
      "validityHours", "days", "minDays", "maxDays", "backdateMinutes", "minBits", "maxBits", "max",
      "passwordMinLength", "passwordHashLogN", "descriptor",
    ] { kinds[name] = .number }
    for name in [
      "enabled", "lenientAttributes", "basicConstraints", "required", "readOnly", "visible", "list", "multiSelect",
      "extensibleList", "global", "overwrite", "acceptRAVerified", "leaveRevoked", "supportMultipleEntries",
      "supportKeyManagement",
    ] { kinds[name] = .boolean }
    for name in [
      "builtInAttributes", "issueAttributes", "revokeAttributes", "renewalKeeps", "keyUsage", "extendedKeyUsage",
      "policies", "crlDistributionPoints", "ocsp", "caIssuers", "subject", "subjectAltNames", "keys", "curves", "copy",
      "content", "constraints", "mappings", "targets", "resources", "rows", "attributes", "usages", "pushAttributes",
    ] { kinds[name] = .array }
    for name in [
      "key", "crl", "validity", "authorityInfoAccess", "requestedExtensions", "enrolment", "properties",
      "attributeCallback", "when", "token", "passphrase", "password",
    ] { kinds[name] = .object }
    return kinds
  }()
}
