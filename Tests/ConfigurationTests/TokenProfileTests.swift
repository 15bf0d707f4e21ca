import PKIModel
import Testing

@testable import Configuration

@Suite("A token profile")
struct TokenProfileTests {
  private static let whole = """
    {"uuid":"55555555-5555-4555-8555-555555555555","name":"soft","enabled":true,"usages":["sign","verify"],
    "token":{"uuid":"66666666-6666-4666-8666-666666666666","name":"store","folder":"keys/tokens/soft",
    "passphrase":{"file":"keys/soft.passphrase"}}}
    """

  private func home(_ old: String = "\"soft\"", _ new: String = "\"soft\"") throws -> HomeKit {
    var home = try HomeKit()
    try #require(TokenProfileTests.whole.contains(old))
    home.put("token-profiles/soft.json", TokenProfileTests.whole.replacing(old, with: new, maxReplacements: 1))
    return home
  }

  @Test("says where keys lie and what they are for")
  func whole() throws {
    let configuration = try home().load()
    let uuid = try #require(UniqueID("55555555-5555-4555-8555-555555555555"))
    let profile = try #require(configuration.tokenProfile(uuid))
    #expect(profile.name == "soft" && profile.isEnabled && profile.usages == [.sign, .verify])
    #expect(profile.tokenName == "store" && profile.tokenUUID.description == "66666666-6666-4666-8666-666666666666")
    #expect(profile.passphrase == .file("keys/soft.passphrase"))
    #expect(profile.keyPath(uuid) == "keys/tokens/soft/55555555-5555-4555-8555-555555555555.pem")
    #expect(configuration.files.contains("token-profiles/soft.json"))
    #expect(configuration.canonicalOctets != (try HomeKit().load().canonicalOctets))
    #expect(try HomeKit().load().tokenProfiles.isEmpty)
  }

  @Test("takes its passphrase from a file, a descriptor, or from where those of authorities come")
  func sources() throws {
    let stated = #"{"file":"keys/soft.passphrase"}"#
    #expect(try home(stated, #"{"descriptor":7}"#).load().tokenProfiles.first?.passphrase == .descriptor(7))
    #expect(try home(stated, "null").load().tokenProfiles.first?.passphrase == .asked)
  }

  @Test(
    "is refused for each fault",
    arguments: [
      (#""name":"soft","#, "", ##"# member.missing: member "name" is missing"##),
      (#""enabled":true"#, #""enabled":"yes""#, "#/enabled member.type: true or false is expected"),
      (
        #""verify""#, #""certify""#,
        "#/usages member.value: \"certify\" is not sign, verify, encrypt, decrypt, wrap, unwrap"
      ),
      ("keys/tokens/soft", "../keys", "#/token/folder member.value: \"../keys\" leaves the home"),
      (
        #"{"file":"keys/soft.passphrase"}"#, #"{"file":"f","descriptor":7}"#,
        "#/token/passphrase member.value: it does not say one source"
      ),
      (#"{"file":"keys/soft.passphrase"}"#, "{}", "#/token/passphrase member.value: it does not say one source"),
      (
        #"{"file":"keys/soft.passphrase"}"#, #"{"descriptor":1024}"#,
        "#/token/passphrase/descriptor member.value: 1024 is not allowed"
      ),
      (#""folder""#, #""fold""#, "#/token member.missing: member \"folder\" is missing"),
      (
        "66666666-6666-4666-8666-666666666666", "66666666",
        "#/token/uuid member.value: \"66666666\" is not a UUID"
      ),
    ])
  func faults(old: String, new: String, problem: String) throws {
    let problems = try home(old, new).problems()
    #expect(problems.first == "token-profiles/soft.json" + problem, "\(problems)")
  }

  @Test("shares neither name, UUID, token nor folder with another one")
  func duplicates() throws {
    var home = try home()
    home.put("token-profiles/x.json", TokenProfileTests.whole)
    #expect(
      home.problems() == [
        "token-profiles/x.json#/name configuration.duplicate: \"soft\" is also the name in token-profiles/soft.json",
        "token-profiles/x.json#/uuid configuration.duplicate: \"55555555-5555-4555-8555-555555555555\" is also the uuid "
          + "in token-profiles/soft.json",
        "token-profiles/x.json#/token/uuid configuration.duplicate: \"66666666-6666-4666-8666-666666666666\" is also the "
          + "token/uuid in token-profiles/soft.json",
        "token-profiles/x.json#/token/folder configuration.duplicate: \"keys/tokens/soft\" is also the token/folder in "
          + "token-profiles/soft.json",
      ])
  }
}
