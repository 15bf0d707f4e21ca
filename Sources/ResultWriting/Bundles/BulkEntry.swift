import DocumentModel
import PKIModel

/// A certificate as it goes into the large files of bulk publishing.
package struct BulkEntry: Sendable {
  let pem: [UInt8]
  private let requestID: String
  private let uuid: UniqueID
  private let serialNumber: SerialNumber

  init(_ certificate: IssuedCertificate, requestID: String) {
    pem = PEM.encode(certificate.der, label: "CERTIFICATE")
    self.requestID = requestID
    uuid = certificate.record.uuid
    serialNumber = certificate.summary.serialNumber
  }

  /// The entry's line in the index; the offset is where its PEM begins in certificates.pem.
  func indexLine(offset: Int) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("id", requestID)
      $0.member("certificateUuid", uuid.description)
      $0.member("serialNumber", serialNumber.description)
      $0.member("offset", offset)
      $0.member("length", pem.count)
    }
    return writer.bytes + [0x0A]
  }
}
