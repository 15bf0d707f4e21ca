import CSystemShims
import Glibc

/// Sole owner of an open file.
struct FileDescriptor: ~Copyable {
  let number: Int32

  /// Takes over what `open` returned; the error names the path.
  init(_ number: Int32, path: String) throws(FileError) {
    guard number >= 0 else { throw FileError.system(path) }
    self.number = number
  }

  deinit { _ = close(number) }

  /// Writes everything.
  func write(_ octets: UnsafeRawBufferPointer, path: String) throws(FileError) {
    var written = 0
    while written < octets.count {
      let count = Glibc.write(number, octets.baseAddress?.advanced(by: written), octets.count - written)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError.system(path)
      }
      written += count
    }
  }

  /// Lets the disk begin with what was written, so that flushing later has less to wait for; where that is not
  /// possible, nothing is lost.
  func beginWritingBack() {
    _ = csystem_begin_writing_back(number)
  }

  /// Reads at most `limit` octets; more are an error.
  func readAll(limit: Int, path: String) throws(FileError) -> [UInt8] {
    var contents: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(number, &block, block.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError.system(path)
      }
      if count == 0 { return contents }
      contents.append(contentsOf: block[..<count])
      if contents.count > limit { throw FileError(path, .tooLarge(limit: limit)) }
    }
  }

  /// Reads everything in pieces.
  func forEachBlock(path: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { block.deallocate() }
    while true {
      let count = read(number, block.baseAddress, block.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError.system(path)
      }
      if count == 0 { return }
      try body(UnsafeRawBufferPointer(rebasing: block[..<count]))
    }
  }

  func status(path: String) throws(FileError) -> stat {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw FileError.system(path) }
    return status
  }
}

extension stat {
  var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
  var isPrivate: Bool { st_mode & 0o077 == 0 }

  /// Whether nobody may do more than a mode lets them.
  func isNoWider(than mode: mode_t) -> Bool { st_mode & 0o777 & ~mode == 0 }
}
