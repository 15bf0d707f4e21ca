import Foundation
import Testing

extension Site {
  /// A site whose profile `device` allows what the corpora ask for, as far as a profile can.
  static func permissive(acceptingRAVerified: Bool = false) throws -> Site {
    let site = try Site()
    let place = URL(fileURLWithPath: site.home + "/end-entity-profiles/device.json")
    let profile = try JSONSerialization.jsonObject(with: Data(contentsOf: place)) as? [String: Any]
    var altered = try #require(profile)
    altered["unlistedSubject"] = "drop"
    altered["unlistedSubjectAltNames"] = "drop"
    altered["subject"] = ["commonName", "organizationalUnit", "organization", "country", "locality", "state"].map {
      ["type": $0, "max": 100] as [String: Any]
    }
    altered["acceptRAVerified"] = acceptingRAVerified
    altered["keys"] = [
      ["algorithm": "rsa", "maxBits": 16_384], ["algorithm": "ec", "curves": ["P-256", "P-384", "P-521"]],
      ["algorithm": "ed25519"], ["algorithm": "ed448"],
    ]
    try JSONSerialization.data(withJSONObject: altered).write(to: place)
    return site
  }
}
