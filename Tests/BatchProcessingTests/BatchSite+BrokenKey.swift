import TestSupport
import Testing

extension BatchSite {
  /// Gives an EC key of the site another private half, so that its signatures are none of its certificate's.
  func breakKey(_ name: String) throws {
    let path = folder.file(name)
    let passphrase = "pass:" + BatchSite.passphrase
    let tool = try OpenSSLTool()
    var der = try tool.run(["pkcs8", "-in", path, "-passin", passphrase, "-outform", "DER", "-topk8", "-nocrypt"])
      .stdout
    // ECPrivateKey (RFC 5915): version 1, then the private key of 32 octets.
    let start = try #require(der.firstRange(of: [0x02, 0x01, 0x01, 0x04, 0x20])?.upperBound)
    der[start + 31] ^= 1
    try tool.run(
      ["pkcs8", "-topk8", "-inform", "DER", "-v2", "aes-256-cbc", "-passout", passphrase, "-out", path], input: der)
  }
}
