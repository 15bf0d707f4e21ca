import OpenSSLBackend
import PKIModel
import TestSupport
import Testing

@testable import BatchProcessing

/// Certificates that the authority of a site has signed without certmill, as before a migration.
struct OtherCertificates {
  /// DER.
  let signed: [[UInt8]]
  /// Of nobody's authority.
  let foreign: [UInt8]
  /// The requests behind those that are signed, DER.
  let requests: [[UInt8]]

  init(of site: BatchSite, count: Int) throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.ed25519, named: "key")
    let authority = try SigningElsewhere(as: site)
    requests = try (0..<count).map { try tool.request(key: key, subject: "/CN=old-\($0).example") }
    signed = try requests.enumerated().map { number, request in
      try authority.certificate(
        for: request, serialNumber: "0" + String(1000 + number, radix: 16),
        extensions: ["basicConstraints=CA:FALSE", "subjectAltName=DNS:old-\(number).example"])
    }
    foreign = try tool.certificate(key: key, subject: "/CN=Somebody Else")
  }

  static func upload(_ id: String, _ certificate: [UInt8]) -> String {
    ManifestText.request(
      id, "uploadCertificate", #""body":{"certificate":"\#(ManifestText.base64(certificate))"}"#)
  }

  static func identify(_ id: String, _ certificate: [UInt8]) -> String {
    ManifestText.request(id, "identifyCertificate", #""certificateUuid":\#(name(certificate))"#)
  }

  /// A reference by fingerprint.
  static func name(_ certificate: [UInt8]) -> String {
    #"{"fingerprint":"\#(Hex.encode(MessageDigest.sha256.of(certificate)))"}"#
  }
}
