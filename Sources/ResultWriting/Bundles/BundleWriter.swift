import DocumentModel
package import FilePublishing
import OpenSSLBackend
import PKIModel
import RequestResolution

/// A file of the output with its digest.
struct PublishedFile: Sendable {
  let path: String
  /// SHA-256, hexadecimal.
  let digest: String

  init(path: String, octets: [UInt8]) {
    self.path = path
    digest = Hex.encode(MessageDigest.sha256.of(octets))
  }

  /// The file's line in SHA256SUMS, as `sha256sum -c` reads it.
  var checksumLine: [UInt8] { Array("\(digest)  \(path)\n".utf8) }
}

/// Writes each certificate as files of its own: a folder with every form that somebody may need, or one PEM file.
package struct BundleWriter: Sendable {
  private let folder: OutputFolder
  private let isWhole: Bool

  /// Nil where certificates have no files of their own.
  package init?(folder: OutputFolder, mode: ResultsWriter.Mode) {
    switch mode {
    case .files: isWhole = true
    case .pem: isWhole = false
    case .bulk: return nil
    }
    self.folder = folder
  }

  /// The certificate's folder, and its file but for the extension: 256 folders share all certificates, by the last octet
  /// of the UUID.
  private static func path(of uuid: UniqueID) -> String {
    "certificates/\(Hex.encode(uuid.octets.suffix(1)))/\(uuid)"
  }

  /// detail.json of a certificate, as of the moment of issuing.
  private static func detail(
    _ certificate: IssuedCertificate, _ issuer: IssuerFiles?, _ detail: RequestDetail
  ) -> [UInt8] {
    var writer = JSONWriter(indented: true)
    let profile = certificate.record.raProfile
    CertificateDetail(
      certificate, issuerSerialNumber: issuer?.issuerSerialNumber,
      raProfile: profile.map { ($0, issuer?.profileNames[$0]) }, attributes: detail.attributes,
      source: detail.sourceCertificate
    ).write(to: &writer)
    writer.endLine()
    return writer.bytes
  }

  func write(
    _ certificate: IssuedCertificate, _ issuer: IssuerFiles?, _ detail: RequestDetail, _ request: RequestRecord
  ) throws(FileError) -> [PublishedFile] {
    let pem = PEM.encode(certificate.der, label: "CERTIFICATE")
    let base = BundleWriter.path(of: certificate.record.uuid)
    guard isWhole else {
      let path = base + ".pem"
      try folder.write(pem, to: path)
      return [PublishedFile(path: path, octets: pem)]
    }
    var files: [(name: String, octets: [UInt8])] = [
      ("certificate.pem", pem), ("certificate.cer", certificate.der),
      ("bundle.p7b", CertificateBag.der([certificate.der] + (issuer?.chain ?? []))),
      ("detail.json", BundleWriter.detail(certificate, issuer, detail)),
    ]
    if let issuer {
      files.append(("chain.pem", issuer.chainPEM))
      files.append(("fullchain.pem", pem + issuer.chainPEM))
    }
    if let der = certificate.record.request { files.append(BundleWriter.requestFile(der)) }
    try folder.write(files, toFolder: base)
    return files.map { PublishedFile(path: "\(base)/\($0.name)", octets: $0.octets) }
  }

  /// PKCS#10 as PEM (RFC 7468 7); CRMF, for which there is no label, as DER.
  private static func requestFile(_ der: [UInt8]) -> (name: String, octets: [UInt8]) {
    switch RequestFormat(der: der) {
    case .crmf?: ("request.crmf", der)
    case .pkcs10?, nil: ("request.csr", PEM.encode(der, label: "CERTIFICATE REQUEST"))
    }
  }
}
