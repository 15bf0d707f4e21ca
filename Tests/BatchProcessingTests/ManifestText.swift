import PKIModel
import TestSupport

/// Manifests in JSON, put together from requests.
enum ManifestText {
  /// A manifest whose requests are under `tls-server` unless they say otherwise.
  static func of(_ requests: [String], batch: String = "b-1", mode: String = "per-item") -> String {
    """
    {"manifestVersion":1,"batchId":"\(batch)","mode":"\(mode)","defaults":{"raProfileName":"tls-server"},
    "requests":[
    \(requests.joined(separator: ",\n"))
    ]}

    """
  }

  /// A request; `members` follow the operation.
  static func request(_ id: String, _ operation: String, _ members: String...) -> String {
    "{" + ([#""id":"\#(id)""#, #""operation":"\#(operation)""#] + members).joined(separator: ",") + "}"
  }

  /// A request for a certificate with one DNS name.
  static func issue(_ id: String, _ request: [UInt8], name: String, _ members: String...) -> String {
    let body = """
      "body":{"request":"\(base64(request))","attributes":[{"name":"san","contentType":"string",\
      "content":[{"data":"dNSName=\(name)"}]}]}
      """
    return "{" + ([#""id":"\#(id)","operation":"issueCertificate""#, body] + members).joined(separator: ",") + "}"
  }

  static func revoke(_ id: String, _ certificate: String, reason: String? = nil, _ members: String...) -> String {
    let body = reason.map { #"{"reason":"\#($0)"}"# } ?? "{}"
    let own = [
      #""id":"\#(id)","operation":"revokeCertificate""#, #""certificateUuid":"\#(certificate)""#, #""body":\#(body)"#,
    ]
    return "{" + (own + members).joined(separator: ",") + "}"
  }

  static func addEndEntity(_ id: String, _ username: String, password: String, name: String) -> String {
    request(
      id, "addEndEntity",
      """
      "body":{"username":"\(username)","password":"\(password)","subjectDN":"CN=\(name)",\
      "subjectAltName":"dNSName=\(name)"}
      """)
  }

  static func enrol(_ id: String, _ username: String, password: String, _ request: [UInt8]) -> String {
    self.request(
      id, "legacyIssueCertificate",
      #""body":{"username":"\#(username)","password":"\#(password)","pkcs10":"\#(base64(request))"}"#)
  }

  static func base64(_ octets: [UInt8]) -> String { String(decoding: Base64.encode(octets), as: UTF8.self) }
}
