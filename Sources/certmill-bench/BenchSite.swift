import Foundation
import OpenSSLBackend
import PKIModel

/// A home to measure in; each run gets a copy of it, so that every ledger begins empty.
struct BenchSite {
  private let folder: String
  private let program: String
  private let passphraseFile: String

  init(folder: String, program: String, algorithm: KeyAlgorithm) throws {
    self.folder = folder
    self.program = program
    passphraseFile = folder + "/passphrase"
    guard
      FileManager.default.createFile(
        atPath: passphraseFile, contents: Data("benchmark passphrase\n".utf8), attributes: [.posixPermissions: 0o600])
    else { throw BenchProblem("cannot write \(passphraseFile)") }
    _ = try MeasuredRun(
      program, ["init", folder + "/home", "--algorithm", algorithm.rawValue, "--passphrase-file", passphraseFile])
  }

  /// Runs a manifest on an empty ledger and checks what came out.
  func run(manifest: String, lanes: Int, bundles: String, requestCount: Int) throws -> MeasuredRun {
    let name = UUID().uuidString
    let home = "\(folder)/home-\(name)"
    let out = "\(folder)/out-\(name)"
    try FileManager.default.copyItem(atPath: folder + "/home", toPath: home)
    let run = try MeasuredRun(
      program,
      [
        "run", manifest, "--home", home, "--out", out, "--lanes", "\(lanes)", "--bundles", bundles,
        "--passphrase-file", passphraseFile, "--progress", "none",
      ])
    try check(out, bundles, home, requestCount)
    try FileManager.default.removeItem(atPath: home)
    return run
  }

  private func check(_ out: String, _ bundles: String, _ home: String, _ requestCount: Int) throws {
    let chain = try PEM.decodeAll(
      Array(Data(contentsOf: URL(fileURLWithPath: home + "/keys/issuing-ca-chain.pem"))), labels: ["CERTIFICATE"])
    guard let authority = try chain.first.map({ try Certificate(der: $0) }) else { throw BenchProblem("no CA") }
    var count = 0
    try forEachCertificate(out, bundles) { der in
      let certificate = try Certificate(der: der)
      guard
        try SignatureVerification.isValid(
          signature: certificate.signature, of: Array(certificate.der[certificate.signedRange]),
          algorithm: certificate.signatureAlgorithm, publicKey: authority.tbs.publicKey)
      else { throw BenchProblem("a certificate does not verify") }
      count += 1
    }
    guard count == requestCount else { throw BenchProblem("\(count) certificates instead of \(requestCount)") }
  }

  private func forEachCertificate(_ out: String, _ bundles: String, _ body: ([UInt8]) throws -> Void) throws {
    if bundles == "bulk" {
      let pem = Array(
        try Data(contentsOf: URL(fileURLWithPath: out + "/bundles/certificates.pem"), options: .alwaysMapped))
      for der in try PEM.decodeAll(pem, labels: ["CERTIFICATE"]) { try body(der) }
      return
    }
    guard let files = FileManager.default.enumerator(atPath: out + "/certificates") else { return }
    for case let file as String in files where file.hasSuffix("certificate.cer") {
      try body(Array(try Data(contentsOf: URL(fileURLWithPath: "\(out)/certificates/\(file)"))))
    }
  }
}
