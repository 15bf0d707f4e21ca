import Diagnostics
import DocumentModel

/// Finds where JSON values end, by strings and brackets alone; what is between them is judged when it is decoded.
struct JSONStructureScanner {
  let octets: UnsafeRawBufferPointer
  var index: Int
  /// The line of `index`, from 1.
  var line = 1

  init(_ octets: UnsafeRawBufferPointer, from index: Int = 0) {
    self.octets = octets
    self.index = index
  }

  var isAtEnd: Bool { index >= octets.count }

  mutating func skipSpace() {
    while index < octets.count {
      switch octets[index] {
      case 0x0A:
        line += 1
        index += 1
      case 0x20, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }

  /// Passes one octet that must be there.
  mutating func expect(_ octet: UInt8) throws(DocumentError) {
    guard index < octets.count else { throw truncated }
    guard octets[index] == octet else {
      throw error("\"\(Character(Unicode.Scalar(octet)))\" is missing")
    }
    index += 1
  }

  /// Passes one octet if it is there.
  mutating func passes(_ octet: UInt8) -> Bool {
    guard index < octets.count, octets[index] == octet else { return false }
    index += 1
    return true
  }

  /// Passes a whole value and returns where it stands.
  mutating func value() throws(DocumentError) -> Range<Int> {
    let start = index
    guard index < octets.count else { throw truncated }
    switch octets[index] {
    case 0x22: try passString()
    case 0x7B, 0x5B: try passContainer()
    default: try passWord()
    }
    return start..<index
  }

  private mutating func passContainer() throws(DocumentError) {
    var open: [UInt8] = []
    repeat {
      guard index < octets.count else { throw truncated }
      let octet = octets[index]
      switch octet {
      case 0x22:
        try passString()
        continue
      case 0x7B: open.append(0x7D)
      case 0x5B: open.append(0x5D)
      case 0x7D, 0x5D:
        guard open.popLast() == octet else { throw error("a bracket is closed that was not opened") }
      case 0x0A: line += 1
      default: break
      }
      index += 1
    } while !open.isEmpty
  }

  private mutating func passString() throws(DocumentError) {
    index += 1
    while index < octets.count {
      switch octets[index] {
      case 0x22:
        index += 1
        return
      case 0x5C: index += 2
      case 0x0A: throw error("a string runs over the end of the line")
      default: index += 1
      }
    }
    throw truncated
  }

  private mutating func passWord() throws(DocumentError) {
    let start = index
    while index < octets.count {
      switch octets[index] {
      case 0x2C, 0x5D, 0x7D, 0x20, 0x0A, 0x0D, 0x09:
        guard index > start else { throw error("a value is missing") }
        return
      default: index += 1
      }
    }
  }

  var truncated: DocumentError {
    DocumentError(
      .documentSyntax, at: octets.count, "the text ends in the middle (line \(line))",
      fix: "the file seems to be cut off; make it again")
  }

  func error(_ problem: String) -> DocumentError {
    DocumentError(.documentSyntax, at: index, "\(problem) (line \(line))", fix: "write JSON as RFC 8259 has it")
  }
}
