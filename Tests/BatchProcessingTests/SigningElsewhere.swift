import TestSupport

/// Signs with the authority of a site, or with another one, without certmill: `openssl ca`.
struct SigningElsewhere {
  private let tool: OpenSSLTool
  /// What tells the authority.
  private let authority: [String]

  /// The issuing CA of a site.
  init(as site: BatchSite) throws {
    tool = try OpenSSLTool()
    let keys = site.folder.file("home/keys/")
    let passphrase = try tool.folder.write(BatchSite.passphrase.utf8, to: "passphrase")
    authority = [
      "-cert", keys + "issuing-ca-chain.pem", "-keyfile", keys + "issuing-ca.pem", "-passin", "file:\(passphrase)",
    ]
  }

  /// An authority that no home has.
  init(asStranger commonName: String) throws {
    tool = try OpenSSLTool()
    let key = try tool.newKey(.ed25519, named: "stranger")
    let certificate = try tool.certificate(key: key, subject: "/CN=\(commonName)")
    let file = try tool.folder.write(certificate, to: "stranger.der")
    let pem = try tool.run(["x509", "-in", file, "-inform", "DER"]).stdout
    authority = ["-cert", try tool.folder.write(pem, to: "stranger-certificate.pem"), "-keyfile", key]
  }

  /// A certificate, DER, for the year 2026.
  ///
  /// - Parameter serialNumber: Hexadecimal, an even number of digits.
  func certificate(for request: [UInt8], serialNumber: String, extensions: [String]) throws -> [UInt8] {
    let folder = tool.folder
    let configuration = """
      [ca]
      default_ca=any
      [any]
      database=\(try folder.write([], to: "index.txt"))
      serial=\(try folder.write((serialNumber + "\n").utf8, to: "serial"))
      new_certs_dir=\(folder.path)
      default_md=default
      policy=names
      [names]
      countryName=optional
      organizationName=optional
      commonName=optional

      """
    try tool.run(
      ["ca", "-batch", "-notext", "-preserveDN", "-config", try folder.write(configuration.utf8, to: "ca.cnf")]
        + ["-startdate", "20260101000000Z", "-enddate", "20270101000000Z", "-inform", "DER"]
        + ["-in", try folder.write(request, to: "request.der"), "-out", folder.file("certificate.pem")]
        + ["-extfile", try folder.write(extensions.joined(separator: "\n").utf8, to: "extensions")] + authority)
    return try tool.run(["x509", "-in", folder.file("certificate.pem"), "-outform", "DER"]).stdout
  }
}
