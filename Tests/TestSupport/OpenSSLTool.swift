/// The `openssl` command: makes keys and requests that certmill did not make, and judges what it made.
package final class OpenSSLTool: Sendable {
  /// Where keys and other files of this tool lie.
  package let folder: TemporaryFolder

  package init() throws {
    folder = try TemporaryFolder()
  }

  /// Whether the command exists.
  package static var isAvailable: Bool { Command.isAvailable("openssl") }

  /// What the command said when it refused.
  package struct Refusal: Error, CustomStringConvertible {
    package let arguments: [String]
    package let text: String

    package var description: String { "openssl \(arguments.joined(separator: " ")): \(text)" }
  }

  /// Runs the command; a status other than 0 is an error.
  @discardableResult
  package func run(_ arguments: [String], input: [UInt8] = []) throws -> Command.Result {
    let result = try Command.run("openssl", arguments, input: input)
    guard result.status == 0 else { throw Refusal(arguments: arguments, text: result.errors) }
    return result
  }

  /// What a key is made of, as `openssl genpkey` takes it.
  package enum KeyKind: String, Sendable {
    case rsa2048 = "-algorithm RSA -pkeyopt rsa_keygen_bits:2048"
    case p256 = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256"
    case p384 = "-algorithm EC -pkeyopt ec_paramgen_curve:P-384"
    case p521 = "-algorithm EC -pkeyopt ec_paramgen_curve:P-521"
    case secp256k1 = "-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1"
    case ed25519 = "-algorithm ED25519"
    case ed448 = "-algorithm ED448"
  }

  /// Makes a key and gives the path of its PEM file.
  package func newKey(_ kind: KeyKind, named name: String) throws -> String {
    let path = folder.file(name + ".pem")
    try run(["genpkey"] + kind.rawValue.split(separator: " ").map(String.init) + ["-out", path])
    return path
  }

  /// A certificate request, DER, of a key.
  ///
  /// - Parameters:
  ///   - subject: In the command's own form: `/C=DE/CN=www.example.org`.
  ///   - extensions: As in a configuration file: `subjectAltName=DNS:a.example`.
  ///   - options: Further arguments.
  package func request(
    key: String, subject: String, extensions: [String] = [], options: [String] = []
  ) throws -> [UInt8] {
    try run(
      ["req", "-new", "-key", key, "-subj", subject, "-outform", "DER"]
        + extensions.flatMap { ["-addext", $0] } + options
    ).stdout
  }

  /// A self-signed certificate, DER, of a key.
  package func certificate(key: String, subject: String, extensions: [String] = [], days: Int = 30) throws -> [UInt8] {
    try run(
      ["req", "-new", "-x509", "-key", key, "-subj", subject, "-days", String(days), "-outform", "DER"]
        + extensions.flatMap { ["-addext", $0] }
    ).stdout
  }

  /// SubjectPublicKeyInfo, DER, of a key.
  ///
  /// - Parameter options: How the point is written, such as `-ec_conv_form compressed`.
  package func publicKey(of key: String, options: [String] = []) throws -> [UInt8] {
    try run(["pkey", "-in", key, "-pubout", "-outform", "DER"] + options).stdout
  }

  /// A signature over a message by a key.
  package func sign(_ message: [UInt8], key: String, digest: String?) throws -> [UInt8] {
    let path = try folder.write(message, to: "message-\(message.count)-\(message.hashValue)")
    guard let digest else { return try run(["pkeyutl", "-sign", "-inkey", key, "-rawin", "-in", path]).stdout }
    return try run(["dgst", "-\(digest)", "-sign", key, "-binary", path]).stdout
  }
}
