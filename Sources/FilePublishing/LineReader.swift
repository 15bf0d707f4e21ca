import Glibc

/// Reads a file line by line in bounded memory.
package final class LineReader {
  private let path: String
  private let file: FileDescriptor
  private let longest: Int
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  /// The number of the line that was read last, from 1.
  package private(set) var number = 0

  /// - Parameter longest: The most octets of one line; a longer one is an error.
  package init(_ path: String, longest: Int) throws(FileError) {
    self.path = path
    self.longest = longest
    file = try FileDescriptor(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), path: path)
    guard try file.status(path: path).isRegular else { throw FileError(path, .notRegular) }
  }

  /// The next line without its end; nil behind the last one.
  package func next() throws(FileError) -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) { return take(to: end, next: end + 1) }
      searched = buffer.count
      if isAtEnd { return searched > start ? take(to: searched, next: searched) : nil }
      guard searched - start <= longest else { throw FileError(path, .tooLarge(limit: longest)) }
      searched -= start
      buffer.removeFirst(start)
      start = 0
      try fill()
    }
  }

  private func take(to end: Int, next: Int) -> [UInt8] {
    defer { start = next }
    number += 1
    return Array(buffer[start..<end])
  }

  private func fill() throws(FileError) {
    let block = try file.read(upTo: 1 << 16, path: path)
    isAtEnd = block.isEmpty
    buffer.append(contentsOf: block)
  }
}

extension FileReading {
  /// The first octets of a regular file, at most `count` of them.
  package static func beginning(_ path: String, count: Int) throws(FileError) -> [UInt8] {
    let file = try FileDescriptor(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), path: path)
    guard try file.status(path: path).isRegular else { throw FileError(path, .notRegular) }
    var octets: [UInt8] = []
    while octets.count < count {
      let block = try file.read(upTo: count - octets.count, path: path)
      if block.isEmpty { break }
      octets.append(contentsOf: block)
    }
    return octets
  }
}

extension FileDescriptor {
  /// At least one octet; none at the end of the file.
  fileprivate func read(upTo count: Int, path: String) throws(FileError) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: count)
    while true {
      let got = Glibc.read(number, &block, block.count)
      if got < 0 {
        if errno == EINTR { continue }
        throw FileError.system(path)
      }
      return Array(block[..<got])
    }
  }
}
