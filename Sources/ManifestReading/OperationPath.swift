/// An operation together with what its path says, as captured API traffic has it.
struct OperationPath {
  let operation: Operation
  var authorityUuid: String?
  var raProfileUuid: String?
  var raProfileName: String?
  var certificateUuid: String?
  var username: String?
  var tokenInstanceUuid: String?
  var tokenProfileUuid: String?
  var keyUuid: String?
  var locationUuid: String?

  /// From a method and a path, with or without the prefix `/api`; nil where the API has no such operation.
  init?(method: String, path: String) {
    var parts = path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    if parts.first == "api" { parts.removeFirst() }
    let decoded = parts.compactMap(\.withoutPercentEncoding)
    guard decoded.count == parts.count, decoded.count >= 2 else { return nil }
    guard decoded[1] == "operations" else {
      self.init(neighbour: method, decoded)
      // The one query that says what is asked for.
      if operation == .listKeys { tokenProfileUuid = OperationPath.parameter("tokenProfileUuid", of: path) }
      return
    }
    let rest = decoded.dropFirst(2)
    switch decoded[0] {
    case "v2": self.init(version2: method, Array(rest))
    case "v1": self.init(version1: method, Array(rest))
    default: return nil
    }
  }

  private static func parameter(_ name: String, of path: String) -> String? {
    guard let query = path.split(separator: "?", maxSplits: 1).dropFirst().first else { return nil }
    let pair = query.split(separator: "&").first { $0.hasPrefix("\(name)=") }
    return pair.flatMap { String($0.dropFirst(name.count + 1)).withoutPercentEncoding }
  }

  private init?(version2 method: String, _ parts: [String]) {
    guard parts.count >= 5, parts[0] == "authorities", parts[2] == "raProfiles" else { return nil }
    let tail = Array(parts[4...])
    let certificate = tail.count > 1 && tail[0] == "certificates" ? tail[1] : nil
    let shape = certificate == nil ? tail : ["certificates", "{}"] + tail[2...]
    switch (method, shape) {
    case ("GET", ["attributes", "issue"]): operation = .listIssueCertificateAttributes
    case ("POST", ["attributes", "issue", "validate"]): operation = .validateIssueCertificateAttributes
    case ("GET", ["attributes", "revoke"]): operation = .listRevokeCertificateAttributes
    case ("POST", ["attributes", "revoke", "validate"]): operation = .validateRevokeCertificateAttributes
    case ("POST", ["certificates"]): operation = .issueCertificate
    case ("POST", ["certificates", "{}", "issue"]): operation = .issueNewCertificate
    case ("POST", ["certificates", "{}", "renew"]): operation = .renewCertificate
    case ("POST", ["certificates", "{}", "rekey"]): operation = .rekeyCertificate
    case ("POST", ["certificates", "{}", "revoke"]): operation = .revokeCertificate
    default: return nil
    }
    authorityUuid = parts[1]
    raProfileUuid = parts[3]
    certificateUuid = certificate
  }

  private init?(version1 method: String, _ parts: [String]) {
    guard parts.count >= 2 else { return nil }
    let name = parts.count > 2 && parts[1] == "endentity" ? parts[2] : nil
    let shape = name == nil ? Array(parts[1...]) : ["endentity", "{}"] + parts[3...]
    switch (method, shape) {
    case ("POST", ["certificate", "issue"]): operation = .legacyIssueCertificate
    case ("POST", ["certificate", "revoke"]): operation = .legacyRevokeCertificate
    case ("GET", ["endentity"]): operation = .listEntities
    case ("POST", ["endentity"]): operation = .addEndEntity
    case ("GET", ["endentity", "{}"]): operation = .getEndEntity
    case ("POST", ["endentity", "{}"]): operation = .editEndEntity
    case ("DELETE", ["endentity", "{}"]): operation = .revokeAndDeleteEndEntity
    case ("PUT", ["endentity", "{}", "resetPassword"]): operation = .resetPassword
    default: return nil
    }
    raProfileName = parts[0]
    username = name
  }
}

extension String {
  /// The text with `%41` and the like undone (RFC 3986 2.1); nil where that is malformed or not UTF-8.
  fileprivate var withoutPercentEncoding: String? {
    guard utf8.contains(0x25) else { return self }
    var octets: [UInt8] = []
    var rest = Array(utf8)[...]
    while let octet = rest.popFirst() {
      guard octet == 0x25 else {
        octets.append(octet)
        continue
      }
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16) else {
        return nil
      }
      octets.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: octets, as: UTF8.self)
  }
}
