import COpenSSL
import PKIModel

/// Salted hashes of enrolment passwords: scrypt (RFC 7914) in the text form `$scrypt$ln=14,r=8,p=1$salt$hash`.
package enum PasswordHash {
  private static let maxLogCost = 20
  private static let blockSize: UInt64 = 8
  private static let saltOctets = 16
  private static let hashOctets = 32

  /// The hash of a password under a fresh salt.
  ///
  /// - Parameter logCost: The binary logarithm of scrypt's N.
  package static func make(_ password: String, logCost: Int = 14) throws(OpenSSLError) -> String {
    let salt = try RandomSource.octets(saltOctets)
    let hash = try derive(password, salt: salt, logCost: logCost)
    return "$scrypt$ln=\(logCost),r=\(blockSize),p=1$\(text(salt))$\(text(hash))"
  }

  /// Whether a password is the one that was hashed; false for a hash that is not of our form.
  package static func matches(_ password: String, hash: String) throws(OpenSSLError) -> Bool {
    let parts = hash.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let logCost = logCost(parts[2]),
      let salt = Base64.decode(parts[3].utf8), let expected = Base64.decode(parts[4].utf8)
    else { return false }
    return constantTimeEquals(try derive(password, salt: salt, logCost: logCost), expected)
  }

  private static func logCost(_ parameters: Substring) -> Int? {
    let fields = parameters.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 3, fields[0].hasPrefix("ln="), !fields[0].contains("+"), fields[1] == "r=\(blockSize)",
      fields[2] == "p=1",
      let cost = Int(fields[0].dropFirst(3)), (1...maxLogCost).contains(cost)
    else { return nil }
    return cost
  }

  private static func derive(_ password: String, salt: [UInt8], logCost: Int) throws(OpenSSLError) -> [UInt8] {
    var password = password
    var hash = [UInt8](repeating: 0, count: hashOctets)
    let cost = UInt64(1) << UInt64(logCost)
    // scrypt needs 128·N·r octets; the rest is slack for its smaller buffers.
    let memory = 128 * cost * blockSize + (1 << 20)
    let result = password.withUTF8 { octets in
      octets.withMemoryRebound(to: CChar.self) { characters in
        EVP_PBE_scrypt(
          characters.baseAddress, characters.count, salt, salt.count, cost, blockSize, 1, memory, &hash, hash.count)
      }
    }
    try succeed(result, "EVP_PBE_scrypt")
    return hash
  }

  private static func text(_ octets: [UInt8]) -> String {
    String(decoding: Base64.encode(octets), as: UTF8.self)
  }
}
