import Foundation

/// What the benchmark needs to know of results.
enum ResultLines {
  private static let name = Array(#""certificateUuid":""#.utf8)
  private static let uuidOctets = 36

  /// The certificates that results name, in their order.
  ///
  /// The text is searched, not parsed: there may be a million lines.
  static func certificateUUIDs(in path: String) throws -> [String] {
    let text = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    return text.withUnsafeBytes { octets in
      var uuids: [String] = []
      var rest = octets[...]
      while let quote = rest.firstIndex(of: 0x22) {
        rest = rest[(quote + 1)...]
        let value = octets[quote...].dropFirst(name.count).prefix(uuidOctets)
        guard value.count == uuidOctets, octets[quote..<value.startIndex].elementsEqual(name) else { continue }
        uuids.append(String(decoding: value, as: UTF8.self))
      }
      return uuids
    }
  }
}
