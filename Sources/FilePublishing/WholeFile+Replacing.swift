import Glibc

extension WholeFile {
  /// Writes a file of somebody else's in the place of the old one, beside it first; durable when this returns.
  ///
  /// Mode and owner stay those of the old one; where that is not possible, nothing is replaced.
  ///
  /// - Parameter newMode: Where there is no file yet.
  package static func replace(_ octets: [UInt8], at path: String, newMode: FileMode) throws(FileError) {
    let (folderPath, name) = split(path)
    let folder = try FileDescriptor(open(folderPath, O_RDONLY | O_DIRECTORY | O_CLOEXEC), path: folderPath)
    let old = try status(of: name, in: folder, path)
    let temporary = ".\(name).\(getpid()).part"
    // A leftover of an earlier process with our number.
    _ = unlinkat(folder.number, temporary, 0)
    do throws(FileError) {
      let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
      let file = try FileDescriptor(openat(folder.number, temporary, flags, FileMode.ownerOnly.rawValue), path: path)
      try octets.withTyped { (buffer) throws(FileError) in try file.write(buffer, path: path) }
      if let old, old.st_uid != geteuid() || old.st_gid != getegid() {
        guard fchown(file.number, old.st_uid, old.st_gid) == 0 else { throw FileError.system(path) }
      }
      guard fchmod(file.number, old.map { $0.st_mode & 0o777 } ?? newMode.rawValue) == 0, fsync(file.number) == 0,
        renameat(folder.number, temporary, folder.number, name) == 0, fsync(folder.number) == 0
      else { throw FileError.system(path) }
    } catch {
      _ = unlinkat(folder.number, temporary, 0)
      throw error
    }
  }

  /// The status of the file that is there; nil where there is none.
  private static func status(
    of name: String, in folder: borrowing FileDescriptor, _ path: String
  ) throws(FileError) -> stat? {
    var status = stat()
    guard fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return nil }
      throw FileError.system(path)
    }
    // A link would be replaced by a file, and what it leads to would stay as it was.
    guard status.isRegular else { throw FileError(path, .notRegular) }
    return status
  }
}
