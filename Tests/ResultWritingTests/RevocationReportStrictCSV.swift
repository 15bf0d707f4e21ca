/// Reads CSV to the letter of RFC 4180 and refuses everything else.
enum RevocationReportStrictCSV {
  struct Violation: Error {
    let problem: String
    let offset: Int
  }

  static func lines(_ bytes: [UInt8]) throws -> [[String]] {
    var lines: [[String]] = []
    var line: [String] = []
    var position = 0
    while position < bytes.count {
      line.append(try cell(bytes, &position))
      if position < bytes.count, bytes[position] == 0x2C {
        position += 1
        continue
      }
      guard position + 1 < bytes.count, bytes[position] == 0x0D, bytes[position + 1] == 0x0A else {
        throw Violation(problem: "a line doesn't end with CRLF", offset: position)
      }
      position += 2
      guard line.count == lines.first?.count ?? line.count else {
        throw Violation(problem: "a line has another number of cells", offset: position)
      }
      lines.append(line)
      line = []
    }
    guard line.isEmpty else { throw Violation(problem: "the last line has no end", offset: position) }
    return lines
  }

  private static func cell(_ bytes: [UInt8], _ position: inout Int) throws -> String {
    var contents: [UInt8] = []
    guard position < bytes.count, bytes[position] == 0x22 else {
      while position < bytes.count, bytes[position] != 0x2C, bytes[position] != 0x0D {
        if bytes[position] == 0x22 || bytes[position] == 0x0A {
          throw Violation(problem: "a quote or line feed in a cell without quotes", offset: position)
        }
        contents.append(bytes[position])
        position += 1
      }
      return String(decoding: contents, as: UTF8.self)
    }
    position += 1
    while position < bytes.count {
      if bytes[position] == 0x22 {
        position += 1
        guard position < bytes.count, bytes[position] == 0x22 else { return String(decoding: contents, as: UTF8.self) }
      }
      contents.append(bytes[position])
      position += 1
    }
    throw Violation(problem: "a quote isn't closed", offset: position)
  }
}
