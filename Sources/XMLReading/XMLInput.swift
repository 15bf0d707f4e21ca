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

  /// Hands out the next octets once they have been judged; -1 where they are refused.
  func read(into buffer: UnsafeMutableRawPointer, capacity: Int) -> Int32 {
    guard failure == nil else { return -1 }
    let chunk = UnsafeRawBufferPointer(rebasing: octets[index..<min(index + capacity, octets.count)])
    do {
      try scanner.scan(chunk)
    } catch {
      failure = error
      return -1
    }
    if let source = chunk.baseAddress { buffer.copyMemory(from: source, byteCount: chunk.count) }
    index += chunk.count
    return Int32(chunk.count)
  }

  /// Keeps the first error that libxml2 reports; warnings do not count.
  func take(_ error: xmlError) {
    guard failure == nil, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    failure = DocumentError(error, at: index)
  }
}
