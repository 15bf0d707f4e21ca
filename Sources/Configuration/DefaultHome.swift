import DocumentModel
package import PKIModel

/// The configuration files of a new home: one authority and three RA profiles that work as they are.
package enum DefaultHome {
  /// The files, JSON.
  ///
  /// - Parameters:
  ///   - authority: The issuing CA's UUID.
  ///   - profiles: Three UUIDs, for `tls-server`, `tls-client` and `device`.
  package static func files(authority: UniqueID, profiles: [UniqueID]) -> [HomeFile] {
    let kinds = zip(Kind.allCases, profiles)
    return [authorityFile(authority)]
      + kinds.map { file("ra-profiles/\($0.rawValue).json", $0.raProfile(uuid: $1, authority: authority)) }
      + Kind.allCases.map { file("certificate-profiles/\($0.rawValue).json", $0.certificateProfile) }
      + Kind.allCases.map { file("end-entity-profiles/\($0.rawValue).json", $0.endEntityProfile) }
      + [file("custom-attributes.json") { $0.array { _ in } }]
  }

  /// Where the default authority's key and chain lie.
  package static let keyPath = "keys/issuing-ca.pem"
  package static let chainPath = "keys/issuing-ca-chain.pem"
  /// Where the root's key lies; it is needed only to renew the issuing CA.
  package static let rootKeyPath = "keys/root-ca.pem"

  private static func authorityFile(_ uuid: UniqueID) -> HomeFile {
    file("authorities/issuing-ca.json") {
      $0.object {
        $0.member("uuid", uuid.description)
        $0.member("name", "issuing-ca")
        $0.member("chain", chainPath)
        $0.member("key") { $0.object { $0.member("file", keyPath) } }
        $0.member("crl") { $0.object { $0.member("validityHours", 168) } }
      }
    }
  }

  private static func file(_ path: String, _ body: (inout JSONWriter) -> Void) -> HomeFile {
    var writer = JSONWriter(indented: true)
    body(&writer)
    writer.endLine()
    return HomeFile(path: path, octets: writer.bytes)
  }
}

private enum Kind: String, CaseIterable {
  case tlsServer = "tls-server"
  case tlsClient = "tls-client"
  case device

  func raProfile(uuid: UniqueID, authority: UniqueID) -> (inout JSONWriter) -> Void {
    {
      $0.object {
        $0.member("uuid", uuid.description)
        $0.member("name", rawValue)
        $0.member("description", description)
        $0.member("authorityInstanceUuid", authority.description)
        $0.member("enabled", true)
        $0.member("certificateProfile", rawValue)
        $0.member("endEntityProfile", rawValue)
        $0.member("builtInAttributes", ["email", "san"])
        $0.member("issueAttributes") { $0.array { $0.element(validityAttribute) } }
        $0.member("revokeAttributes") { $0.array { _ in } }
      }
    }
  }

  func certificateProfile(_ writer: inout JSONWriter) {
    writer.object {
      $0.member("name", rawValue)
      $0.member("validity") {
        $0.object {
          $0.member("days", days)
          $0.member("minDays", 1)
          $0.member("maxDays", days)
          $0.member("backdateMinutes", 5)
          $0.member("beyondAuthority", "shorten")
        }
      }
      $0.member("keyUsage", self == .tlsServer ? ["digitalSignature", "keyEncipherment"] : ["digitalSignature"])
      $0.member("extendedKeyUsage", purposes)
      $0.member("basicConstraints", true)
      $0.member("policies", [])
      $0.member("crlDistributionPoints", [])
    }
  }

  func endEntityProfile(_ writer: inout JSONWriter) {
    writer.object {
      $0.member("name", rawValue)
      $0.member("subject") { $0.array(subjectTypes) { $0.subjectRule($1, isRequired: $1 == requiredSubject) } }
      $0.member("unlistedSubject", "refuse")
      $0.member("subjectAltNames") { $0.array(altNameKinds) { $0.altNameRule($1) } }
      $0.member("unlistedSubjectAltNames", "refuse")
      $0.member("keys") { $0.array { $0.defaultKeys() } }
      $0.member("requestedExtensions") {
        $0.object {
          $0.member("copy", [])
          $0.member("others", "drop")
        }
      }
    }
  }

  private var description: String {
    switch self {
    case .tlsServer: "Servers that speak TLS"
    case .tlsClient: "People and programs that authenticate to TLS servers"
    case .device: "Devices, identified by their serial number"
    }
  }

  private var days: Int { self == .device ? 3650 : 397 }

  private var purposes: [String] {
    switch self {
    case .tlsServer: ["serverAuth"]
    case .tlsClient: ["clientAuth"]
    case .device: ["clientAuth", "serverAuth"]
    }
  }

  private var requiredSubject: String? { self == .tlsServer ? nil : "commonName" }

  private var subjectTypes: [String] {
    let common = ["commonName", "organizationalUnit", "organization", "locality", "state", "country"]
    return self == .device
      ? common + ["serialNumber", "domainComponent"] : common + ["emailAddress", "domainComponent"]
  }

  private var altNameKinds: [String] {
    switch self {
    case .tlsServer: ["dNSName", "iPAddress"]
    case .tlsClient: ["rfc822Name", "dNSName", "uniformResourceIdentifier", "otherName"]
    case .device: ["dNSName", "iPAddress", "uniformResourceIdentifier"]
    }
  }

  private func validityAttribute(_ writer: inout JSONWriter) {
    writer.object {
      $0.member("uuid", "5d0b7e0c-8a0a-4c62-9f3e-5f0c6d0c9a11")
      $0.member("name", "validityDays")
      $0.member("description", "Days of validity, within the certificate profile's bounds")
      $0.member("type", "data")
      $0.member("contentType", "integer")
      $0.member("properties") {
        $0.object {
          $0.member("label", "Validity in days")
          $0.member("required", false)
        }
      }
      $0.member("effect", "validity.days")
    }
  }
}

extension JSONWriter {
  fileprivate mutating func subjectRule(_ type: String, isRequired: Bool) {
    object {
      $0.member("type", type)
      if isRequired { $0.member("required", true) }
      if type == "country" { $0.member("regExp", "[A-Z]{2}") }
      if type == "organizationalUnit" || type == "domainComponent" { $0.member("max", 8) }
    }
  }

  fileprivate mutating func altNameRule(_ kind: String) {
    object { $0.member("kind", kind) }
  }

  fileprivate mutating func defaultKeys() {
    element {
      $0.object {
        $0.member("algorithm", "rsa")
        $0.member("minBits", 2048)
        $0.member("maxBits", 4096)
      }
    }
    element {
      $0.object {
        $0.member("algorithm", "ec")
        $0.member("curves", ["P-256", "P-384", "P-521"])
      }
    }
    element { $0.object { $0.member("algorithm", "ed25519") } }
  }
}
