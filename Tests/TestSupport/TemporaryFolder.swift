import Foundation

/// A folder that exists as long as this object does.
package final class TemporaryFolder: Sendable {
  package let path: String

  /// Makes a fresh folder that only its owner may enter.
  package init() throws {
    path = FileManager.default.temporaryDirectory.path + "/certmill-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in the folder.
  package func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file and gives its path; the folders above it are made.
  @discardableResult
  package func write(_ octets: some Sequence<UInt8>, to name: String) throws -> String {
    let place = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(octets).write(to: place)
    return place.path
  }

  /// The octets of a file; nil where there is none.
  package func contents(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: file(name)).map { [UInt8]($0) }
  }

  /// The paths of everything below the folder, relative to it, sorted.
  package func tree() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
  }
}
