import Diagnostics
import Glibc

/// A file's octets in memory without a copy of them; the system brings pages in and drops them as they are used.
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
