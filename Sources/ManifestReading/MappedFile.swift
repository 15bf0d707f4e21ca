import Diagnostics
import Glibc

/// A file's octets in memory without a copy of them; the system brings pages in and drops them as they are used.
///
/// A file that somebody cuts off meanwhile gives SIGBUS where its end was; the program ends on that signal with a
/// message, as on any other error of reading.
///
/// Sendable although it holds a pointer: the mapping is read-only, is made before the object is handed on, and lasts
/// until nobody holds the object any more.
final class MappedFile: @unchecked Sendable {
  let octets: UnsafeRawBufferPointer

  init(_ path: String) throws(FindingsError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw MappedFile.failure(path, String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw MappedFile.failure(path, String(cString: strerror(errno))) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw MappedFile.failure(path, "not a regular file") }
    let size = Int(status.st_size)
    guard size > 0 else {
      octets = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw MappedFile.failure(path, String(cString: strerror(errno)))
    }
    madvise(start, size, MADV_SEQUENTIAL)
    octets = UnsafeRawBufferPointer(start: start, count: size)
  }

  deinit {
    if let start = octets.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), octets.count) }
  }

  private static func failure(_ path: String, _ problem: String) -> FindingsError {
    FindingsError(
      file: path, findings: [Finding(.requestFile, problem, fix: "name a manifest that exists and can be read")])
  }
}

extension UnsafeRawBufferPointer {
  private static let forgettingInterval = 4 << 20
  /// A multiple of every page size.
  private static let pageMultiple = 1 << 16

  /// Gives the pages of a mapped file that lie before a range back to the system, now and then.
  ///
  /// Without that, a manifest of any size would count as this process's memory once it has been read. What is read
  /// again comes in again.
  func forgetPages(before range: Range<Int>) {
    let interval = UnsafeRawBufferPointer.forgettingInterval
    guard range.lowerBound / interval != range.upperBound / interval, let baseAddress else { return }
    let multiple = UnsafeRawBufferPointer.pageMultiple
    madvise(
      UnsafeMutableRawPointer(mutating: baseAddress), range.lowerBound / multiple * multiple, MADV_DONTNEED)
  }
}
