import DocumentModel
import PKIModel

/// Members that the API shows of a certificate, issued or only submitted.
extension JSONWriter {
  mutating func raProfileMember(uuid: UniqueID, name: String?) {
    member("raProfile") {
      $0.object {
        $0.member("uuid", uuid.description)
        $0.member("name", ifPresent: name)
      }
    }
  }

  /// The names by their kinds; each kind has its list, though empty.
  mutating func altNamesMember(_ names: [GeneralName]) {
    member("subjectAlternativeNames") {
      $0.object { writer in
        for kind in GeneralName.Kind.allCases {
          writer.member(kind.rawValue, names.filter { $0.kind == kind }.map(\.valueText))
        }
      }
    }
  }

  /// Members that are JSON already, without braces.
  mutating func members(_ members: [UInt8]) {
    guard !members.isEmpty, let root = try? JSONReader.document([0x7B] + members + [0x7D]).root else { return }
    for member in root.children { self.member(member.name ?? "") { $0.value(member) } }
  }

  /// - Parameter request: DER.
  mutating func requestMember(_ request: [UInt8]) {
    member("certificateRequest") {
      $0.object {
        $0.member("certificateType", "X.509")
        $0.member("certificateRequestFormat", (RequestFormat(der: request) ?? .pkcs10).rawValue)
        $0.member("content") { $0.plainString { Base64.append(request, to: &$0) } }
      }
    }
  }
}
