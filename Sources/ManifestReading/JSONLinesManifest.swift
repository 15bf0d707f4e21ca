import Diagnostics
import DocumentModel
import Glibc

/// A manifest of JSON Lines: the header first, then each request on a line of its own; empty lines do not count.
final class JSONLinesManifest: ManifestSource {
  let header: ManifestHeader
  let headerDocument: Document
  let requestCount: Int
  private let file: MappedFile
  private let limits: DocumentLimits
  private var lines: LineScanner
  private var position = 0

  init(_ file: MappedFile, path: String, limits: DocumentLimits) throws(FindingsError) {
    var lines = LineScanner(file.octets)
    do throws(DocumentError) {
      guard let first = lines.next() else {
        throw DocumentError(.manifestHeader, at: 0, "the manifest is empty", fix: "write the header on the first line")
      }
      guard first.count <= limits.recordOctets else { throw DocumentError.recordTooLarge(limits, at: 0) }
      headerDocument = try JSONReader.document(Array(file.octets[first]), limits: limits)
      self.lines = lines
      requestCount = try JSONLinesManifest.count(&lines, file.octets)
    } catch {
      throw error.unreadable(path)
    }
    header = try ManifestHeader(checking: headerDocument.root, file: path)
    self.file = file
    self.limits = limits
  }

  func next() -> ManifestRecord? {
    guard let range = lines.next() else { return nil }
    defer { position += 1 }
    return ManifestRecord(position: position, line: lines.line, content: .text(limits, file.octets, range))
  }

  /// Counts the requests; a last line that is cut off spoils the manifest, as nobody knows what else is missing.
  private static func count(
    _ lines: inout LineScanner, _ octets: UnsafeRawBufferPointer
  ) throws(DocumentError) -> Int {
    var count = 0
    var last: Range<Int>?
    while let range = lines.next() {
      count += 1
      last = range
    }
    if let last, last.upperBound == octets.count {
      var scanner = JSONStructureScanner(UnsafeRawBufferPointer(rebasing: octets[last]))
      scanner.line = lines.line
      _ = try scanner.value()
    }
    return count
  }
}

/// Finds the lines that are not blank.
private struct LineScanner {
  private let octets: UnsafeRawBufferPointer
  private var index = 0
  /// The number of the line that was found last, from 1.
  private(set) var line = 0

  init(_ octets: UnsafeRawBufferPointer) { self.octets = octets }

  mutating func next() -> Range<Int>? {
    while index < octets.count, let base = octets.baseAddress {
      let start = index
      let end = memchr(base + start, 0x0A, octets.count - start).map { UnsafeRawPointer($0) - base } ?? octets.count
      index = end + 1
      line += 1
      let isBlank = octets[start..<end].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      octets.forgetPages(before: start..<end)
      if !isBlank { return start..<end }
    }
    return nil
  }
}
