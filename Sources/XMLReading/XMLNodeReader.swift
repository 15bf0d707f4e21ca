import CLibXML2
package import Diagnostics
package import DocumentModel
import Glibc

/// What a reader of XML meets.
package enum XMLNode: Sendable {
  /// The beginning of an element.
  case start
  /// Its end; elements without content have one too.
  case end
  /// Text, possibly one of several pieces.
  case text
}

/// Reads XML forwards, node by node, in bounded memory; comments are passed over.
///
/// DOCTYPE, entities, processing instructions and encodings other than UTF-8 are refused.
package final class XMLNodeReader {
  private let input: XMLInput
  private let handle: OpaquePointer
  private var isEndDue = false
  private var place = MarkupScanner.Place()

  /// How many elements are open, with the one whose beginning or end has been read last.
  package private(set) var depth = 0

  /// A reader of octets in memory, that may be a mapped file.
  /// - Parameter owner: What keeps the octets in memory; kept as long as the reader.
  package init(_ octets: UnsafeRawBufferPointer, owner: AnyObject?) throws(DocumentError) {
    XMLNodeReader.isInitialised
    let input = XMLInput(octets, owner: owner)
    let context = Unmanaged.passUnretained(input).toOpaque()
    let handle = xmlReaderForIO(
      { context, buffer, capacity in
        guard let context, let buffer else { return -1 }
        return Unmanaged<XMLInput>.fromOpaque(context).takeUnretainedValue()
          .read(into: UnsafeMutableRawPointer(buffer), capacity: Int(capacity))
      }, nil, context, nil, nil, Int32(bitPattern: XML_PARSE_NONET.rawValue))
    guard let handle else {
      throw input.failure
        ?? DocumentError(.documentLimit, at: 0, "no memory for reading XML", fix: "free memory and run again")
    }
    xmlTextReaderSetStructuredErrorHandler(
      handle,
      { context, error in
        guard let context, let error else { return }
        Unmanaged<XMLInput>.fromOpaque(context).takeUnretainedValue().take(error.pointee)
      }, context)
    self.input = input
    self.handle = handle
  }

  deinit { xmlFreeTextReader(handle) }

  /// libxml2 wants to be initialised once, before threads use it.
  private static let isInitialised: Void = xmlInitParser()

  /// Where the element begins whose start has been read last, in octets.
  package var offset: Int { place.offset }

  /// The line of `offset`, from 1.
  package var line: Int { place.line }

  /// Goes to the next node; nil behind the last one, once the document has been found whole.
  package func next() throws(DocumentError) -> XMLNode? {
    if isEndDue {
      isEndDue = false
      return .end
    }
    while true {
      let status = xmlTextReaderRead(handle)
      if let failure = input.failure { throw failure }
      guard status == 1 else {
        guard status == 0 else { throw error(.documentSyntax, "not XML", fix: "write well-formed XML 1.0") }
        return nil
      }
      if let node = try node() { return node }
    }
  }

  private func node() throws(DocumentError) -> XMLNode? {
    switch xmlReaderTypes(rawValue: UInt32(bitPattern: xmlTextReaderNodeType(handle))) {
    case XML_READER_TYPE_ELEMENT:
      if depth == 0 { limitNames() }
      place = input.scanner.takePlace()
      isEndDue = xmlTextReaderIsEmptyElement(handle) == 1
      depth = Int(xmlTextReaderDepth(handle)) + 1
      return .start
    case XML_READER_TYPE_END_ELEMENT:
      depth = Int(xmlTextReaderDepth(handle)) + 1
      return .end
    case XML_READER_TYPE_TEXT, XML_READER_TYPE_CDATA, XML_READER_TYPE_WHITESPACE,
      XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
      return .text
    case XML_READER_TYPE_COMMENT: return nil
    default:
      throw error(.documentForbidden, "an entity, DOCTYPE or processing instruction", fix: "remove it")
    }
  }

  /// Bounds libxml2's dictionary of names, which it never empties and searches ever more slowly: a million different
  /// names took 16 seconds.
  private func limitNames() {
    if let dictionary = xmlTextReaderCurrentNode(handle)?.pointee.doc?.pointee.dict {
      xmlDictSetLimit(dictionary, 1 << 20)
    }
  }

  /// The element's name without prefix.
  package var localName: [UInt8] { XMLNodeReader.octets(xmlTextReaderConstLocalName(handle)) }

  /// The octets of a text; one of more than 9 MiB is refused, and the reader goes on behind it.
  package func text() throws(DocumentError) -> [UInt8] {
    guard !input.scanner.hasCutText(behind: place) else {
      throw error(.documentLimit, "a text is longer than \(TextCut.limit) octets", fix: "shorten it")
    }
    return XMLNodeReader.octets(xmlTextReaderConstValue(handle))
  }

  /// Whether the element is in a namespace.
  package func isIn(_ namespace: XMLNamespace) -> Bool {
    guard let uri = xmlTextReaderConstNamespaceUri(handle) else { return false }
    return strcmp(UnsafeRawPointer(uri).assumingMemoryBound(to: CChar.self), namespace.uri.cString) == 0
  }

  /// Whether the element has this name.
  package func isNamed(_ name: StaticString) -> Bool {
    guard let local = xmlTextReaderConstLocalName(handle) else { return false }
    return strcmp(UnsafeRawPointer(local).assumingMemoryBound(to: CChar.self), name.cString) == 0
  }

  /// The element's attributes, without declarations of namespaces; names with their prefix.
  package func attributes() -> [(name: String, value: [UInt8])] {
    var attributes: [(name: String, value: [UInt8])] = []
    guard xmlTextReaderHasAttributes(handle) == 1 else { return attributes }
    while xmlTextReaderMoveToNextAttribute(handle) == 1 {
      guard xmlTextReaderIsNamespaceDecl(handle) != 1 else { continue }
      let name = XMLNodeReader.octets(xmlTextReaderConstName(handle))
      attributes.append(
        (String(decoding: name, as: UTF8.self), XMLNodeReader.octets(xmlTextReaderConstValue(handle))))
    }
    xmlTextReaderMoveToElement(handle)
    return attributes
  }

  /// An error about the element whose start has been read last.
  package func error(_ code: FindingCode, _ problem: String, fix remedy: String) -> DocumentError {
    DocumentError(code, at: offset, "\(problem) (line \(line))", fix: remedy)
  }

  private static func octets(_ text: UnsafePointer<xmlChar>?) -> [UInt8] {
    guard let text else { return [] }
    let count = strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self))
    return Array(UnsafeBufferPointer(start: text, count: count))
  }
}

extension StaticString {
  fileprivate var cString: UnsafePointer<CChar> {
    UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
