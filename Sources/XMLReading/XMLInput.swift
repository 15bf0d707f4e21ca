import CLibXML2
import DocumentModel

/// What a reader of libxml2 reads from and reports to.
final class XMLInput {
  private let octets: UnsafeRawBufferPointer
  private let owner: AnyObject?
  private var index = 0
  var scanner = MarkupScanner()
  private(set) var failure: DocumentError?

  /// - Parameter owner: What keeps the octets in memory; kept as long as this input.
  init(_ octets: UnsafeRawBufferPointer, owner: AnyObject?) {
    self.octets = octets
    self.owner = owner
  }

  /// Hands out the next octets once they have been judged; -1 where they are refused, 0 at the end.
  func read(into buffer: UnsafeMutableRawPointer, capacity: Int) -> Int32 {
    while failure == nil, index < octets.count {
      let chunk = UnsafeRawBufferPointer(rebasing: octets[index..<min(index + capacity, octets.count)])
      do {
        try scanner.scan(chunk)
      } catch {
        failure = error
        return -1
      }
      index += chunk.count
      let count = copy(chunk, to: buffer)
      if count > 0 { return Int32(count) }
    }
    return failure == nil ? 0 : -1
  }

  /// Copies what the scanner did not drop; returns how many octets that are.
  private func copy(_ chunk: UnsafeRawBufferPointer, to buffer: UnsafeMutableRawPointer) -> Int {
    var written = 0
    var start = 0
    for end in scanner.dropped.map(\.lowerBound) + [chunk.count] {
      if let source = chunk.baseAddress, end > start {
        (buffer + written).copyMemory(from: source + start, byteCount: end - start)
      }
      written += max(0, end - start)
      start = scanner.dropped.first { $0.lowerBound == end }?.upperBound ?? end
    }
    return written
  }

  /// Keeps the first error that libxml2 reports; warnings do not count.
  func take(_ error: xmlError) {
    guard failure == nil, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    failure = DocumentError(error, at: index)
  }
}
