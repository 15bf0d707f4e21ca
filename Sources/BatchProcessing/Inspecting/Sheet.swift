/// A description being written: headings, labelled fields and lists, in lines of at most 96 columns.
///
/// Everything that goes in is escaped here, so that no caller can forget it. Only tables and single words, such as long
/// URIs, make longer lines: broken, they could not be copied.
struct Sheet {
  private static let width = 96
  private static let labelWidth = 15

  /// Whole lines.
  private(set) var text = ""

  /// Begins a description.
  mutating func heading(_ title: String) { append(title, indent: 0) }

  /// Begins a part of a description.
  mutating func section(_ title: String) { append(title, indent: 2) }

  /// `  Issuer         CN=Example`.
  mutating func field(_ label: String, _ value: String) {
    let padding = String(repeating: " ", count: max(1, Sheet.labelWidth - label.utf8.count))
    append(value, after: label + padding, indent: 2)
  }

  /// A line inside a section, `depth` steps to the right of its title; what does not fit goes below.
  mutating func item(_ value: String, depth: Int = 1) { append(value, indent: 2 + depth * 2, hanging: 2) }

  /// A line of a table, which is never broken.
  mutating func row(_ cells: [(text: String, width: Int)]) {
    var line = ""
    // Blanks go before the next cell that shows something, so that none end the line.
    var gap = 2
    for cell in cells {
      let shown = TerminalText.escape(cell.text)
      if !shown.isEmpty {
        line += String(repeating: " ", count: gap) + shown
        gap = 0
      }
      gap += max(0, cell.width - TerminalText.columns(shown[...])) + 2
    }
    text += line + "\n"
  }

  mutating func blank() { text += "\n" }

  /// Breaks a value at blanks and indents what follows to where it began, or further.
  private mutating func append(_ value: String, after label: String = "", indent: Int, hanging: Int = 0) {
    var line = String(repeating: " ", count: indent) + label
    var column = indent + label.utf8.count
    let margin = column + hanging
    let words = TerminalText.escape(value).split(separator: " ", omittingEmptySubsequences: false)
    for (index, word) in words.enumerated() {
      let columns = TerminalText.columns(word)
      if index > 0, column + 1 + columns > Sheet.width {
        text += line + "\n"
        line = String(repeating: " ", count: margin)
        column = margin
      } else if index > 0 {
        line += " "
        column += 1
      }
      line += word
      column += columns
    }
    text += line + "\n"
  }
}
