import Foundation
import TestSupport

extension BatchSite {
  /// A token profile `soft`; without a passphrase of its own, it has that of the authorities.
  func addTokenProfile(passphrase: String?) throws {
    var source = ""
    if let passphrase {
      try writePassphrase(passphrase)
      source = #","passphrase":{"file":"\#(folder.file("token.passphrase"))"}"#
    }
    try folder.write(
      """
      {"uuid":"\(ManifestText.tokenProfile)","name":"soft","enabled":true,"usages":["sign"],
      "token":{"uuid":"66666666-6666-4666-8666-666666666666","name":"token-soft","folder":"keys/tokens/soft"\(source)}}
      """.utf8, to: "home/token-profiles/soft.json")
  }

  func writePassphrase(_ passphrase: String) throws {
    let path = try folder.write("\(passphrase)\n".utf8, to: "token.passphrase")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }
}
