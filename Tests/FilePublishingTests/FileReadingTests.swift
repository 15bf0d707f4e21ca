import Glibc
import TestSupport
import Testing

@testable import FilePublishing

@Suite("Reading files")
struct FileReadingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("gives a file whole, or says that it is too large", arguments: [0, 1, 65_536, 65_537, 200_000])
  func limits(count: Int) throws {
    let octets = [UInt8](repeating: 5, count: count)
    let path = try folder.write(octets, to: "a")
    #expect(try FileReading.contents(path, limit: count) == octets)
    if count > 0 {
      #expect(throws: FileError(path, .tooLarge(limit: count - 1))) { try FileReading.contents(path, limit: count - 1) }
    }
  }

  @Test("follows links to regular files, and waits for nothing")
  func kinds() throws {
    let path = try folder.write([1], to: "a")
    symlink(path, folder.file("link"))
    #expect(try FileReading.contents(folder.file("link"), limit: 10) == [1])
    mkfifo(folder.file("fifo"), 0o600)
    symlink("/dev/zero", folder.file("zero"))
    symlink("missing", folder.file("dangling"))
    for (name, cause) in [
      ("fifo", FileError.Cause.notRegular), ("zero", .notRegular), ("missing", .system(ENOENT)),
      ("dangling", .system(ENOENT)), ("a/b", .system(ENOTDIR)),
    ] {
      #expect(throws: FileError(folder.file(name), cause)) { try FileReading.contents(folder.file(name), limit: 10) }
    }
    #expect(throws: FileError(folder.path, .notRegular)) { try FileReading.contents(folder.path, limit: 10) }
    #expect(FileError("x", .system(ENOENT)).isMissing && !FileError("x", .notRegular).isMissing)
  }

  @Test(
    "of secrets demands that nobody else may touch them",
    arguments: [
      (0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o660, false), (0o610, false), (0o602, false),
      (0o777, false),
    ] as [(mode_t, Bool)])
  func privateFiles(mode: mode_t, isPrivate: Bool) throws {
    let path = try folder.write([1], to: "key")
    chmod(path, mode)
    if isPrivate {
      #expect(try FileReading.privateContents(path, limit: 10) == [1])
    } else {
      #expect(throws: FileError(path, .notPrivate)) { try FileReading.privateContents(path, limit: 10) }
    }
  }

  @Test("of secrets follows no link and takes nothing but files")
  func privateKinds() throws {
    let path = try folder.write([1], to: "key")
    chmod(path, 0o600)
    symlink(path, folder.file("link"))
    mkfifo(folder.file("fifo"), 0o600)
    for (name, cause) in [("link", FileError.Cause.system(ELOOP)), ("fifo", .notRegular), ("x", .system(ENOENT))] {
      #expect(throws: FileError(folder.file(name), cause)) {
        try FileReading.privateContents(folder.file(name), limit: 10)
      }
    }
    #expect(throws: FileError(path, .tooLarge(limit: 0))) { try FileReading.privateContents(path, limit: 0) }
  }

  @Test("below a folder is led out by neither dots nor links")
  func inFolder() throws {
    try folder.write([1], to: "in/sub/a")
    try folder.write([2], to: "secret")
    symlink(folder.file("secret"), folder.file("in/link"))
    symlink("a", folder.file("in/sub/inner"))
    symlink(folder.path, folder.file("in/up"))
    symlink(folder.file("in"), folder.file("entry"))
    let inside = folder.file("in")
    #expect(try FileReading.contents("sub/a", inFolder: inside, limit: 10) == [1])
    #expect(
      try FileReading.contents("sub/a", inFolder: folder.file("entry"), limit: 10) == [1], "the folder may be a link")
    for (name, cause) in [
      ("link", FileError.Cause.system(ELOOP)), ("sub/inner", .system(ELOOP)), ("up/secret", .system(ENOTDIR)),
      ("sub", .notRegular), ("missing", .system(ENOENT)), ("sub/a/b", .system(ENOTDIR)),
    ] {
      #expect(throws: FileError(inside + "/" + name, cause)) {
        try FileReading.contents(name, inFolder: inside, limit: 10)
      }
    }
    for name in ["../secret", "sub/../../secret", "/etc/passwd", "", ".", "sub//a", "sub/./a"] {
      #expect(throws: FileError(name, .unsafePath)) { try FileReading.contents(name, inFolder: inside, limit: 10) }
    }
  }

  @Test("from a descriptor gives what is left and leaves it open")
  func descriptor() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    #expect(write(ends[1], "abc", 3) == 3)
    close(ends[1])
    #expect(try FileReading.contents(ofDescriptor: ends[0], limit: 3) == Array("abc".utf8))
    #expect(fcntl(ends[0], F_GETFD) >= 0)
    close(ends[0])
    #expect(throws: FileError("file descriptor -1", .system(EBADF))) {
      try FileReading.contents(ofDescriptor: -1, limit: 3)
    }
    let own = open(try folder.write(Array("abc".utf8), to: "own"), O_RDONLY | O_CLOEXEC)
    #expect(throws: FileError("file descriptor \(own)", .system(EBADF)), "nobody gave it") {
      try FileReading.contents(ofDescriptor: own, limit: 3)
    }
    close(own)
  }

  @Test("of a folder gives its names in the order of their octets, none where there is no folder")
  func names() throws {
    for name in ["b", "a", "B", ".hidden", "ä", "a.b"] { try folder.write([], to: "f/" + name) }
    #expect(try FileReading.names(inFolder: folder.file("f")) == [".hidden", "B", "a", "a.b", "b", "ä"])
    #expect(try FileReading.names(inFolder: folder.file("none")) == [])
    #expect(throws: FileError(folder.file("f/a"), .system(ENOTDIR))) {
      try FileReading.names(inFolder: folder.file("f/a"))
    }
    #expect(FileReading.exists(folder.file("f")) && !FileReading.exists(folder.file("g")))
  }

  @Test("errors say the path and what is wrong with it")
  func errorTexts() {
    #expect(FileError("p", .system(ENOSPC)).text == "p: No space left on device")
    #expect(FileError("p", .unsafePath).text == "p: the path leaves its folder")
    #expect(FileError("p", .notRegular).text == "p: not a regular file")
    #expect(FileError("p", .notPrivate).text == "p: others may read it; run chmod 600")
    #expect(FileError("p", .tooLarge(limit: 5)).text == "p: larger than the limit of 5 octets")
  }
}
