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
    let passphrase = try tool.folder.write(BatchSite.passphrase.utf8, to: "passphrase")
    let keys = site.folder.file("home/keys/")
    requests = try (0..<count).map { try tool.request(key: key, subject: "/CN=old-\($0).example") }
    signed = try requests.enumerated().map { number, request in
      let file = try tool.folder.write(request, to: "request.der")
      return try tool.run([
        "x509", "-req", "-in", file, "-inform", "DER", "-CA", keys + "issuing-ca-chain.pem", "-CAkey",
        keys + "issuing-ca.pem", "-passin", "file:\(passphrase)", "-set_serial", "\(1000 + number)", "-days", "30",
        "-outform", "DER", "-extfile",
        try tool.folder.write("basicConstraints=CA:FALSE\nsubjectAltName=DNS:old-\(number).example".utf8, to: "ext"),
      ]).stdout
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
