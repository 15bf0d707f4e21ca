import DocumentModel
import PKIModel
import RequestResolution

/// A certificate as it goes into the large files of bulk publishing.
package struct BulkEntry: Sendable {
  let pem: [UInt8]
  /// The entry's line in the index, up to the offset that only the order of all entries tells.
  private let beforeOffset: [UInt8]

  init(_ certificate: IssuedCertificate, requestID: String) {
    let pem = PEM.encode(certificate.der, label: "CERTIFICATE")
    var writer = JSONWriter()
    writer.object {
      $0.member("id", requestID)
      $0.member("certificateUuid", certificate.record.uuid.description)
      $0.member("serialNumber", certificate.summary.serialNumber.description)
      $0.member("length", pem.count)
      $0.member("offset") { _ in }
    }
    self.pem = pem
    beforeOffset = Array(writer.bytes.dropLast())
  }

  /// The entry's line in the index; the offset is where its PEM begins in certificates.pem.
  func indexLine(offset: Int) -> [UInt8] { beforeOffset + Array("\(offset)}\n".utf8) }
}
