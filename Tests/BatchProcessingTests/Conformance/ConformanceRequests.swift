import OpenSSLBackend
import PKIModel
import TestSupport

/// The certificate requests of the table by their names, DER; OpenSSL made them.
struct ConformanceRequests {
  let requests: [String: [UInt8]]
  /// The request `plain` in the wrappings that people have for it, as it stands in a JSON string.
  let wrappings: [String: String]
  /// What makes requests that name a certificate of the table.
  let updates: ConformanceUpdates
  /// The home's list of compromised keys.
  let compromisedKeys: String

  init() throws {
    let tool = try OpenSSLTool()
    let keys = try (
      first: tool.newKey(.ed25519, named: "first"), second: tool.newKey(.ed25519, named: "second"),
      lost: tool.newKey(.ed25519, named: "lost"), curve: tool.newKey(.secp256k1, named: "curve"),
      rsa: tool.newKey(.rsa2048, named: "rsa")
    )
    let weak = tool.folder.file("weak.pem")
    try tool.run(
      ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-pkeyopt", "rsa_keygen_pubexp:3"]
        + ["-out", weak])
    let subject = "/C=DE/O=Example/CN=plain.example"
    let plain = try tool.request(key: keys.first, subject: subject)
    var made = [
      "plain": plain, "trailing": plain + [0, 0], "unproven": plain.dropLast() + [plain[plain.count - 1] ^ 1],
      "rekeyed": try tool.request(key: keys.second, subject: "/CN=PLAIN.example/O=example/C=DE"),
      "other-subject": try tool.request(key: keys.second, subject: "/CN=other.example"),
      "renamed": try tool.request(key: keys.first, subject: "/O=Example/CN=renamed.example"),
      "titled": try tool.request(key: keys.first, subject: "/CN=a/title=Doctor"),
      "nameless": try tool.request(key: keys.first, subject: "/"),
      "mail": try tool.request(key: keys.first, subject: "/CN=m", extensions: ["subjectAltName=email:m@example.com"]),
      "authority": try tool.request(
        key: keys.first, subject: subject,
        extensions: ["basicConstraints=critical,CA:TRUE", "subjectAltName=DNS:c.example"]),
      "curve": try tool.request(key: keys.curve, subject: subject),
      "weak": try tool.request(key: weak, subject: subject),
      "lost": try tool.request(key: keys.lost, subject: subject),
      "sha1": try tool.request(key: keys.rsa, subject: subject, options: ["-sha1"]),
    ]
    made["message"] = try tool.requestMessage(
      key: keys.rsa, subject: "/CN=message.example", altNames: "message.example")
    made["vouched"] = try tool.requestMessage(key: keys.rsa, subject: "/CN=vouched.example", proof: 0)
    updates = try ConformanceUpdates(
      tool: tool, keys: ["first": keys.first, "second": keys.second], subject: CertificationRequest(der: plain).subject)
    for key in updates.keys.keys { made["\(key)-message"] = try updates.request(key: key) }
    requests = made
    let pem = String(decoding: PEM.encode(plain, label: "CERTIFICATE REQUEST"), as: UTF8.self)
    let base64 = ManifestText.base64(plain)
    wrappings = [
      "pem": pem.replacing("\n", with: "\\n"),
      "newpem": pem.replacing("CERTIFICATE REQUEST", with: "NEW CERTIFICATE REQUEST").replacing("\n", with: "\\r\\n"),
      "pem64": ManifestText.base64(Array(pem.utf8)), "lines": base64.prefix(76) + "\\r\\n" + base64.dropFirst(76),
    ]
    compromisedKeys =
      MessageDigest.sha256.of(try tool.publicKey(of: keys.lost)).map { octet in
        (octet < 16 ? "0" : "") + String(octet, radix: 16)
      }.joined() + "\n"
  }
}
