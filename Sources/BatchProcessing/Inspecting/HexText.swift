import PKIModel

/// Octets as people compare them.
enum HexText {
  private static let longestIdentifier = 64
  private static let mostShown = 256

  /// One word with a colon after each four octets, as certmill's references to certificates may be written.
  static func identifier(_ octets: [UInt8]) -> String {
    octets.count <= longestIdentifier ? groups(octets).joined(separator: ":") : contents(octets)
  }

  /// Blocks of four octets with blanks between them; of long contents the beginning.
  static func contents(_ octets: [UInt8]) -> String {
    if octets.isEmpty { return "(empty)" }
    let shown = groups(octets.prefix(mostShown)).joined(separator: " ")
    return octets.count <= mostShown ? shown : shown + " … and \(octets.count - mostShown) octets more"
  }

  /// A number that may be larger than any register.
  static func number(_ magnitude: [UInt8]) -> String {
    guard magnitude.count <= 7 else { return "0x" + Hex.encode(magnitude) }
    return String(magnitude.reduce(0) { $0 << 8 | Int($1) })
  }

  private static func groups(_ octets: some Collection<UInt8>) -> [String] {
    let octets = Array(octets)
    return stride(from: 0, to: octets.count, by: 4).map { Hex.encode(Array(octets[$0..<min($0 + 4, octets.count)])) }
  }
}
