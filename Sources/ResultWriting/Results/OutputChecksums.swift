import Dispatch
package import FilePublishing
import OpenSSLBackend
import PKIModel
import Synchronization

/// The list of checksums of an output, and whether the output still is what it says.
package struct OutputChecksums: Sendable {
  /// The list's name in an output.
  package static let name = "SHA256SUMS"

  /// SHA-256 of the list.
  package let digest: [UInt8]
  private let files: [(path: String, digest: String)]
  private let folder: OutputFolder

  /// Reads the list; nil where there is none, or what is there is no list.
  package init?(in folder: OutputFolder) throws {
    guard let octets = try folder.contents(OutputChecksums.name) else { return nil }
    var files: [(path: String, digest: String)] = []
    for line in octets.split(separator: 0x0A) {
      let text = String(decoding: line, as: UTF8.self)
      guard text.utf8.count > 66, text.dropFirst(64).hasPrefix("  ") else { return nil }
      files.append((String(text.dropFirst(66)), String(text.prefix(64))))
    }
    digest = MessageDigest.sha256.of(octets)
    self.files = files
    self.folder = folder
  }

  /// Whether every file of the list is there and holds what it held.
  package func hold() -> Bool {
    let isBroken = Atomic(false)
    DispatchQueue.concurrentPerform(iterations: files.count) { index in
      guard !isBroken.load(ordering: .relaxed) else { return }
      let digest = try? OutputChecksums.digest(of: files[index].path, in: folder)
      if digest != files[index].digest { isBroken.store(true, ordering: .relaxed) }
    }
    return !isBroken.load(ordering: .relaxed)
  }

  private static func digest(of path: String, in folder: OutputFolder) throws -> String {
    let digest = try IncrementalSHA256()
    try folder.forEachBlock(of: path) { try digest.update($0) }
    return Hex.encode(try digest.finish())
  }
}
