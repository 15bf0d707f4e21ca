import DERCoding
import DocumentModel
import PKIModel
import RequestResolution

/// detail.json of a certificate: CertificateDetailDto of the API, as of the moment of issuing.
struct CertificateDetail {
  private let issued: IssuedCertificate
  private let issuer: IssuerFiles?
  private let detail: RequestDetail

  init(_ issued: IssuedCertificate, _ issuer: IssuerFiles?, _ detail: RequestDetail) {
    self.issued = issued
    self.issuer = issuer
    self.detail = detail
  }

  var octets: [UInt8] {
    var writer = JSONWriter(indented: true)
    // The certificate was read before it was signed; a certificate that cannot be read is shown by its record alone.
    let fields = try? Certificate.TBSFields(der: issued.record.tbs)
    writer.object { writer in
      writeNames(to: &writer)
      if let fields { writeKey(fields, to: &writer) }
      writer.member("state", CertificateState.issued.rawValue)
      writer.member("certificateType", "X.509")
      writer.member("fingerprint", Hex.encode(issued.fingerprint))
      if let issuer { writer.member("issuerSerialNumber", issuer.issuerSerialNumber.description) }
      writer.member("raProfile") {
        $0.object {
          $0.member("uuid", issued.record.raProfile.description)
          $0.member("name", ifPresent: issuer?.profileNames[issued.record.raProfile])
        }
      }
      writer.member("sourceCertificateUuid", ifPresent: detail.sourceCertificate?.description)
      if let fields { writeExtensions(fields, to: &writer) }
      writer.member("certificateContent") { $0.base64(issued.der) }
      if let request = issued.record.request { writeRequest(request, to: &writer) }
      writeAttributes(to: &writer)
    }
    writer.endLine()
    return writer.bytes
  }

  private func writeNames(to writer: inout JSONWriter) {
    let commonName = OID(2, 5, 4, 3)
    writer.member("uuid", issued.record.uuid.description)
    writer.member("commonName", ifPresent: issued.summary.subject.text(of: commonName))
    writer.member("serialNumber", issued.summary.serialNumber.description)
    writer.member("issuerCommonName", ifPresent: issued.summary.issuer.text(of: commonName))
    writer.member("issuerDn", issued.summary.issuer.description)
    writer.member("subjectDn", issued.summary.subject.description)
    writer.member("notBefore", issued.summary.validity.notBefore.description)
    writer.member("notAfter", issued.summary.validity.notAfter.description)
  }

  private func writeKey(_ fields: Certificate.TBSFields, to writer: inout JSONWriter) {
    writer.member("publicKeyAlgorithm", fields.publicKey.apiName)
    writer.member("signatureAlgorithm", fields.signatureAlgorithm.apiName)
    if let bits = fields.publicKey.bits { writer.member("keySize", bits) }
  }

  private func writeExtensions(_ fields: Certificate.TBSFields, to writer: inout JSONWriter) {
    if let purposes = fields.certificateExtension(.extendedKeyUsage).flatMap({
      try? ExtendedKeyUsage.purposes(extensionValue: $0.value)
    }) {
      writer.member("extendedKeyUsage", purposes.map(\.description))
    }
    writer.member("keyUsage", fields.keyUsage?.names ?? [])
    writer.member("basicConstraints", "Subject Type=\(fields.isCA ? "CA" : "End Entity")")
    let names = fields.certificateExtension(.subjectAltName).flatMap { try? $0.generalNames() } ?? []
    writer.member("subjectAlternativeNames") {
      $0.object { writer in
        for kind in GeneralName.Kind.allCases {
          writer.member(kind.rawValue, names.filter { $0.kind == kind }.map(\.valueText))
        }
      }
    }
  }

  private func writeRequest(_ request: [UInt8], to writer: inout JSONWriter) {
    writer.member("certificateRequest") {
      $0.object {
        $0.member("certificateType", "X.509")
        $0.member("certificateRequestFormat", (RequestFormat(der: request) ?? .pkcs10).rawValue)
        $0.member("content") { $0.base64(request) }
      }
    }
  }

  private func writeAttributes(to writer: inout JSONWriter) {
    guard !detail.attributes.isEmpty,
      let root = try? JSONReader.document([0x7B] + detail.attributes + [0x7D]).root
    else { return }
    for member in root.children { writer.member(member.name ?? "") { $0.value(member) } }
  }
}

extension AlgorithmIdentifier {
  /// The API's name of a signature algorithm.
  fileprivate var apiName: String {
    switch oid {
    case .sha256WithRSA: "SHA256withRSA"
    case .sha384WithRSA: "SHA384withRSA"
    case .sha512WithRSA: "SHA512withRSA"
    case .ecdsaWithSHA256: "SHA256withECDSA"
    case .ecdsaWithSHA384: "SHA384withECDSA"
    case .ecdsaWithSHA512: "SHA512withECDSA"
    case .ed25519: "Ed25519"
    default: oid.description
    }
  }
}
