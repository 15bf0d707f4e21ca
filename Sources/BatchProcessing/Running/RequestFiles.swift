import FilePublishing
import RequestResolution
import Synchronization

/// The files that requests name, read from the manifest's folder.
final class RequestFiles: Sendable {
  private static let largest = 1 << 20

  private let folder: String
  private let names = Mutex<Set<String>>([])

  /// - Parameter manifest: The manifest's path; its folder is the only one that is read.
  init(manifest: String) {
    folder = manifest.lastIndex(of: "/").map { String(manifest[..<$0]) } ?? "."
  }

  /// The files that were read so far, as make names them.
  var paths: [String] { names.withLock { $0.sorted() }.map { folder == "." ? $0 : "\(folder)/\($0)" } }

  var reading: RequestFileReading {
    { name in
      do throws(FileError) {
        let octets = try FileReading.contents(name, inFolder: self.folder, limit: RequestFiles.largest)
        self.names.withLock { _ = $0.insert(name) }
        return .success(octets)
      } catch {
        // By the name that the manifest has for it: results do not tell where the manifest lay.
        return .failure(RequestFileProblem(text: FileError(name, error.cause).text))
      }
    }
  }
}
