import Configuration
package import DocumentModel
import PKIModel

/// LocationDto of the API: a location, and certificates that stand in it.
package struct LocationDetail: Sendable {
  /// CertificateInLocationDto of the API.
  struct Certificate: Sendable {
    let entry: LocationEntry
    let record: CertificateRecord
  }

  let location: Location
  let certificates: [Certificate]

  /// Writes it as the next value.
  package func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("uuid", location.uuid.description)
      writer.member("name", location.name)
      writer.member("description", ifPresent: location.description)
      writer.member("enabled", location.isEnabled)
      writer.member("supportMultipleEntries", location.supportsMultipleEntries)
      writer.member("supportKeyManagement", location.supportsKeyManagement)
      writer.member("certificates") { $0.array(certificates) { $1.write(to: &$0) } }
    }
  }

  /// The same as JSON.
  var json: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.bytes
  }
}

extension LocationDetail.Certificate {
  fileprivate func write(to writer: inout JSONWriter) {
    // The certificate was read before it was signed.
    let summary = try? TBSSummary(der: record.tbs)
    writer.object { writer in
      writer.member("certificateUuid", record.uuid.description)
      writer.member("state", record.state.rawValue)
      writer.member("commonName", ifPresent: summary?.subject.text(of: OID(2, 5, 4, 3)))
      writer.member("serialNumber", record.serialNumber.description)
      writer.member("pushAttributes") { $0.raw(entry.pushAttributes) }
    }
  }
}
