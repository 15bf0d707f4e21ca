import CSystemShims
import Glibc
import Synchronization

/// A folder into which whole files are published.
///
/// Each file is written beside its place under a name of its own, and renamed when it is complete: whoever reads the
/// folder sees the old file or the new one. `flush` makes everything before it durable, once for many files. A file
/// that holds the same octets already, and that nobody else may read because of its mode, is left alone with its time.
/// What was not flushed when the folder is given up leaves nothing behind.
package final class OutputFolder: Sendable {
  package let path: String
  private let root: FileDescriptor
  private let state = Mutex(State())

  /// Part of temporary names, so that two processes do not use the same; asked for once, not for each file.
  private static let process = getpid()

  private struct State {
    var made: Set<String> = []
    var counter = 0
    var renames: [(from: String, to: String)] = []
    /// The names that `renames` leads to: what lies there now is not what will lie there.
    var pending: Set<String> = []

    mutating func takeRenames() -> [(from: String, to: String)] {
      defer { (renames, pending) = ([], []) }
      return renames
    }
  }

  /// Opens the folder; makes it, with its parents, where it is missing.
  package init(_ path: String) throws(FileError) {
    self.path = path
    try OutputFolder.makeFolders(path)
    root = try FileDescriptor(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), path: path)
    guard faccessat(root.number, ".", W_OK | X_OK, AT_EACCESS) == 0 else { throw FileError.system(path) }
  }

  deinit {
    for (temporary, _) in state.withLock({ $0.takeRenames() }) { discard(temporary) }
  }

  /// Writes one file; it has its name when `flush` has returned.
  package func write(_ octets: [UInt8], to name: String, mode: FileMode = .everybodyReads) throws(FileError) {
    let parts = try RelativePath.parts(name)
    if holds(octets, at: name, mode: mode) { return }
    let temporary = try temporaryName(beside: parts)
    let file = try create(temporary, mode: mode)
    do throws(FileError) {
      try octets.withTyped { (buffer) throws(FileError) in try file.write(buffer, path: fullPath(temporary)) }
    } catch {
      discard(temporary)
      throw error
    }
    rename(later: temporary, to: name)
  }

  /// Writes the files of a folder in the folder; one that is new has its name when `flush` has returned.
  ///
  /// A new folder costs one renaming instead of one for each file.
  package func write(_ files: [(name: String, octets: [UInt8])], toFolder name: String) throws(FileError) {
    let parts = try RelativePath.parts(name)
    if isPending(name) { try flush() }
    guard !exists(name) else {
      for file in files { try write(file.octets, to: "\(name)/\(file.name)") }
      return
    }
    let temporary = try temporaryName(beside: parts)
    do throws(FileError) {
      let folder = try createFolder(temporary)
      for file in files { try write(file.octets, toNew: file.name, in: folder, of: temporary) }
    } catch {
      discard(temporary)
      throw error
    }
    rename(later: temporary, to: name)
  }

  /// Begins a file that is written in pieces.
  package func stream(to name: String, mode: FileMode = .everybodyReads) throws(FileError) -> StreamingFile {
    let temporary = try temporaryName(beside: try RelativePath.parts(name))
    let file = try create(temporary, mode: mode)
    return StreamingFile(folder: self, name: name, temporary: temporary, file: file)
  }

  /// Makes everything durable that was written, then gives it its names.
  ///
  /// After an error some files may have their names; what has none is gone.
  package func flush() throws(FileError) {
    let renames = state.withLock { $0.takeRenames() }
    guard !renames.isEmpty else { return }
    do throws(FileError) {
      try synchronize()
      for (from, to) in renames {
        guard renameat(root.number, from, root.number, to) == 0 else { throw FileError.system(fullPath(to)) }
      }
    } catch {
      for (temporary, _) in renames { discard(temporary) }
      throw error
    }
    try synchronize()
  }

  /// The octets of a file in the folder; nil where there is none.
  package func contents(_ name: String, limit: Int = .max) throws(FileError) -> [UInt8]? {
    do {
      _ = try RelativePath.parts(name)
      let file = try openFile(name)
      return try file.readAll(limit: limit, path: fullPath(name))
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// Reads a file in pieces.
  package func forEachBlock(of name: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    _ = try RelativePath.parts(name)
    let file = try openFile(name)
    try file.forEachBlock(path: fullPath(name), body)
  }

  /// Removes a file; one that is not there is no error.
  package func remove(_ name: String) throws(FileError) {
    _ = try RelativePath.parts(name)
    guard unlinkat(root.number, name, 0) == 0 || errno == ENOENT else { throw FileError.system(fullPath(name)) }
  }

  /// Removes files, durably; those that are not there are no error.
  package func removeDurably(_ names: [String]) throws(FileError) {
    guard !names.isEmpty else { return }
    for name in names { try remove(name) }
    try synchronize()
  }

  // MARK: For StreamingFile

  func rename(later temporary: String, to name: String) {
    state.withLock { state in
      state.renames.append((temporary, name))
      state.pending.insert(name)
    }
  }

  func discard(_ temporary: String) {
    if unlinkat(root.number, temporary, 0) != 0, errno == EISDIR { FileTree.remove(fullPath(temporary)) }
  }

  /// Whether a file that is finished would change nothing under its name.
  func isRepetition(_ temporary: String, of name: String) -> Bool {
    guard !isPending(name), let left = try? openFile(temporary), let right = try? openFile(name),
      let leftStatus = try? left.status(path: temporary), let rightStatus = try? right.status(path: name),
      rightStatus.isRegular, leftStatus.st_size == rightStatus.st_size,
      rightStatus.isNoWider(than: leftStatus.st_mode)
    else { return false }
    var leftBlock = [UInt8](repeating: 0, count: 1 << 20)
    var rightBlock = leftBlock
    while true {
      let leftCount = read(left.number, &leftBlock, leftBlock.count)
      let rightCount = read(right.number, &rightBlock, rightBlock.count)
      guard leftCount >= 0, leftCount == rightCount else { return false }
      if leftCount == 0 { return true }
      guard memcmp(leftBlock, rightBlock, leftCount) == 0 else { return false }
    }
  }

  func fullPath(_ name: String) -> String { path + "/" + name }

  // MARK: Inside

  private func isPending(_ name: String) -> Bool { state.withLock { $0.pending.contains(name) } }

  private func synchronize() throws(FileError) {
    guard csystem_sync_file_system(root.number) == 0 else { throw FileError.system(path) }
  }

  private func holds(_ octets: [UInt8], at name: String, mode: FileMode) -> Bool {
    guard !isPending(name) else { return false }
    let number = openat(root.number, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    // Nearly always there is no such file; an error that says so would cost as much as looking.
    guard number >= 0, let file = try? FileDescriptor(number, path: name), let status = try? file.status(path: name),
      status.isRegular, status.isNoWider(than: mode.rawValue), Int(status.st_size) == octets.count
    else { return false }
    return (try? file.readAll(limit: octets.count, path: name)) == octets
  }

  private func openFile(_ name: String) throws(FileError) -> FileDescriptor {
    try FileDescriptor(openat(root.number, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), path: fullPath(name))
  }

  /// A name beside the file's, in a folder that exists.
  private func temporaryName(beside parts: [String]) throws(FileError) -> String {
    try makeParents(parts.dropLast())
    let count = state.withLock { state in
      state.counter += 1
      return state.counter
    }
    let last = ".\(parts[parts.count - 1]).\(OutputFolder.process)-\(count).part"
    return (parts.dropLast() + [last]).joined(separator: "/")
  }

  private func create(_ temporary: String, mode: FileMode) throws(FileError) -> FileDescriptor {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    var number = openat(root.number, temporary, flags, mode.rawValue)
    if number < 0, errno == EEXIST, unlinkat(root.number, temporary, 0) == 0 {
      // A leftover of an earlier process with our number.
      number = openat(root.number, temporary, flags, mode.rawValue)
    }
    return try FileDescriptor(number, path: fullPath(temporary))
  }

  private func createFolder(_ temporary: String) throws(FileError) -> FileDescriptor {
    // A leftover of an earlier process with our number.
    if exists(temporary) { discard(temporary) }
    guard mkdirat(root.number, temporary, 0o755) == 0 else { throw FileError.system(fullPath(temporary)) }
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    return try FileDescriptor(openat(root.number, temporary, flags), path: fullPath(temporary))
  }

  private func write(
    _ octets: [UInt8], toNew name: String, in folder: borrowing FileDescriptor, of temporary: String
  ) throws(FileError) {
    let path = "\(fullPath(temporary))/\(name)"
    guard try RelativePath.parts(name).count == 1 else { throw FileError(path, .unsafePath) }
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = try FileDescriptor(openat(folder.number, name, flags, FileMode.everybodyReads.rawValue), path: path)
    try octets.withTyped { (buffer) throws(FileError) in try file.write(buffer, path: path) }
  }

  private func exists(_ name: String) -> Bool { faccessat(root.number, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0 }

  private func makeParents(_ parts: ArraySlice<String>) throws(FileError) {
    guard !parts.isEmpty else { return }
    let whole = parts.joined(separator: "/")
    if state.withLock({ $0.made.contains(whole) }) { return }
    var prefix = ""
    for part in parts {
      prefix += prefix.isEmpty ? part : "/" + part
      guard mkdirat(root.number, prefix, 0o755) == 0 || errno == EEXIST else {
        throw FileError.system(fullPath(prefix))
      }
      try demandFolder(prefix)
    }
    state.withLock { _ = $0.made.insert(whole) }
  }

  /// A link in a folder's place could lead out of this one.
  private func demandFolder(_ name: String) throws(FileError) {
    var status = stat()
    guard fstatat(root.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw FileError.system(fullPath(name)) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw FileError(fullPath(name), .unsafePath) }
  }

  private static func makeFolders(_ path: String) throws(FileError) {
    var prefix = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      prefix += prefix.isEmpty || prefix == "/" ? String(part) : "/" + part
      guard mkdir(prefix, 0o755) == 0 || errno == EEXIST else { throw FileError.system(prefix) }
    }
  }
}

extension [UInt8] {
  /// `withUnsafeBytes` that carries a typed error.
  func withTyped(_ body: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws(FileError) {
    let failure: FileError? = withUnsafeBytes { buffer in
      do throws(FileError) {
        try body(buffer)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }
}
