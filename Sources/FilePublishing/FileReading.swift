import Glibc

/// Reads whole files of a bounded size.
package enum FileReading {
  /// The octets of a regular file, or of what a symbolic link leads to.
  package static func contents(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let file = try FileDescriptor(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), path: path)
    guard try file.status(path: path).isRegular else { throw FileError(path, .notRegular) }
    return try file.readAll(limit: limit, path: path)
  }

  /// Reads a regular file in pieces, however large it is.
  package static func forEachBlock(of path: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let file = try FileDescriptor(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), path: path)
    guard try file.status(path: path).isRegular else { throw FileError(path, .notRegular) }
    try file.forEachBlock(path: path, body)
  }

  /// The octets of a file that only its owner may touch: a key or a passphrase.
  package static func privateContents(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let file = try FileDescriptor(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW), path: path)
    let status = try file.status(path: path)
    guard status.isRegular else { throw FileError(path, .notRegular) }
    guard status.isPrivate else { throw FileError(path, .notPrivate) }
    return try file.readAll(limit: limit, path: path)
  }

  /// Everything that an open descriptor still gives; it stays open.
  ///
  /// One that this program has opened counts as not open: whoever names it has forgotten to give it. They are told apart
  /// by being closed on exec, which no inherited one can be.
  package static func contents(ofDescriptor number: Int32, limit: Int) throws(FileError) -> [UInt8] {
    let path = "file descriptor \(number)"
    let flags = fcntl(number, F_GETFD)
    guard flags >= 0 else { throw FileError.system(path) }
    guard flags & FD_CLOEXEC == 0 else { throw FileError(path, .system(EBADF)) }
    let copy = try FileDescriptor(dup(number), path: path)
    return try copy.readAll(limit: limit, path: path)
  }

  /// A file inside a folder, named relative to it; neither `..` nor symbolic links lead out of the folder.
  package static func contents(_ name: String, inFolder folder: String, limit: Int) throws(FileError) -> [UInt8] {
    let path = folder + "/" + name
    let parts = try RelativePath.parts(name)
    var parent = try FileDescriptor(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), path: folder)
    for part in parts.dropLast() {
      parent = try FileDescriptor(
        openat(parent.number, part, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW), path: path)
    }
    let file = try FileDescriptor(
      openat(parent.number, parts[parts.count - 1], O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW), path: path)
    guard try file.status(path: path).isRegular else { throw FileError(path, .notRegular) }
    return try file.readAll(limit: limit, path: path)
  }

  /// The names in a folder, in the order of their octets; empty where there is no folder.
  package static func names(inFolder path: String) throws(FileError) -> [String] {
    guard let folder = opendir(path) else {
      if errno == ENOENT { return [] }
      throw FileError.system(path)
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether something stands at a path.
  package static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }
}

/// A path below a folder that cannot lead out of it.
enum RelativePath {
  static func parts(_ path: String) throws(FileError) -> [String] {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) }) else {
      throw FileError(path, .unsafePath)
    }
    return parts
  }
}
