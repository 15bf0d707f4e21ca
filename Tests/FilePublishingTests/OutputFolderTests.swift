import Glibc
import TestSupport
import Testing

@testable import FilePublishing

/// What the file system says of a path, links not followed.
func status(_ path: String) -> stat? {
  var status = stat()
  return lstat(path, &status) == 0 ? status : nil
}

func permissions(_ path: String) -> mode_t? { status(path).map { $0.st_mode & 0o7777 } }

@Suite("Output folders")
struct OutputFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func output() throws -> OutputFolder { try OutputFolder(folder.path) }

  @Test("give files their names only at the flush, all of them whole")
  func atomicity() throws {
    try folder.write(Array("old".utf8), to: "a")
    let output = try output()
    try output.write(Array("new".utf8), to: "a")
    try output.write([], to: "sub/deep/b")
    #expect(folder.contents("a") == Array("old".utf8))
    #expect(folder.contents("sub/deep/b") == nil)
    try output.flush()
    #expect(folder.contents("a") == Array("new".utf8))
    #expect(folder.contents("sub/deep/b") == [])
    #expect(try folder.tree() == ["a", "sub", "sub/deep", "sub/deep/b"])
  }

  @Test("have no name between the old file and the new one")
  func noGap() throws {
    let output = try output()
    let contents: [[UInt8]] = [[UInt8](repeating: 0x61, count: 100_000), [UInt8](repeating: 0x62, count: 50_000)]
    try output.write(contents[0], to: "a")
    try output.flush()
    for round in 1..<20 {
      try output.write(contents[round % 2], to: "a")
      #expect(folder.contents("a") == contents[(round + 1) % 2])
      try output.flush()
      #expect(folder.contents("a") == contents[round % 2])
    }
  }

  @Test("leave nothing behind that was not flushed")
  func givenUp() throws {
    do {
      let output = try output()
      try output.write([1], to: "a")
      try output.write([2], to: "sub/b")
      let stream = try output.stream(to: "c")
      try stream.write([3])
      try stream.finish()
    }
    #expect(try folder.tree() == ["sub"])
  }

  @Test("leave a file that holds the same octets alone, with its time and its place on the disk")
  func equalOctets() throws {
    let output = try output()
    try output.write([1, 2, 3], to: "a")
    try output.flush()
    let before = try #require(status(folder.file("a")))
    try output.write([1, 2, 3], to: "a")
    let stream = try output.stream(to: "a")
    try stream.write([1, 2])
    try stream.write([3])
    try stream.finish()
    try output.flush()
    let after = try #require(status(folder.file("a")))
    #expect(after.st_ino == before.st_ino)
    #expect(after.st_mtim.tv_sec == before.st_mtim.tv_sec && after.st_mtim.tv_nsec == before.st_mtim.tv_nsec)
    #expect(try folder.tree() == ["a"])
    for other in [[1, 2, 4], [1, 2], [1, 2, 3, 4], []] as [[UInt8]] {
      try output.write(other, to: "a")
      try output.flush()
      #expect(folder.contents("a") == other)
    }
  }

  @Test("hold what was written last, also when it is what lay there first")
  func twice() throws {
    let output = try output()
    try output.write([1], to: "a")
    try output.flush()
    try output.write([2], to: "a")
    try output.write([1], to: "a")
    try output.flush()
    #expect(folder.contents("a") == [1])
    try output.write([2], to: "a")
    let stream = try output.stream(to: "a")
    try stream.write([1])
    try stream.finish()
    try output.flush()
    #expect(folder.contents("a") == [1])
    #expect(try folder.tree() == ["a"])
  }

  @Test("make a private file private, even when an open one holds the same octets")
  func openPredecessor() throws {
    try folder.write([1], to: "a")
    chmod(folder.file("a"), 0o644)
    let output = try output()
    try output.write([1], to: "a", mode: .ownerOnly)
    try output.flush()
    #expect(permissions(folder.file("a")) == 0o600)
    chmod(folder.file("a"), 0o640)
    let stream = try output.stream(to: "a", mode: .ownerOnly)
    try stream.write([1])
    try stream.finish()
    try output.flush()
    #expect(permissions(folder.file("a")) == 0o600)
    // The other way round nothing is gained by writing.
    try output.write([1], to: "a", mode: .everybodyReads)
    try output.flush()
    #expect(permissions(folder.file("a")) == 0o600)
  }

  @Test(
    "take no name that leads out of them or is none",
    arguments: ["", ".", "..", "../x", "a/../x", "a/..", "./x", "/x", "a//b", "a/", "a/./b", "x\u{0}y"])
  func unsafeNames(name: String) throws {
    let inner = try OutputFolder(folder.file("inner"))
    try folder.write([7], to: "x")
    let error = FileError(name, .unsafePath)
    #expect(throws: error) { try inner.write([7], to: name) }
    #expect(throws: error) { try inner.write([8], to: name) }
    #expect(throws: error) { try inner.stream(to: name) }
    #expect(throws: error) { try inner.contents(name) }
    #expect(throws: error) { try inner.remove(name) }
    #expect(throws: error) { try inner.forEachBlock(of: name) { _ in } }
    try inner.flush()
    #expect(try folder.tree() == ["inner", "x"])
    #expect(folder.contents("x") == [7])
  }

  @Test("replace a link in a file's place and never write through it")
  func linkedFile() throws {
    let victim = try folder.write([7], to: "victim")
    let output = try OutputFolder(folder.file("out"))
    symlink(victim, folder.file("out/a"))
    symlink(victim, folder.file("out/b"))
    symlink("nowhere", folder.file("out/c"))
    for (name, octets) in [("a", [7]), ("b", [8]), ("c", [9])] as [(String, [UInt8])] {
      try output.write(octets, to: name)
    }
    try output.flush()
    #expect(folder.contents("victim") == [7])
    for (name, octets) in [("a", [7]), ("b", [8]), ("c", [9])] as [(String, [UInt8])] {
      #expect(try #require(status(folder.file("out/\(name)"))).isRegular)
      #expect(folder.contents("out/\(name)") == octets)
    }
    symlink(victim, folder.file("out/d"))
    #expect(throws: FileError(folder.file("out/d"), .system(ELOOP))) { try output.contents("d") }
  }

  @Test("do not go through a link in a folder's place")
  func linkedFolder() throws {
    mkdir(folder.file("elsewhere"), 0o755)
    let output = try OutputFolder(folder.file("out"))
    symlink(folder.file("elsewhere"), folder.file("out/sub"))
    #expect(throws: FileError(folder.file("out/sub"), .unsafePath)) { try output.write([1], to: "sub/a") }
    #expect(throws: FileError(folder.file("out/sub"), .unsafePath)) { try output.stream(to: "sub/deep/a") }
    try folder.write([1], to: "out/file")
    #expect(throws: FileError(folder.file("out/file"), .unsafePath)) { try output.write([1], to: "file/a") }
    #expect(try folder.tree() == ["elsewhere", "out", "out/file", "out/sub"])
  }

  @Test("say which file cannot have its name, and leave no parts")
  func folderInPlace() throws {
    try folder.write([1], to: "a/inside")
    let output = try output()
    try output.write([1], to: "a")
    try output.write([2], to: "b")
    #expect(throws: FileError(folder.file("a"), .system(EISDIR))) { try output.flush() }
    #expect(try folder.tree().filter { $0.hasSuffix(".part") } == [])
    try output.flush()
    #expect(folder.contents("a/inside") == [1])
  }

  @Test("make themselves with their parents; a file in their place is an error")
  func making() throws {
    let output = try OutputFolder(folder.file("x/y/z"))
    try output.write([1], to: "a")
    try output.flush()
    #expect(folder.contents("x/y/z/a") == [1])
    try folder.write([], to: "file")
    #expect(throws: FileError(folder.file("file"), .system(ENOTDIR))) { try OutputFolder(folder.file("file")) }
    #expect(throws: FileError(folder.file("file/sub"), .system(ENOTDIR))) { try OutputFolder(folder.file("file/sub")) }
  }

  @Test("read what they hold, and nothing where there is nothing")
  func contents() throws {
    let output = try output()
    try output.write([1, 2, 3], to: "a/b")
    try output.flush()
    #expect(try output.contents("a/b") == [1, 2, 3])
    #expect(try output.contents("a/c") == nil)
    #expect(try output.contents("z/c") == nil)
    #expect(throws: FileError(folder.file("a/b"), .tooLarge(limit: 2))) { try output.contents("a/b", limit: 2) }
    #expect(try output.contents("a/b", limit: 3) == [1, 2, 3])
    #expect(throws: FileError(folder.file("a"), .system(EISDIR))) { try output.contents("a") }
    var read: [UInt8] = []
    try output.forEachBlock(of: "a/b") { read += $0 }
    #expect(read == [1, 2, 3])
    #expect(throws: FileError(folder.file("c"), .system(ENOENT))) { try output.forEachBlock(of: "c") { _ in } }
    try output.remove("a/b")
    try output.remove("a/b")
    #expect(try output.contents("a/b") == nil)
  }

  @Test("take over what a process with the same number left behind")
  func leftovers() throws {
    try folder.write([9], to: ".a.\(getpid())-1.part")
    let output = try output()
    try output.write([1], to: "a")
    try output.flush()
    #expect(folder.contents("a") == [1])
    #expect(try folder.tree() == ["a"])
  }

  @Test("have the modes that are asked for, and less where the umask says so")
  func modes() async {
    await #expect(processExitsWith: .success) {
      for (mask, isOpen) in [(mode_t(0o000), true), (0o022, true), (0o077, false)] {
        let folder = try TemporaryFolder()
        umask(mask)
        let output = try OutputFolder(folder.file("out"))
        try output.write([1], to: "private", mode: .ownerOnly)
        try output.write([1], to: "public")
        let stream = try output.stream(to: "stream", mode: .ownerOnly)
        try stream.write([1])
        // The parts are never wider than the files.
        for name in try folder.tree() where name.contains(".private") || name.contains(".stream") {
          #expect(permissions(folder.file(name)) == 0o600)
        }
        try stream.finish()
        try output.flush()
        #expect(permissions(folder.file("out/private")) == 0o600)
        #expect(permissions(folder.file("out/stream")) == 0o600)
        #expect(permissions(folder.file("out/public")) == (isOpen ? 0o644 : 0o600))
        #expect(permissions(folder.file("out")) == (isOpen ? 0o755 : 0o700))
      }
    }
  }

  @Test("that may not be written to are refused before anything is done")
  func unwritable() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      chmod(folder.path, 0o755)
      mkdir(folder.file("out"), 0o555)
      mkdir(folder.file("noentry"), 0o000)
      // root may write everywhere; in a process of its own it can become somebody else for a moment.
      let isRoot = geteuid() == 0
      if isRoot { seteuid(65534) }
      defer { if isRoot { seteuid(0) } }
      #expect(throws: FileError(folder.file("out"), .system(EACCES))) { try OutputFolder(folder.file("out")) }
      #expect(throws: FileError(folder.file("noentry"), .system(EACCES))) { try OutputFolder(folder.file("noentry")) }
      #expect(throws: FileError(folder.file("new"), .system(EACCES))) {
        guard isRoot else { throw FileError(folder.file("new"), .system(EACCES)) }
        _ = try OutputFolder(folder.file("new"))
      }
    }
  }

  @Test("leave no parts where the disk takes no more")
  func noSpace() async {
    await #expect(processExitsWith: .success) {
      signal(SIGXFSZ, SIG_IGN)
      let folder = try TemporaryFolder()
      let output = try OutputFolder(folder.path)
      try output.write([1], to: "good")
      var limit = rlimit(rlim_cur: 1000, rlim_max: 1000)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      let error = #expect(throws: FileError.self) { try output.write([UInt8](repeating: 1, count: 5000), to: "a") }
      #expect(error?.cause == .system(EFBIG))
      do {
        let stream = try output.stream(to: "b")
        try stream.write([UInt8](repeating: 1, count: 5000))
        let error = #expect(throws: FileError.self) { try stream.finish() }
        #expect(error?.cause == .system(EFBIG))
      }
      try output.flush()
      #expect(try folder.tree() == ["good"])
    }
  }
}
