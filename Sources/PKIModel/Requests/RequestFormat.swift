import DERCoding

/// How a certificate request is written; the raw value is the API's word (CertificateRequestFormat).
package enum RequestFormat: String, CaseIterable, Sendable {
  case pkcs10
  case crmf

  /// The format that octets look like; whether they are such a request is for its reader to say.
  ///
  /// Behind two SEQUENCEs, PKCS#10 has its version (RFC 2986 4.1), CRMF a third one with certReqId (RFC 4211 3, 5).
  package init?(der: [UInt8]) {
    var outer = DERReader(der)
    guard var fields = try? outer.enter(.sequence), var inner = try? fields.enter(.sequence) else { return nil }
    switch inner.nextTag {
    case .integer: self = .pkcs10
    case .sequence:
      guard let request = try? inner.enter(.sequence), request.nextTag == .integer else { return nil }
      self = .crmf
    default: return nil
    }
  }

  /// What people call it.
  package var name: String {
    switch self {
    case .pkcs10: "PKCS#10"
    case .crmf: "CRMF"
    }
  }
}
