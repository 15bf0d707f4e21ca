import TestSupport

/// Random requests over few keys and the certificates that are made with them.
struct KeySequence {
  private var random: SplitMix
  private var keys: [String] = []
  private var certificates: [String] = []
  private(set) var requests: [String] = []

  init(seed: UInt64, count: Int) {
    random = SplitMix(seed: seed)
    for position in 0..<count {
      let request = next("r-\(position)")
      requests.append(request)
    }
  }

  var text: String { ManifestText.of(requests) }

  private mutating func next(_ id: String) -> String {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<25:
      keys.append(id)
      // Few aliases, so that some are taken.
      return ManifestText.createECKey(id, alias: "key-\(Int.random(in: 0..<6, using: &random))")
    case 25..<55:
      let request = ManifestText.issueKeyed(id, "@\(pick(keys))")
      certificates.append(id)
      return request
    case 55..<65:
      let request = ManifestText.request(
        id, "rekeyCertificate", certificate(), #""body":{\#(ManifestText.signed("@\(pick(keys))"))}"#)
      certificates.append(id)
      return request
    case 65..<80: return revoke(id)
    case 80..<92:
      return ManifestText.request(id, "destroyKey", #""keyUuid":"@\#(pick(keys))""#, confirmation())
    case 92..<96: return ManifestText.request(id, "getCertificate", certificate())
    default: return ManifestText.request(id, "listKeys")
    }
  }

  private mutating func revoke(_ id: String) -> String {
    let reason = Bool.random(using: &random) ? "keyCompromise" : "superseded"
    let destroys = Bool.random(using: &random)
    return ManifestText.request(
      id, "revokeCertificate", certificate(), confirmation(),
      #""body":{"reason":"\#(reason)","destroyKey":\#(destroys)}"#)
  }

  private mutating func confirmation() -> String { #""destroyActiveKey":\#(Bool.random(using: &random))"# }

  private mutating func certificate() -> String { #""certificateUuid":"@\#(pick(certificates))""# }

  private mutating func pick(_ ids: [String]) -> String {
    // Where there is none yet, a request that will never be.
    ids.randomElement(using: &random) ?? "none"
  }
}
