package import PKIModel

/// A keystore of Java's own old kind, JKS: trusted certificates are read and written, private keys kept as they are.
///
/// Big-endian: magic, version, number of entries, entries, and a digest over password and all before it.
package struct JavaKeystore: CertificateStore {
  private struct Entry {
    /// As it stands in the file.
    var octets: [UInt8]
    /// The certificate, the first one of a key's chain.
    var certificate: [UInt8]?
    var hasKey: Bool
  }

  private static let magic: [UInt8] = [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2]
  private static let keyTag = 1
  private static let certificateTag = 2
  private static let digestLength = 20
  /// Stands between the password and the content.
  private static let whitener = Array("Mighty Aphrodite".utf8)

  /// In the order of the file.
  private var aliases: [String] = []
  private var entries: [String: Entry] = [:]
  private let creation: UTCInstant
  private let digest: ([UInt8]) -> [UInt8]

  /// - Parameters:
  ///   - octets: of the file; nil for a new one.
  ///   - creation: What new entries give as their date.
  ///   - digest: SHA-1 of the password in UTF-16BE, followed by octets.
  package init(
    _ octets: [UInt8]?, creation: UTCInstant, digest: @escaping ([UInt8]) -> [UInt8]
  ) throws(StoreProblem) {
    self.creation = creation
    self.digest = digest
    guard let octets else { return }
    guard octets.starts(with: JavaKeystore.magic), octets.count >= JavaKeystore.magic.count + JavaKeystore.digestLength
    else { throw .malformed("it is not a JKS keystore of version 2") }
    let content = Array(octets.dropLast(JavaKeystore.digestLength))
    guard digest(JavaKeystore.whitener + content) == Array(octets.suffix(JavaKeystore.digestLength)) else {
      throw .wrongPassword
    }
    var reader = Reader(octets: content, position: JavaKeystore.magic.count)
    for _ in 0..<(try reader.number(4)) { try takeEntry(&reader) }
    guard reader.position == content.count else { throw Reader.truncated }
  }

  private mutating func takeEntry(_ reader: inout Reader) throws(StoreProblem) {
    let start = reader.position
    let tag = try reader.number(4)
    // Java knows aliases in lower case only.
    let alias = String(decoding: try reader.string(2), as: UTF8.self).lowercased()
    _ = try reader.number(8)
    var certificates: [[UInt8]] = []
    switch tag {
    case JavaKeystore.keyTag:
      _ = try reader.string(4)
      for _ in 0..<(try reader.number(4)) { certificates.append(try JavaKeystore.certificate(&reader)) }
    case JavaKeystore.certificateTag: certificates = [try JavaKeystore.certificate(&reader)]
    default: throw .malformed("it has an entry of an unknown kind")
    }
    guard entries[alias] == nil else { throw .malformed("the alias \(alias) stands twice in it") }
    aliases.append(alias)
    entries[alias] = Entry(
      octets: Array(reader.octets[start..<reader.position]), certificate: certificates.first,
      hasKey: tag == JavaKeystore.keyTag)
  }

  private static func certificate(_ reader: inout Reader) throws(StoreProblem) -> [UInt8] {
    _ = try reader.string(2)
    return try reader.string(4)
  }

  package func certificate(under alias: String) throws(StoreProblem) -> [UInt8]? {
    guard let entry = entries[alias] else { return nil }
    if entry.hasKey { throw .keyEntry(alias) }
    return entry.certificate
  }

  package func hasEntries(besides alias: String) -> Bool { aliases.contains { $0 != alias } }

  package mutating func put(_ certificate: [UInt8], under alias: String) {
    if entries[alias] == nil { aliases.append(alias) }
    let octets =
      JavaKeystore.number(JavaKeystore.certificateTag, 4) + JavaKeystore.string(Array(alias.utf8), 2)
      + JavaKeystore.number(Int(creation.seconds) * 1000, 8) + JavaKeystore.string(Array("X.509".utf8), 2)
      + JavaKeystore.string(certificate, 4)
    entries[alias] = Entry(octets: octets, certificate: certificate, hasKey: false)
  }

  package mutating func remove(_ alias: String) {
    if entries.removeValue(forKey: alias) != nil { aliases.removeAll { $0 == alias } }
  }

  /// The file's octets.
  package var octets: [UInt8] {
    let content =
      JavaKeystore.magic + JavaKeystore.number(aliases.count, 4) + aliases.flatMap { entries[$0]?.octets ?? [] }
    return content + digest(JavaKeystore.whitener + content)
  }

  private static func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private static func string(_ octets: [UInt8], _ width: Int) -> [UInt8] { number(octets.count, width) + octets }
}

/// Reads numbers and octets that stand behind their length.
private struct Reader {
  static let truncated = StoreProblem.malformed("it ends within an entry, or goes on behind the last one")

  let octets: [UInt8]
  var position: Int

  mutating func number(_ width: Int) throws(StoreProblem) -> Int {
    guard octets.count - position >= width else { throw Reader.truncated }
    defer { position += width }
    return octets[position..<(position + width)].reduce(0) { $0 << 8 | Int($1) }
  }

  mutating func string(_ width: Int) throws(StoreProblem) -> [UInt8] {
    let count = try number(width)
    guard octets.count - position >= count else { throw Reader.truncated }
    defer { position += count }
    return Array(octets[position..<(position + count)])
  }
}
