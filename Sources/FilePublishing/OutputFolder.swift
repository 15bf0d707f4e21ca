import CSystemShims
import Glibc
import Synchronization

/// A folder into which whole files are published.
///
/// Each file is written beside its place under a name of its own, and renamed when it is complete: whoever reads the
/// folder sees the old file or the new one. `flush` makes everything before it durable, once for many files. A file
/// that holds the same octets already is left alone with its time.
package final class OutputFolder: Sendable {
  package let path: String
  private let root: FileDescriptor
  private let state = Mutex(State())

  private struct State {
    var made: Set<String> = []
    var counter = 0
    var renames: [(from: String, to: String)] = []
  }

  /// Opens the folder; makes it, with its parents, where it is missing.
  package init(_ path: String) throws(FileError) {
    self.path = path
    try OutputFolder.makeFolders(path)
    root = try FileDescriptor(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), path: path)
    guard faccessat(root.number, ".", W_OK | X_OK, 0) == 0 else { throw FileError.system(path) }
  }

  /// Writes one file; it has its name when `flush` has returned.
  ///
  package func write(_ octets: [UInt8], to name: String, mode: FileMode = .everybodyReads) throws(FileError) {
    if holds(octets, at: name) { return }
    let temporary = try temporaryName(beside: name)
    let file = try create(temporary, mode: mode)
    try octets.withTyped { (buffer) throws(FileError) in try file.write(buffer, path: fullPath(temporary)) }
    rename(later: temporary, to: name)
  }

  /// Begins a file that is written in pieces.
  package func stream(to name: String, mode: FileMode = .everybodyReads) throws(FileError) -> StreamingFile {
    let temporary = try temporaryName(beside: name)
    let file = try create(temporary, mode: mode)
    return StreamingFile(folder: self, name: name, temporary: temporary, file: file)
  }

  /// Makes everything durable that was written, then gives it its names.
  package func flush() throws(FileError) {
    let renames = state.withLock { state in
      defer { state.renames = [] }
      return state.renames
    }
    guard !renames.isEmpty else { return }
    guard csystem_sync_file_system(root.number) == 0 else { throw FileError.system(path) }
    for (from, to) in renames {
      guard renameat(root.number, from, root.number, to) == 0 else { throw FileError.system(fullPath(to)) }
    }
    guard csystem_sync_file_system(root.number) == 0 else { throw FileError.system(path) }
  }

  /// The octets of a file in the folder; nil where there is none.
  package func contents(_ name: String, limit: Int = .max) throws(FileError) -> [UInt8]? {
    do {
      let file = try openFile(name)
      return try file.readAll(limit: limit, path: fullPath(name))
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// Reads a file in pieces.
  package func forEachBlock(of name: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let file = try openFile(name)
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { block.deallocate() }
    while true {
      let count = read(file.number, block.baseAddress, block.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError.system(fullPath(name))
      }
      if count == 0 { return }
      try body(UnsafeRawBufferPointer(rebasing: block[..<count]))
    }
  }

  /// Removes a file; one that is not there is no error.
  package func remove(_ name: String) throws(FileError) {
    guard unlinkat(root.number, name, 0) == 0 || errno == ENOENT else { throw FileError.system(fullPath(name)) }
  }

  // MARK: For StreamingFile

  func rename(later temporary: String, to name: String) {
    state.withLock { $0.renames.append((temporary, name)) }
  }

  func discard(_ temporary: String) {
    _ = unlinkat(root.number, temporary, 0)
  }

  func hasEqualContents(_ first: String, _ second: String) -> Bool {
    guard let left = try? openFile(first), let right = try? openFile(second),
      let leftSize = try? left.status(path: first).st_size, let rightSize = try? right.status(path: second).st_size,
      leftSize == rightSize
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

  private func holds(_ octets: [UInt8], at name: String) -> Bool {
    guard let file = try? openFile(name), let status = try? file.status(path: name), status.isRegular,
      Int(status.st_size) == octets.count
    else { return false }
    return (try? file.readAll(limit: octets.count, path: name)) == octets
  }

  private func openFile(_ name: String) throws(FileError) -> FileDescriptor {
    try FileDescriptor(openat(root.number, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), path: fullPath(name))
  }

  /// A name beside the file's, in a folder that exists.
  private func temporaryName(beside name: String) throws(FileError) -> String {
    let parts = try RelativePath.parts(name)
    try makeParents(parts.dropLast())
    let count = state.withLock { state in
      state.counter += 1
      return state.counter
    }
    let last = ".\(parts[parts.count - 1]).\(getpid())-\(count).part"
    return (parts.dropLast() + [last]).joined(separator: "/")
  }

  private func create(_ temporary: String, mode: FileMode) throws(FileError) -> FileDescriptor {
    // A leftover of an earlier process with our number.
    _ = unlinkat(root.number, temporary, 0)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    return try FileDescriptor(openat(root.number, temporary, flags, mode.rawValue), path: fullPath(temporary))
  }

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
    }
    state.withLock { _ = $0.made.insert(whole) }
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
