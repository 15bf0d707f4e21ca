import Diagnostics
import DocumentModel

/// A manifest that is one JSON object.
final class JSONManifest: ManifestSource {
  let header: ManifestHeader
  let headerDocument: Document
  let requestCount: Int
  private let file: MappedFile
  private let limits: DocumentLimits
  private var scanner: JSONStructureScanner
  private var position = 0

  init(_ file: MappedFile, path: String, limits: DocumentLimits) throws(FindingsError) {
    let survey: JSONManifestSurvey
    do throws(DocumentError) {
      survey = try JSONManifestSurvey(file.octets, limits)
      headerDocument = try JSONReader.document(survey.header, limits: limits)
    } catch {
      throw error.unreadable(path)
    }
    header = try ManifestHeader(checking: headerDocument.root, file: path)
    requestCount = survey.requestCount
    scanner = survey.firstRequest
    self.file = file
    self.limits = limits
  }

  func next() -> ManifestRecord? {
    guard position < requestCount else { return nil }
    scanner.skipSpace()
    if position > 0 {
      _ = scanner.passes(UInt8(ascii: ","))
      scanner.skipSpace()
    }
    let line = scanner.line
    defer { position += 1 }
    do {
      let range = try scanner.value()
      defer { file.octets.forgetPages(before: range) }
      return ManifestRecord(position: position, line: line, content: .text(limits, file.octets, range))
    } catch {
      return ManifestRecord(position: position, line: line, content: .unreadable(error))
    }
  }
}

extension ManifestRecord.Content {
  /// The text of a record; one that is too large is not copied.
  static func text(
    _ limits: DocumentLimits, _ octets: UnsafeRawBufferPointer, _ range: Range<Int>
  ) -> ManifestRecord.Content {
    guard range.count <= limits.recordOctets else { return .unreadable(.recordTooLarge(limits, at: 0)) }
    return .text(Array(octets[range]))
  }
}

/// The first pass over a JSON manifest.
private struct JSONManifestSurvey {
  /// The manifest without its requests, as JSON text.
  private(set) var header: [UInt8] = [0x7B]
  private(set) var requestCount = 0
  private(set) var firstRequest: JSONStructureScanner

  init(_ octets: UnsafeRawBufferPointer, _ limits: DocumentLimits) throws(DocumentError) {
    var scanner = JSONStructureScanner(octets)
    firstRequest = scanner
    let marks: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xFF, 0xFE]]
    guard !marks.contains(where: { octets.starts(with: $0) }) else {
      throw DocumentError(.documentEncoding, at: 0, "the text begins with a byte order mark", fix: "write plain UTF-8")
    }
    var hasRequests = false
    scanner.skipSpace()
    try scanner.expect(UInt8(ascii: "{"))
    scanner.skipSpace()
    var isFirst = true
    while !scanner.passes(UInt8(ascii: "}")) {
      if !isFirst {
        try scanner.expect(UInt8(ascii: ","))
        scanner.skipSpace()
      }
      isFirst = false
      let name = try scanner.value()
      scanner.skipSpace()
      try scanner.expect(UInt8(ascii: ":"))
      scanner.skipSpace()
      if octets[name].elementsEqual("\"requests\"".utf8) {
        guard !hasRequests else {
          throw DocumentError(
            .documentDuplicateMember, at: name.lowerBound, "member \"requests\" stands twice", fix: "keep one of them")
        }
        hasRequests = true
        try countRequests(&scanner)
      } else {
        if header.count > 1 { header.append(0x2C) }
        header += octets[name]
        header.append(0x3A)
        let value = try scanner.value()
        guard header.count + value.count < limits.recordOctets else {
          throw .recordTooLarge(limits, at: value.lowerBound)
        }
        header += octets[value]
      }
      scanner.skipSpace()
    }
    header.append(0x7D)
    scanner.skipSpace()
    guard scanner.isAtEnd else { throw scanner.error("something follows the manifest") }
    guard hasRequests else {
      throw DocumentError(.manifestHeader, at: 0, "member \"requests\" is missing", fix: "add \"requests\"")
    }
  }

  private mutating func countRequests(_ scanner: inout JSONStructureScanner) throws(DocumentError) {
    try scanner.expect(UInt8(ascii: "["))
    firstRequest = scanner
    scanner.skipSpace()
    while !scanner.passes(UInt8(ascii: "]")) {
      if requestCount > 0 {
        try scanner.expect(UInt8(ascii: ","))
        scanner.skipSpace()
      }
      scanner.octets.forgetPages(before: try scanner.value())
      requestCount += 1
      scanner.skipSpace()
    }
  }
}
