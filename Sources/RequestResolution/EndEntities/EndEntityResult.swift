package import DocumentModel
package import PKIModel

/// What became of an end entity: the member `endEntity` of a result, which the API has nowhere.
package struct EndEntityResult: Sendable {
  package let username: String
  /// Nil where the end entity is gone.
  package var status: EndEntityStatus?
  package var previousStatus: EndEntityStatus?
  /// Where in the output the new password lies.
  package var secretFile: String?
  /// The certificates that were revoked with it.
  package var revoked: [RevokedCertificate] = []

  /// A certificate by both of its names.
  package struct RevokedCertificate: Sendable {
    package let uuid: UniqueID
    let serialNumber: String
  }

  init(username: String) { self.username = username }

  /// From the form that results and the ledger have.
  init?(_ node: DocumentNode) {
    guard let username = node.member("username")?.string else { return nil }
    self.username = username
    status = node.member("status")?.string.flatMap(EndEntityStatus.init(rawValue:))
    previousStatus = node.member("previousStatus")?.string.flatMap(EndEntityStatus.init(rawValue:))
    secretFile = node.member("secretFile")?.string
    revoked = (node.member("revoked").map { Array($0.children) } ?? []).compactMap { node in
      guard let uuid = node.member("certificateUuid")?.string.flatMap({ UniqueID($0) }),
        let serialNumber = node.member("serialNumber")?.string
      else { return nil }
      return RevokedCertificate(uuid: uuid, serialNumber: serialNumber)
    }
  }

  /// The form that results and the ledger have.
  package func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("username", username)
      $0.member("status", ifPresent: status?.rawValue)
      $0.member("previousStatus", ifPresent: previousStatus?.rawValue)
      $0.member("secretFile", ifPresent: secretFile)
      guard status == nil else { return }
      $0.member("revoked") {
        $0.array(revoked) { writer, certificate in
          writer.object {
            $0.member("certificateUuid", certificate.uuid.description)
            $0.member("serialNumber", certificate.serialNumber)
          }
        }
      }
    }
  }
}
