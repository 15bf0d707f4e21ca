package import FilePublishing
import OpenSSLBackend
import PKIModel

/// Appends results in manifest order to the files that hold all of them.
package final class ResultsWriter {
  /// How certificates are published.
  package enum Mode: String, CaseIterable, Sendable {
    /// A folder of small files for each.
    case files
    /// One PEM file for each, and the chain once.
    case pem
    /// Few large files with an index.
    case bulk
  }

  /// The file that lists all others with their digests, as `sha256sum -c` reads it.
  package static let checksumsName = "SHA256SUMS"

  package private(set) var counts = RunCounts()
  private let folder: OutputFolder
  private let results: SummedFile
  private let certificates: SummedFile?
  private let index: SummedFile?
  private let checksums: StreamingFile

  package init(folder: OutputFolder, mode: Mode) throws {
    self.folder = folder
    results = try SummedFile(folder, "results.jsonl")
    certificates = mode == .bulk ? try SummedFile(folder, "bundles/certificates.pem") : nil
    index = mode == .bulk ? try SummedFile(folder, "bundles/index.jsonl") : nil
    checksums = try folder.stream(to: ResultsWriter.checksumsName)
  }

  /// Appends one result; they must come in the order of their places.
  package func append(_ result: RenderedResult) throws {
    try results.write(result.line)
    if let bulk = result.bulk, let certificates, let index {
      try index.write(bulk.indexLine(offset: certificates.size))
      try certificates.write(bulk.pem)
    }
    try checksums.write(result.checksums)
    counts.count(result)
  }

  /// Adds a file of its own to the output and to the checksums.
  package func add(_ octets: [UInt8], as path: String) throws {
    try folder.write(octets, to: path)
    try checksums.write(PublishedFile(path: path, octets: octets).checksumLine)
  }

  /// Begins a file that is added piece by piece.
  package func begin(_ path: String) throws -> SummedFile { try SummedFile(folder, path) }

  /// Ends a file that was begun.
  package func end(_ file: SummedFile) throws { try checksums.write(file.finish()) }

  /// Ends all files; the checksums come last, and everything is durable when this returns.
  package func finish() throws {
    try end(results)
    if let certificates { try end(certificates) }
    if let index { try end(index) }
    try folder.flush()
    try checksums.finish()
    try folder.flush()
  }
}

/// A file that grows in pieces, with its digest.
package final class SummedFile {
  private let path: String
  private let file: StreamingFile
  private let digest: IncrementalSHA256

  init(_ folder: OutputFolder, _ path: String) throws {
    self.path = path
    file = try folder.stream(to: path)
    digest = try IncrementalSHA256()
  }

  /// Octets so far.
  var size: Int { file.size }

  /// Appends octets.
  package func write(_ octets: [UInt8]) throws {
    try file.write(octets)
    try octets.withUnsafeBytes { try digest.update($0) }
  }

  /// The file's line in SHA256SUMS.
  fileprivate func finish() throws -> [UInt8] {
    try file.finish()
    return Array("\(Hex.encode(try digest.finish()))  \(path)\n".utf8)
  }
}
