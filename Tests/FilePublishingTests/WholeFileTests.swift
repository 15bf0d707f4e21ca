import Glibc
import TestSupport
import Testing

@testable import FilePublishing

@Suite("Single files")
struct WholeFileTests {
  @Test("are published beside their place, with the parents made")
  func write() throws {
    let folder = try TemporaryFolder()
    try WholeFile.write([1], to: folder.file("x/a"), mode: .ownerOnly)
    #expect(folder.contents("x/a") == [1])
    #expect(permissions(folder.file("x/a")) == 0o600)
    try WholeFile.write([2], to: folder.file("x/a"))
    #expect(folder.contents("x/a") == [2])
    #expect(try folder.tree() == ["x", "x/a"])
  }

  @Test("keep their time when nothing changes, unless they are touched")
  func touching() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a")
    try WholeFile.write([1], to: path)
    var times = [timespec(tv_sec: 1000, tv_nsec: 0), timespec(tv_sec: 1000, tv_nsec: 0)]
    utimensat(AT_FDCWD, path, &times, 0)
    try WholeFile.write([1], to: path)
    #expect(status(path)?.st_mtim.tv_sec == 1000)
    try WholeFile.write([1], to: path, touching: true)
    #expect((status(path)?.st_mtim.tv_sec ?? 0) > 1000)
  }

  @Test("need a name", arguments: ["", "/", ".."])
  func names(path: String) {
    #expect(throws: FileError.self) { try WholeFile.write([1], to: path) }
  }

  @Test("of somebody else's are replaced whole, and keep their mode; a new one gets the mode for new ones")
  func replacing() throws {
    let folder = try TemporaryFolder()
    try WholeFile.replace([1], at: folder.file("new"), newMode: .ownerOnly)
    #expect(folder.contents("new") == [1])
    #expect(permissions(folder.file("new")) == 0o600)
    try folder.write([2], to: "old")
    try #require(chmod(folder.file("old"), 0o640) == 0)
    try WholeFile.replace([3], at: folder.file("old"), newMode: .everybodyReads)
    #expect(folder.contents("old") == [3])
    #expect(permissions(folder.file("old")) == 0o640)
    #expect(try folder.tree() == ["new", "old"])
  }

  @Test("of somebody else's are not replaced where there is a link or a folder, and nothing is left behind")
  func notReplacing() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "file")
    try #require(symlink("file", folder.file("link")) == 0)
    try folder.write([1], to: "folder/x")
    for name in ["link", "folder"] {
      #expect(throws: FileError(folder.file(name), .notRegular)) {
        try WholeFile.replace([2], at: folder.file(name), newMode: .ownerOnly)
      }
    }
    #expect(throws: FileError(folder.file("none"), .system(ENOENT))) {
      try WholeFile.replace([2], at: folder.file("none/x"), newMode: .ownerOnly)
    }
    #expect(try folder.tree() == ["file", "folder", "folder/x", "link"])
    #expect(folder.contents("file") == [1])
  }
}
