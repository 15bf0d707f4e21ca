import DERCoding
package import DocumentModel
package import PKIModel

/// CertificateDetailDto of the API, and CertificateDto, which is the first part of it.
package struct CertificateDetail: Sendable {
  private let issued: IssuedCertificate
  private let issuerSerialNumber: SerialNumber?
  private let raProfile: (uuid: UniqueID, name: String?)?
  private let state: CertificateState
  /// Members `issueAttributes` and `customAttributes`, as JSON without braces.
  private let attributes: [UInt8]
  /// The certificate that this one renews or rekeys.
  private let source: UniqueID?

  package init(
    _ issued: IssuedCertificate, issuerSerialNumber: SerialNumber?, raProfile: (uuid: UniqueID, name: String?)?,
    state: CertificateState = .issued, attributes: [UInt8] = [], source: UniqueID? = nil
  ) {
    self.issued = issued
    self.issuerSerialNumber = issuerSerialNumber
    self.raProfile = raProfile
    self.state = state
    self.attributes = attributes
    self.source = source
  }

  /// All that the API shows of one certificate.
  package func write(to writer: inout JSONWriter) { write(to: &writer) { _ in } }

  /// The same, and more members behind.
  func write(to writer: inout JSONWriter, _ more: (inout JSONWriter) -> Void) {
    // The certificate was read before it was signed; a certificate that cannot be read is shown by its record alone.
    let fields = try? Certificate.TBSFields(der: issued.record.tbs)
    writer.object { writer in
      writeSummary(fields, to: &writer)
      writer.member("sourceCertificateUuid", ifPresent: source?.description)
      if let fields { writeExtensions(fields, to: &writer) }
      writer.member("certificateContent") { $0.plainString { Base64.append(issued.der, to: &$0) } }
      if let request = issued.record.request { writer.requestMember(request) }
      writer.members(attributes)
      more(&writer)
    }
  }

  /// What a list shows of it.
  package func writeSummary(to writer: inout JSONWriter) {
    let fields = try? Certificate.TBSFields(der: issued.record.tbs)
    writer.object { writeSummary(fields, to: &$0) }
  }

  /// What another certificate shows of it: nothing that changes later.
  func writeRelated(to writer: inout JSONWriter) {
    writer.object {
      writeNames(to: &$0)
      $0.member("fingerprint", Hex.encode(issued.fingerprint))
    }
  }

  private func writeSummary(_ fields: Certificate.TBSFields?, to writer: inout JSONWriter) {
    writeNames(to: &writer)
    if let fields { writeKey(fields, to: &writer) }
    writer.member("state", state.rawValue)
    writer.member("certificateType", "X.509")
    writer.member("fingerprint", Hex.encode(issued.fingerprint))
    if let issuerSerialNumber { writer.member("issuerSerialNumber", issuerSerialNumber.description) }
    if let raProfile { writer.raProfileMember(uuid: raProfile.uuid, name: raProfile.name) }
  }

  private func writeNames(to writer: inout JSONWriter) {
    let commonName = OID(2, 5, 4, 3)
    writer.member("uuid", issued.record.uuid.description)
    writer.member("commonName", ifPresent: issued.summary.subject.text(of: commonName))
    writer.member("serialNumber", issued.summary.serialNumber.description)
    writer.member("issuerCommonName", ifPresent: issued.summary.issuer.text(of: commonName))
    writer.member("issuerDn", issued.summary.issuerText)
    writer.member("subjectDn", issued.summary.subjectText)
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
    writer.altNamesMember(fields.certificateExtension(.subjectAltName).flatMap { try? $0.generalNames() } ?? [])
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
