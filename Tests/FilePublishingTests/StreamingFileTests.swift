import Glibc
import TestSupport
import Testing

@testable import FilePublishing

@Suite("Files written in pieces")
struct StreamingFileTests {
  private let folder: TemporaryFolder
  private let output: OutputFolder

  init() throws {
    folder = try TemporaryFolder()
    output = try OutputFolder(folder.path)
  }

  @Test(
    "hold all pieces in order, whatever their sizes",
    arguments: [[], [0], [1], [1 << 20], [(1 << 20) - 1, 2], [700_000, 700_000, 1]])
  func pieces(sizes: [Int]) throws {
    var whole: [UInt8] = []
    let stream = try output.stream(to: "a/b")
    for (index, size) in sizes.enumerated() {
      let piece = [UInt8](repeating: UInt8(index + 1), count: size)
      try stream.write(piece)
      whole += piece
      #expect(stream.size == whole.count)
    }
    try stream.finish()
    #expect(folder.contents("a/b") == nil)
    try output.flush()
    #expect(folder.contents("a/b") == whole)
    #expect(try folder.tree() == ["a", "a/b"])
  }

  @Test("that are not finished leave nothing behind, and the old file as it was")
  func discard() throws {
    try folder.write([7], to: "a")
    do {
      let stream = try output.stream(to: "a")
      try stream.write([UInt8](repeating: 1, count: 3 << 20))
      #expect(try folder.tree().count == 2)
    }
    try output.flush()
    #expect(try folder.tree() == ["a"])
    #expect(folder.contents("a") == [7])
  }

  @Test("replace a file that begins or ends alike")
  func almostEqual() throws {
    let block = [UInt8](repeating: 1, count: (1 << 20) + 10)
    for last in [UInt8(2), 3] {
      let stream = try output.stream(to: "a")
      try stream.write(block)
      try stream.write([last])
      try stream.finish()
      try output.flush()
      #expect(folder.contents("a")?.last == last)
      #expect(folder.contents("a")?.count == block.count + 1)
    }
  }

  @Test("may be written side by side")
  func sideBySide() throws {
    let streams = try (0..<5).map { try output.stream(to: "\($0)") }
    for round in 0..<3 {
      for (index, stream) in streams.enumerated() { try stream.write([UInt8(index), UInt8(round)]) }
    }
    for stream in streams { try stream.finish() }
    try output.flush()
    for index in 0..<5 { #expect(folder.contents("\(index)") == (0..<3).flatMap { [UInt8(index), UInt8($0)] }) }
  }
}
