import FilePublishing
import OpenSSLBackend
import PKIModel
import ResultWriting
import SigningLanes

/// The list of checksums of an output, and whether the output still is what it says.
struct OutputChecksums {
  /// SHA-256 of the list.
  let digest: [UInt8]
  private let files: [SummedName]
  private let folder: OutputFolder

  /// Reads the list; nil where there is none, or what is there is no list.
  init?(in folder: OutputFolder) throws {
    guard let octets = try folder.contents(ResultsWriter.checksumsName) else { return nil }
    var files: [SummedName] = []
    for line in octets.split(separator: 0x0A) {
      guard let file = SummedName(line: String(decoding: line, as: UTF8.self)) else { return nil }
      files.append(file)
    }
    digest = MessageDigest.sha256.of(octets)
    self.files = files
    self.folder = folder
  }

  /// Whether every file of the list is there and holds what it held.
  func hold(lanes count: Int) -> Bool {
    let answers = WorkQueue<Bool>()
    let lanes = Lanes(
      count: count, makeWorker: { [folder] _ in DigestingLane(folder: folder) }, receive: { answers.push($0) })
    for file in files { lanes.submit(file) }
    lanes.finish()
    return files.allSatisfy { _ in answers.pop() ?? false }
  }
}

/// A line of the list: a file and its digest.
private struct SummedName: Sendable {
  let path: String
  let digest: String

  /// From the form that `sha256sum` reads and writes.
  init?(line: String) {
    guard line.utf8.count > 66, line.dropFirst(64).hasPrefix("  ") else { return nil }
    digest = String(line.prefix(64))
    path = String(line.dropFirst(66))
  }
}

/// A lane that looks at files.
private struct DigestingLane: LaneWorker {
  let folder: OutputFolder

  func perform(_ file: SummedName) -> Bool {
    guard let digest = try? IncrementalSHA256(),
      (try? folder.forEachBlock(of: file.path, { try digest.update($0) })) != nil
    else { return false }
    return (try? digest.finish()).map(Hex.encode) == file.digest
  }
}
