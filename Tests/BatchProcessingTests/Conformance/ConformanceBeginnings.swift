import PKIModel

/// Turns what rows need to be there into requests of a batch that runs before.
struct ConformanceBeginnings {
  /// Long enough to be hashed cheaply by the profile `people`.
  static let password = "correct horse battery staple"

  /// The certificate request `plain`, base64.
  let plain: String
  let elsewhere: ConformanceElsewhere

  func requests(of rows: [ConformanceRow]) -> [String] {
    rows.flatMap { row in row.before.flatMap { requests($0, "\(row.name).") } }
  }

  private func requests(_ given: ConformanceRow.Given, _ prefix: String) -> [String] {
    switch given {
    case .issued(let name, let profile): return [issue(prefix + name, profile)]
    case .revoked(let name):
      let id = prefix + name
      return [issue(id, "tls-server"), ManifestText.revoke(id + ".revoke", "@" + id)]
    case .submitted(let name, let profile): return [submit(prefix + name, profile)]
    case .failed(let name): return [issue(prefix + name, "broken")]
    case .endEntity(let name, let status):
      return [add(prefix + name)] + (status == .new ? [] : [edit(prefix + name, status)])
    case .deleted(let name):
      return [add(prefix + name), people(prefix + name, "delete", "revokeAndDeleteEndEntity", body: nil)]
    case .enrolled(let name, let certificate):
      return [add(prefix + name, certificate: prefix + certificate), enrol(prefix + name, as: prefix + certificate)]
    case .elsewhere: return []
    case .uploaded(let name, _):
      return elsewhere.certificates[prefix + name].map { [OtherCertificates.upload(prefix + name, $0)] } ?? []
    case .key(let name, let state, let algorithm, let profile):
      return ConformanceStores.key(prefix + name, state, algorithm, under: profile)
    case .keyed(let name, let key, let algorithm):
      return [
        ConformanceStores.create(prefix + key, algorithm),
        ConformanceStores.issue(prefix + name, key: prefix + key, algorithm),
      ]
    case .placed(let name, let location):
      return [issue(prefix + name, "tls-server"), ConformanceStores.push(prefix + name, to: location)]
    }
  }

  private func issue(_ id: String, _ profile: String) -> String {
    ManifestText.request(
      id, "issueCertificate", #""raProfileName":"\#(profile)""#,
      #""body":{"request":"\#(plain)","attributes":\#(names(id))}"#)
  }

  private func submit(_ id: String, _ profile: String) -> String {
    ManifestText.request(
      id, "submitCertificateRequest", #""raProfileName":"\#(profile)""#,
      #""body":{"request":"\#(plain)","issueAttributes":\#(names(id))}"#)
  }

  private func names(_ id: String) -> String {
    #"[{"name":"san","contentType":"string","content":[{"data":"dNSName=\#(id)"}]}]"#
  }

  private func add(_ username: String, certificate: String? = nil) -> String {
    let names = certificate.map { #","subjectAltName":"dNSName=\#($0)""# } ?? ""
    return people(
      username, "add", "addEndEntity",
      body: """
        {"username":"\(username)","password":"\(ConformanceBeginnings.password)","subjectDN":"CN=Ann Other"\(names)}
        """)
  }

  private func edit(_ username: String, _ status: EndEntityStatus) -> String {
    people(username, "edit", "editEndEntity", body: #"{"status":"\#(status.rawValue)"}"#)
  }

  private func enrol(_ username: String, as id: String) -> String {
    ManifestText.request(
      id, "legacyIssueCertificate", #""raProfileName":"people""#,
      #""body":{"username":"\#(username)","password":"\#(ConformanceBeginnings.password)","pkcs10":"\#(plain)"}"#)
  }

  private func people(_ username: String, _ step: String, _ operation: String, body: String?) -> String {
    let name = operation == "addEndEntity" ? [] : [#""username":"\#(username)""#]
    let members = [#""raProfileName":"people""#] + name + (body.map { [#""body":\#($0)"#] } ?? [])
    return "{" + ([#""id":"\#(username).\#(step)""#, #""operation":"\#(operation)""#] + members).joined(separator: ",")
      + "}"
  }
}
