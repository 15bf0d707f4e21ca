import DERCoding

extension GeneralName {
  /// Why text is not a general name.
  package struct TextError: Error, Hashable, Sendable {
    /// What is wrong, for people.
    package let problem: String
  }

  /// From a kind's name and the value's text; `upn` is the otherName of a Microsoft user principal name.
  package init(kind: String, value: String) throws(TextError) {
    guard !value.isEmpty else { throw TextError(problem: "the value of \(kind) is empty") }
    switch kind {
    case "dNSName", "DNS", "dns": self = .dNSName(try GeneralName.ascii(value))
    case "rfc822Name", "email": self = .rfc822Name(try GeneralName.ascii(value))
    case "uniformResourceIdentifier", "URI", "uri": self = .uniformResourceIdentifier(try GeneralName.ascii(value))
    case "iPAddress", "IP", "ip":
      guard let octets = IPAddress.octets(value) else {
        throw TextError(problem: "'\(value)' is not an IP address")
      }
      self = .iPAddress(octets)
    case "registeredID":
      guard let oid = OID(dotted: value) else { throw TextError(problem: "'\(value)' is not an object identifier") }
      self = .registeredID(oid)
    case "directoryName":
      do { self = .directoryName(try DistinguishedName(text: value)) } catch {
        throw TextError(problem: "'\(value)' is not a distinguished name: \(error.problem)")
      }
    case "upn":
      var writer = DERWriter()
      writer.element(.utf8String, String(value))
      self = .otherName(.userPrincipalName, value: writer.bytes)
    default:
      throw TextError(problem: "'\(kind)' is not a kind of subject alternative name")
    }
  }

  /// What an IA5String can hold.
  private static func ascii(_ value: String) throws(TextError) -> String {
    guard value.utf8.allSatisfy({ $0 < 0x80 }) else {
      throw TextError(problem: "'\(value)' has characters other than ASCII")
    }
    return value
  }

  /// From EJBCA's list `dNSName=a.example, iPAddress=10.0.0.1`; a comma inside a value is written `\,`.
  package static func list(_ text: String) throws(TextError) -> [GeneralName] {
    var names: [GeneralName] = []
    for part in splitUnescaped(text) where !part.trimmingBlanks.isEmpty {
      guard let equals = part.firstIndex(of: "=") else {
        throw TextError(problem: "'\(part.trimmingBlanks)' is not of the form kind=value")
      }
      names.append(
        try GeneralName(
          kind: String(part[..<equals]).trimmingBlanks,
          value: String(part[part.index(after: equals)...]).trimmingBlanks))
    }
    return names
  }

  private static func splitUnescaped(_ text: String) -> [String] {
    var parts = [""]
    var isEscaped = false
    for character in text {
      if isEscaped {
        if character != "," { parts[parts.count - 1].append("\\") }
        parts[parts.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "," {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    if isEscaped { parts[parts.count - 1].append("\\") }
    return parts
  }
}
