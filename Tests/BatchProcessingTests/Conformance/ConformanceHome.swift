import Configuration
import OpenSSLBackend
import PKIModel
import TestSupport
import Testing

@testable import BatchProcessing

/// The home of the table: authorities that work and some that do not, an RA profile for each thing that one can say.
struct ConformanceHome {
  let site: BatchSite
  /// The UUIDs of RA profiles and authorities by their names.
  let profiles: [String: String]
  let authorities: [String: String]

  init() throws {
    site = try BatchSite()
    try ConformanceHome.addAuthorities(to: site)
    let issuing = try #require(try site.home().configuration.authorities.first { $0.name == "issuing-ca" })
    for (path, text) in ConformanceHome.files(under: issuing.uuid.description) {
      try site.folder.write(text.utf8, to: "home/" + path)
    }
    let configuration = try site.home().configuration
    profiles = Dictionary(
      uniqueKeysWithValues: configuration.profiles.map { ($0.raProfile.name, $0.raProfile.uuid.description) })
    authorities = Dictionary(uniqueKeysWithValues: configuration.authorities.map { ($0.name, $0.uuid.description) })
  }

  // MARK: Authorities

  private static let otherAuthority = "a0000000-0000-4000-8000-000000000001"
  private static let brokenAuthority = "a0000000-0000-4000-8000-000000000002"
  private static let expiredAuthority = "a0000000-0000-4000-8000-000000000003"
  private static let lockedAuthority = "a0000000-0000-4000-8000-000000000004"
  private static let breakingAuthority = "a0000000-0000-4000-8000-000000000005"
  private static let lockingAuthority = "a0000000-0000-4000-8000-000000000006"

  private static func addAuthorities(to site: BatchSite) throws {
    let past = UTCInstant(seconds: BatchSite.founding.seconds - 30 * 365 * BatchSite.day)
    try add("other-ca", otherAuthority, to: site)
    try add("broken-ca", brokenAuthority, algorithm: .p256, to: site)
    try site.breakKey("home/keys/broken-ca.pem")
    try add("expired-ca", expiredAuthority, at: past, to: site)
    try add("locked-ca", lockedAuthority, passphrase: "another one", to: site)
    try add("breaking-ca", breakingAuthority, algorithm: .p256, to: site)
    try add("locking-ca", lockingAuthority, to: site)
  }

  /// What happens to the home when all is there that rows need: the key of `breaking-ca` signs wrongly, and that of
  /// `locking-ca` has another passphrase.
  static func change(_ site: BatchSite) throws {
    try site.breakKey("home/keys/breaking-ca.pem")
    let key = "home/keys/locking-ca.pem"
    try OpenSSLTool().run(
      ["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-passin", "pass:" + BatchSite.passphrase]
        + ["-passout", "pass:another one", "-out", site.folder.file(key)],
      input: #require(site.folder.contents(key)))
  }

  /// Adds the issuing CA of another new home.
  private static func add(
    _ name: String, _ uuid: String, algorithm: KeyAlgorithm = .ed25519, at founding: UTCInstant = BatchSite.founding,
    passphrase: String = BatchSite.passphrase, to site: BatchSite
  ) throws {
    let folder = try TemporaryFolder()
    try HomeInitialization(algorithm: algorithm, organization: name, now: founding)
      .make(at: folder.file("home"), passphrase: SecretOctets(copying: passphrase.utf8))
    for (source, target) in [("issuing-ca.pem", ".pem"), ("issuing-ca-chain.pem", "-chain.pem")] {
      let copied = try Command.run(
        "cp", ["-a", folder.file("home/keys/" + source), site.folder.file("home/keys/\(name)\(target)")])
      try #require(copied.status == 0, "\(copied.errors)")
    }
    let authority = """
      {"uuid":"\(uuid)","name":"\(name)","chain":"keys/\(name)-chain.pem","key":{"file":"keys/\(name).pem"}}
      """
    try site.folder.write(authority.utf8, to: "home/authorities/\(name).json")
  }

  // MARK: Profiles

  private static func files(under issuing: String) -> [(path: String, text: String)] {
    [
      raProfile(1, "disabled", issuing, isEnabled: false), raProfile(2, "others", otherAuthority),
      raProfile(3, "broken", brokenAuthority), raProfile(4, "expired", expiredAuthority),
      raProfile(5, "locked", lockedAuthority), raProfile(6, "people", issuing, endEntities: "people"),
      raProfile(7, "named", issuing, endEntities: "named"), raProfile(8, "strict", issuing, endEntities: "strict"),
      raProfile(9, "attributed", issuing, issue: ConformanceAttributes.issue, revoke: ConformanceAttributes.revoke),
      raProfile(10, "lenient", issuing, isLenient: true, issue: ConformanceAttributes.kinds),
      raProfile(11, "breaking", breakingAuthority), raProfile(12, "locking", lockingAuthority),
      endEntityProfile("people", enrolment: ""),
      endEntityProfile("named", enrolment: #","usernameGenMethod":"CN","usernamePrefix":"n-""#),
      endEntityProfile("strict", enrolment: "", others: "refuse"),
      ("custom-attributes.json", ConformanceAttributes.custom),
    ] + ConformanceAttributes.tables.map { ("attribute-tables/\($0).json", $1) } + ConformanceStores.files
  }

  private static func raProfile(
    _ number: Int, _ name: String, _ authority: String, isEnabled: Bool = true, endEntities: String = "tls-server",
    isLenient: Bool = false, issue: String = "[]", revoke: String = "[]"
  ) -> (path: String, text: String) {
    (
      "ra-profiles/\(name).json",
      """
      {"uuid":"b0000000-0000-4000-8000-0000000000\(number < 10 ? "0" : "")\(number)","name":"\(name)",\
      "enabled":\(isEnabled),"lenientAttributes":\(isLenient),\
      "authorityInstanceUuid":"\(authority)","certificateProfile":"tls-server",\
      "endEntityProfile":"\(endEntities)","builtInAttributes":["san"],"issueAttributes":\(issue),\
      "revokeAttributes":\(revoke)}
      """
    )
  }

  /// Passwords are long, so that their hashes cost next to nothing.
  private static func endEntityProfile(
    _ name: String, enrolment: String, others: String = "drop"
  ) -> (path: String, text: String) {
    (
      "end-entity-profiles/\(name).json",
      """
      {"name":"\(name)","subject":[{"type":"commonName","required":true},{"type":"organization"},{"type":"country"}],\
      "subjectAltNames":[{"kind":"dNSName"}],"keys":[{"algorithm":"ed25519"}],\
      "requestedExtensions":{"copy":["1.3.6.1.4.1.99999.1"],"others":"\(others)"},\
      "enrolment":{"passwordMinLength":20,"passwordHashLogN":1\(enrolment)}}
      """
    )
  }
}
