import Diagnostics
import DocumentModel
import PKIModel

/// Reads the list of compromised keys: one key a line, the SHA-256 digest of its SubjectPublicKeyInfo as 64 hexadecimal
/// digits; empty lines, and lines that begin with `#`, do not count.
enum CompromisedKeys {
  static func digests(_ octets: [UInt8], findings: FindingCollector) -> Set<[UInt8]> {
    var digests: Set<[UInt8]> = []
    for (index, line) in octets.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let text = line.last == 0x0D ? line.dropLast() : line
      if text.isEmpty || text.first == UInt8(ascii: "#") { continue }
      guard text.count == 64, let digest = Hex.decode(String(decoding: text, as: UTF8.self)) else {
        findings.add(
          Finding(
            .documentSyntax, "line \(index + 1) is not a SHA-256 digest",
            fix: "write 64 hexadecimal digits, or # and a remark"))
        return digests
      }
      digests.insert(digest)
    }
    return digests
  }
}
