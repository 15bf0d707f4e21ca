import Configuration
import DERCoding
import Diagnostics
import DocumentModel
import OpenSSLBackend
import PKIModel
import Testing

@testable import ManifestReading
@testable import RequestResolution

/// A home in memory with an authority, at which requests are decided one after the other.
struct Desk {
  static let authority = "11111111-1111-4111-8111-111111111111"
  static let server = "22222222-2222-4222-8222-222222222222"
  static let client = "33333333-3333-4333-8333-333333333333"
  static let device = "44444444-4444-4444-8444-444444444444"
  /// The authority's certificate is valid from the founding on, for 1000 days.
  static let founding = UTCInstant(seconds: 1_790_000_000)
  static let day: Int64 = 86_400

  var ledger = FakeLedger()
  var files: [String: [UInt8]] = [:]
  var run = 1
  var now = UTCInstant(seconds: Desk.founding.seconds + Desk.day)
  var configurationDigest: [UInt8] = [1]
  var keyring: any TokenKeyring = DeskKeyring()
  /// The CA's certificate and key.
  let issuer: Issuer
  /// Why the CA cannot issue; nil where it can.
  var problem: IssuerProblem?
  private let configuration: HomeConfiguration
  private let cryptography: LaneCryptography
  private var position = 0

  /// - Parameter changes: Texts of home files that are replaced: path, old, new.
  init(_ changes: (path: String, old: String, new: String)..., extra: [String: String] = [:]) throws {
    cryptography = try LaneCryptography()
    var files = DefaultHome.files(
      authority: try #require(UniqueID(Desk.authority)),
      profiles: [Desk.server, Desk.client, Desk.device].compactMap { UniqueID($0) })
    for change in changes {
      let index = try #require(files.firstIndex { $0.path == change.path })
      let text = String(decoding: files[index].octets, as: UTF8.self)
      try #require(text.contains(change.old), "\(change.path) has no \(change.old)")
      files[index] = HomeFile(path: change.path, octets: Array(text.replacing(change.old, with: change.new).utf8))
    }
    files += extra.map { HomeFile(path: $0, octets: Array($1.utf8)) }
    configuration = try HomeConfiguration(files: files) { (file) throws(DocumentError) in
      try JSONReader.document(file.octets)
    }
    let authority = try #require(configuration.authorities.first)
    issuer = try Issuer(authority: authority, chain: [Desk.authorityCertificate()], cryptography: cryptography)
  }

  private static func authorityCertificate() throws -> [UInt8] {
    let key = try SigningKeys.authority.get()
    let name = try DistinguishedName(text: "CN=Issuing CA,O=Example")
    let end = try #require(founding.adding(seconds: 1000 * day - 1))
    let tbs = TBSCertificate(
      serialNumber: try #require(SerialNumber(magnitude: [1])), signatureAlgorithm: key.signatureAlgorithm,
      issuer: name,
      validity: try #require(Validity(notBefore: founding, notAfter: end)), subject: name, publicKey: key.publicKey,
      extensions: [.basicConstraints(isCA: true), KeyUsage([.keyCertSign, .cRLSign]).asExtension])
    return SignedStructure.der(
      signed: tbs.der, algorithm: key.signatureAlgorithm, signature: try key.makeSigner().sign(tbs.der))
  }

  var context: ResolutionContext {
    ResolutionContext(
      configuration: configuration, configurationDigest: configurationDigest,
      issuers: [issuer.authority.uuid: problem.map(Result.failure) ?? .success(issuer)],
      defaults: RequestDefaults(), run: run, now: now, serialNumbers: CountedSerialNumbers(), tokenKeyring: keyring)
  }

  /// Decides a request and records what was decided; requests get places in their order.
  mutating func decide(_ json: String, at place: Int? = nil, isKnown: Bool = true) throws -> Decision {
    defer { position = (place ?? position) + 1 }
    let resolver = Resolver(context: context, cryptography: cryptography)
    let prepared = try prepare(json, at: place ?? position)
    let decision = try resolver.decide(prepared, view: ledger, isKnown: isKnown, attempt: 0)
    ledger.record(decision.recorded)
    return decision
  }

  /// Prepares a request with what the ledger holds now.
  func prepare(_ json: String, at place: Int = 0) throws -> PreparedRequest {
    let files = files
    let preparer = RequestPreparer(
      context: context, cryptography: cryptography, ledger: ledger, limits: DocumentLimits(),
      readFile: { name in files[name].map(Result.success) ?? .failure(RequestFileProblem(text: "\(name): not there")) })
    return try preparer.prepare(ManifestRecord(position: place, line: 1, content: .text(Array(json.utf8))))
  }

  /// The answer to a request as text: see `Decision.text`.
  mutating func answer(_ json: String, at place: Int? = nil) throws -> String { try decide(json, at: place).text }

  /// The certificate that a request gets; anything else fails the test.
  mutating func certificate(_ json: String) throws -> TBSFields {
    let decision = try decide(json)
    let record = try #require(decision.certificate, "\(decision.text)")
    return try TBSFields(der: record.tbs)
  }

  typealias TBSFields = Certificate.TBSFields
}

/// Serial numbers that differ by request.
private struct CountedSerialNumbers: SerialNumberSource {
  func randomOctets(forRequest id: String, attempt: Int) -> [UInt8] {
    Array(MessageDigest.sha256.of(Array("\(id) \(attempt)".utf8)).prefix(16))
  }
}

extension Decision {
  var detail: RequestDetail { RequestDetail(json: request.detail) ?? RequestDetail() }

  /// The outcome, and each problem as `code pointer: text`, and each warning after `warning`.
  var text: String {
    let problems = detail.problems.map { " \($0.code.rawValue) \($0.pointer): \($0.problem)" }
    let warnings = detail.warnings.map { " warning \($0.code.rawValue) \($0.pointer): \($0.problem)" }
    return outcome.rawValue + problems.joined() + warnings.joined()
  }
}
