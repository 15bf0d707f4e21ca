import Glibc
import TestSupport
import Testing

@testable import FilePublishing

@Suite("Folders that are written as a whole")
struct WrittenFolderTests {
  private let folder: TemporaryFolder
  private let files: [(name: String, octets: [UInt8])] = [("x", [1]), ("y", [])]

  init() throws { folder = try TemporaryFolder() }

  private func output() throws -> OutputFolder { try OutputFolder(folder.path) }

  @Test("have their name only at the flush, with all their files")
  func atomicity() throws {
    let output = try output()
    try output.write(files, toFolder: "a/b")
    #expect(try folder.tree().filter { !$0.contains(".part") } == ["a"])
    try output.flush()
    #expect(try folder.tree() == ["a", "a/b", "a/b/x", "a/b/y"])
    #expect(folder.contents("a/b/x") == [1])
    #expect(folder.contents("a/b/y") == [])
    #expect(permissions(folder.file("a/b")) == 0o755)
    #expect(permissions(folder.file("a/b/x")) == 0o644)
  }

  @Test("that are there already keep what is not written, and the files that are the same")
  func existing() throws {
    let output = try output()
    try output.write(files, toFolder: "a")
    try output.flush()
    try folder.write([9], to: "a/z")
    let before = try #require(status(folder.file("a/x")))
    try output.write([("x", [1]), ("y", [2])], toFolder: "a")
    try output.flush()
    #expect(try folder.tree() == ["a", "a/x", "a/y", "a/z"])
    #expect(status(folder.file("a/x"))?.st_ino == before.st_ino)
    #expect(folder.contents("a/y") == [2])
    #expect(folder.contents("a/z") == [9])
  }

  @Test("hold what was written last, also without a flush in between")
  func twice() throws {
    let output = try output()
    try output.write(files, toFolder: "a")
    try output.write([("x", [3])], toFolder: "a")
    try output.flush()
    #expect(folder.contents("a/x") == [3])
    #expect(folder.contents("a/y") == [])
    #expect(try folder.tree() == ["a", "a/x", "a/y"])
  }

  @Test("leave nothing behind that was not flushed")
  func givenUp() throws {
    do { try output().write(files, toFolder: "a") }
    #expect(try folder.tree() == [])
  }

  @Test("take over what a process with the same number left behind")
  func leftovers() throws {
    try folder.write([9], to: ".a.\(getpid())-1.part/old")
    let output = try output()
    try output.write(files, toFolder: "a")
    try output.flush()
    #expect(try folder.tree() == ["a", "a/x", "a/y"])
  }

  @Test("take no names that lead out of them; nothing of them stays", arguments: ["..", "../x", "sub/x", "", "/x"])
  func unsafeNames(name: String) throws {
    let output = try output()
    let error = #expect(throws: FileError.self) { try output.write([("good", [1]), (name, [2])], toFolder: "a") }
    #expect(error?.cause == .unsafePath)
    #expect(throws: FileError("a/../b", .unsafePath)) { try output.write(files, toFolder: "a/../b") }
    try output.flush()
    #expect(try folder.tree() == [])
  }

  @Test("are not written through a link in their place")
  func link() throws {
    mkdir(folder.file("elsewhere"), 0o755)
    symlink("elsewhere", folder.file("a"))
    let output = try output()
    #expect(throws: FileError(folder.file("a"), .unsafePath)) { try output.write(files, toFolder: "a") }
    #expect(try folder.tree() == ["a", "elsewhere"])
  }
}
