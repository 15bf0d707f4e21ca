import Glibc
import TestSupport
import Testing

@testable import FilePublishing

@Suite("Folders as a whole")
struct FileTreeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("are made private, and once")
  func privateFolder() throws {
    try FileTree.makePrivateFolder(folder.file("a"))
    #expect(permissions(folder.file("a")) == 0o700)
    #expect(throws: FileError(folder.file("a"), .system(EEXIST))) { try FileTree.makePrivateFolder(folder.file("a")) }
    #expect(throws: FileError(folder.file("x/y"), .system(ENOENT))) {
      try FileTree.makePrivateFolder(folder.file("x/y"))
    }
  }

  @Test("take a name that nothing or an empty folder has")
  func rename() throws {
    try folder.write([1], to: "a/file")
    mkdir(folder.file("empty"), 0o755)
    try FileTree.rename(folder.file("a"), to: folder.file("b"))
    try FileTree.rename(folder.file("b"), to: folder.file("empty"))
    #expect(try folder.tree() == ["empty", "empty/file"])
    try folder.write([2], to: "full/other")
    #expect(throws: FileError(folder.file("full"), .system(ENOTEMPTY))) {
      try FileTree.rename(folder.file("empty"), to: folder.file("full"))
    }
    #expect(throws: FileError(folder.file("c"), .system(ENOENT))) {
      try FileTree.rename(folder.file("missing"), to: folder.file("c"))
    }
    #expect(try folder.tree() == ["empty", "empty/file", "full", "full/other"])
  }

  @Test("go with everything in them, and links go without what they lead to")
  func remove() throws {
    try folder.write([1], to: "keep")
    try folder.write([1], to: "a/b/c")
    symlink(folder.file("keep"), folder.file("a/link"))
    FileTree.remove(folder.file("a"))
    FileTree.remove(folder.file("missing"))
    #expect(try folder.tree() == ["keep"])
  }
}
