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
}
