import Glibc

/// What the file system refuses.
package struct FileError: Error, Hashable, Sendable {
  /// Why the file system refuses.
  package enum Cause: Hashable, Sendable {
    /// A system call's `errno`.
    case system(Int32)
    /// A path that leaves its folder, or has an empty or dot component.
    case unsafePath
    /// Not a regular file (a link, a device, a folder).
    case notRegular
    /// Group or others may read or write it.
    case notPrivate
    /// More octets than the stated limit.
    case tooLarge(limit: Int)
  }

  package let path: String
  package let cause: Cause

  package init(_ path: String, _ cause: Cause) {
    self.path = path
    self.cause = cause
  }

  static func system(_ path: String) -> FileError { FileError(path, .system(errno)) }

  /// Whether there is nothing at the path.
  package var isMissing: Bool { cause == .system(ENOENT) }

  /// One line for people: the path, and what is wrong with it.
  package var text: String {
    switch cause {
    case .system(let code): "\(path): \(String(cString: strerror(code)))"
    case .unsafePath: "\(path): the path leaves its folder"
    case .notRegular: "\(path): not a regular file"
    case .notPrivate: "\(path): others may read it; run chmod 600"
    case .tooLarge(let limit): "\(path): larger than the limit of \(limit) octets"
    }
  }
}
