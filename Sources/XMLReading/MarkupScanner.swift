import Diagnostics
import DocumentModel
import Glibc

/// Follows the markup of an XML text ahead of libxml2, to refuse what would cost it too much or must not be there at
/// all, and to know where each element begins.
///
/// libxml2 needs 15 seconds for an element with 100,000 attributes, expands entities that a DOCTYPE declares, and
/// counts lines of nodes up to 65,535 only.
struct MarkupScanner {
  /// Where an element begins.
  struct Place {
    var offset = 0
    /// From 1.
    var line = 1
  }

  /// Attributes of one element; those that mean something are five.
  static let attributeCount = 16
  /// Octets of one tag; long names of members stand in attributes.
  static let tagOctets = 5 << 20
  /// Elements inside each other; libxml2 itself stops at 256.
  static let depth = 250

  private enum State {
    case content, opening, exclamation, startTag, quoted, endTag, comment, characterData, declaration
  }

  private var state = State.content
  private var places: [Place] = []
  private var nextPlace = 0
  /// Octets in the chunks before.
  private var consumed = 0
  private var line = 1
  private var tag = Place()
  private var depth = 0
  private var attributes = 0
  private var quote: UInt8 = 0
  /// How much of the end of a comment, CDATA section or declaration has been seen, or whether a tag ends in a slash.
  private var ending = 0
  /// What follows `<!` or `<?`, as far as it decides.
  private var keyword: [UInt8] = []
  private var text = TextCut()
  private var startTag = 0
  /// The start tags before texts that were cut, by their offsets; each stands for megabytes of text.
  private var cutTexts: Set<Int> = []
  /// The parts of the last chunk that nobody needs to read.
  private(set) var dropped: [Range<Int>] = []

  /// Where the next element begins that libxml2 reports.
  mutating func takePlace() -> Place {
    guard nextPlace < places.count else { return tag }
    defer {
      nextPlace += 1
      if nextPlace == places.count {
        places.removeAll(keepingCapacity: true)
        nextPlace = 0
      }
    }
    return places[nextPlace]
  }

  /// Whether a text between this start tag and the next one was cut.
  func hasCutText(behind startTag: Place) -> Bool { cutTexts.contains(startTag.offset) }

  /// Follows the next octets of the text.
  mutating func scan(_ chunk: UnsafeRawBufferPointer) throws(DocumentError) {
    guard let base = chunk.baseAddress, !chunk.isEmpty else { return }
    if consumed == 0 { try EncodingSignature.check(chunk) }
    if let null = memchr(base, 0, chunk.count) {
      throw error(.documentSyntax, at: UnsafeRawPointer(null) - base, "U+0000 in the text", fix: "remove it")
    }
    dropped.removeAll(keepingCapacity: true)
    var index = 0
    var counted = 0
    while index < chunk.count {
      if state == .content {
        guard let found = memchr(base + index, 0x3C, chunk.count - index) else {
          passText(chunk, index..<chunk.count)
          break
        }
        passText(chunk, index..<UnsafeRawPointer(found) - base)
        text.end()
        index = UnsafeRawPointer(found) - base
        line += MarkupScanner.lineEnds(chunk[counted..<index])
        counted = index
        tag = Place(offset: consumed + index, line: line)
        state = .opening
        index += 1
      } else {
        index = try pass(chunk, from: index)
      }
    }
    line += MarkupScanner.lineEnds(chunk[counted...])
    consumed += chunk.count
  }

  private mutating func passText(_ chunk: UnsafeRawBufferPointer, _ range: Range<Int>) {
    let kept = text.take(UnsafeRawBufferPointer(rebasing: chunk[range]))
    guard kept < range.count else { return }
    dropped.append(range.lowerBound + kept..<range.upperBound)
    cutTexts.insert(startTag)
  }

  /// Passes octets that belong to one state; returns the index behind them.
  private mutating func pass(_ chunk: UnsafeRawBufferPointer, from start: Int) throws(DocumentError) -> Int {
    var index = start
    let entered = state
    while index < chunk.count, state == entered {
      let octet = chunk[index]
      switch state {
      case .content: return index
      case .opening: open(octet)
      case .exclamation: try passKeyword(octet, at: index)
      case .startTag: try passStartTag(octet, at: index)
      case .quoted: if octet == quote { state = .startTag }
      case .endTag: if octet == 0x3E { state = .content }
      case .comment: passEnding(octet, 0x2D)
      case .characterData: passEnding(octet, 0x5D)
      case .declaration: try passDeclaration(octet, at: index)
      }
      index += 1
    }
    let isTag = entered == .startTag || entered == .quoted || entered == .endTag
    if isTag, consumed + index - tag.offset > MarkupScanner.tagOctets {
      throw limit("a tag has more than \(MarkupScanner.tagOctets) octets", fix: "shorten its name and attributes")
    }
    return index
  }

  private mutating func open(_ octet: UInt8) {
    keyword.removeAll(keepingCapacity: true)
    ending = 0
    attributes = 0
    switch octet {
    case UInt8(ascii: "!"): state = .exclamation
    case UInt8(ascii: "?"): state = .declaration
    case UInt8(ascii: "/"):
      depth -= 1
      state = .endTag
    default:
      depth += 1
      places.append(tag)
      startTag = tag.offset
      state = .startTag
    }
  }

  private mutating func passKeyword(_ octet: UInt8, at index: Int) throws(DocumentError) {
    keyword.append(octet)
    if keyword.elementsEqual("--".utf8) {
      state = .comment
    } else if keyword.elementsEqual("[CDATA[".utf8) {
      state = .characterData
    } else if !"--".utf8.starts(with: keyword), !"[CDATA[".utf8.starts(with: keyword) {
      throw DocumentError(
        .documentForbidden, at: tag.offset, "a document type declaration (line \(tag.line))",
        fix: "remove <!DOCTYPE …>; entities are not expanded")
    }
  }

  private mutating func passStartTag(_ octet: UInt8, at index: Int) throws(DocumentError) {
    switch octet {
    case 0x3E:
      if ending == 1 { depth -= 1 }
      guard depth <= MarkupScanner.depth else {
        throw limit("elements are nested more than \(MarkupScanner.depth) deep", fix: "flatten the document")
      }
      state = .content
    case 0x22, 0x27:
      quote = octet
      state = .quoted
    case 0x3D:
      attributes += 1
      guard attributes <= MarkupScanner.attributeCount else {
        throw limit(
          "an element has more than \(MarkupScanner.attributeCount) attributes", fix: "write members as elements")
      }
    default: break
    }
    ending = octet == 0x2F ? 1 : 0
  }

  /// Comments end in `-->`, CDATA sections in `]]>`.
  private mutating func passEnding(_ octet: UInt8, _ repeated: UInt8) {
    if octet == repeated {
      ending = min(ending + 1, 2)
    } else if octet == 0x3E, ending == 2 {
      state = .content
    } else {
      ending = 0
    }
  }

  private mutating func passDeclaration(_ octet: UInt8, at index: Int) throws(DocumentError) {
    keyword.append(octet)
    let isXML = tag.offset == 0 && (keyword.count < 4 || XMLDeclaration.isOne(keyword))
    guard isXML, keyword.count <= 256 else {
      throw DocumentError(
        .documentForbidden, at: tag.offset, "a processing instruction (line \(tag.line))", fix: "remove <?…?>")
    }
    if octet == 0x3E, ending == 1 {
      try XMLDeclaration.check(keyword)
      state = .content
    }
    ending = octet == 0x3F ? 1 : 0
  }

  private func limit(_ problem: String, fix remedy: String) -> DocumentError {
    DocumentError(.documentLimit, at: tag.offset, "\(problem) (line \(tag.line))", fix: remedy)
  }

  private func error(_ code: FindingCode, at index: Int, _ problem: String, fix remedy: String) -> DocumentError {
    DocumentError(code, at: consumed + index, "\(problem) (line \(line))", fix: remedy)
  }

  private static func lineEnds(_ octets: Slice<UnsafeRawBufferPointer>) -> Int {
    var count = 0
    for octet in UnsafeRawBufferPointer(rebasing: octets) where octet == 0x0A { count &+= 1 }
    return count
  }
}
