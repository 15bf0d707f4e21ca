import Foundation

/// The folder of corpora and notes that lies beside the package and is no part of it.
package enum SharedFolder {
  /// The path of one corpus; nil where it is absent.
  package static func corpora(_ name: String) -> String? { path("corpora/" + name) }

  /// The path of a file or folder; nil where it is absent.
  ///
  /// The environment's `CERTMILL_SHARED` names the shared folder; without it, that is `../shared`.
  package static func path(_ name: String) -> String? {
    let path = root + "/" + name
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  private static var root: String {
    if let stated = ProcessInfo.processInfo.environment["CERTMILL_SHARED"], !stated.isEmpty { return stated }
    return URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../../../shared"
  }
}
