import PKIModel

/// Requests of a manifest as JSON.
enum RequestJSON {
  /// `members` follow id and operation; the profile is `tls-server` unless they name one.
  static func of(_ operation: String, id: String = "r", _ members: String...) -> String {
    let profile = members.contains { $0.contains("raProfile") } ? [] : [#""raProfileName":"tls-server""#]
    return "{" + ([#""id":"\#(id)","operation":"\#(operation)""#] + profile + members).joined(separator: ",") + "}"
  }

  static func issue(
    _ parts: RequestParts, id: String = "r", attributes: [(name: String, value: String)] = [],
    profile: String = Desk.server,
    _ members: String...
  ) throws -> String {
    let content = attributes.map { name, value in
      let (type, data) = name == "validityDays" ? ("integer", value) : ("string", "\"\(value)\"")
      return #"{"name":"\#(name)","contentType":"\#(type)","content":[{"data":\#(data)}]}"#
    }
    let body = #""body":{"request":"\#(try parts.base64())","attributes":[\#(content.joined(separator: ","))]}"#
    let all = [#""id":"\#(id)","operation":"issueCertificate","raProfileUuid":"\#(profile)""#, body] + members
    return "{" + all.joined(separator: ",") + "}"
  }

  /// Issues what is in `text`, however it is wrapped.
  static func issue(text: String, _ members: String...) -> String {
    // Scalar by scalar, because "\r\n" is one character.
    let escaped = text.unicodeScalars.map { $0 == "\r" ? "\\r" : $0 == "\n" ? "\\n" : String($0) }.joined()
    let all = [
      #""id":"r","operation":"issueCertificate","raProfileName":"tls-server""#, #""body":{"request":"\#(escaped)"}"#,
    ]
    return "{" + (all + members).joined(separator: ",") + "}"
  }

  /// renewCertificate or rekeyCertificate; `request` is what the body has besides `members`.
  static func succeed(
    _ operation: String, _ certificate: String, id: String = "n", request: RequestParts? = nil, members: String...,
    profile: String = Desk.server
  ) throws -> String {
    let request = try request.map { [#""request":"\#(try $0.base64())""#] } ?? []
    return of(
      operation, id: id, #""raProfileUuid":"\#(profile)""#, #""certificateUuid":"\#(certificate)""#,
      #""body":{\#((request + members).joined(separator: ","))}"#)
  }

  static func revoke(_ certificate: String, id: String = "v", body: String = "{}", profile: String = Desk.server)
    -> String
  {
    let name = certificate.hasPrefix("{") ? certificate : "\"\(certificate)\""
    return of(
      "revokeCertificate", id: id, #""raProfileUuid":"\#(profile)""#, #""certificateUuid":\#(name)"#,
      #""body":\#(body)"#)
  }
}
