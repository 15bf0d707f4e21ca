import Foundation
import Glibc

/// Changes to folders as a whole.
package enum FileTree {
  /// Makes a folder that only its owner may enter; it must not be there yet.
  package static func makePrivateFolder(_ path: String) throws(FileError) {
    guard mkdir(path, 0o700) == 0 else { throw FileError.system(path) }
  }

  /// Gives a folder another name, durably; nothing but an empty folder may have that name.
  package static func rename(_ path: String, to newPath: String) throws(FileError) {
    guard Glibc.rename(path, newPath) == 0 else { throw FileError.system(newPath) }
    let parent = newPath.lastIndex(of: "/").map { String(newPath[...$0]) } ?? "."
    let folder = try FileDescriptor(open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC), path: parent)
    guard fsync(folder.number) == 0 else { throw FileError.system(parent) }
  }

  /// Removes a folder with everything in it; what cannot be removed stays.
  package static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }
}
