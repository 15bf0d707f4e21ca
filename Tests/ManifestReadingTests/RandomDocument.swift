import TestSupport

/// Requests with values and names of every kind, most of which nobody would write.
struct RandomDocument {
  var generator: SplitMix

  mutating func request(_ index: Int) -> String {
    "{\"id\":\"r-\(index)\",\"body\":\(value(depth: 0)),\"content\":\(value(depth: 3))}"
  }

  private mutating func value(depth: Int) -> String {
    switch Int.random(in: 0..<(depth < 5 ? 9 : 6), using: &generator) {
    case 0: return "null"
    case 1: return ["true", "false"].randomElement(using: &generator) ?? ""
    case 2: return ["0", "-0", "1.50", "1e400", "12345678901234567890", "2E-3"].randomElement(using: &generator) ?? ""
    case 3, 4, 5: return string()
    case 6: return "[" + elements { $0.value(depth: depth + 1) } + "]"
    default:
      var names: Set<String> = []
      let members = elements { random in
        let name = random.name()
        return names.insert(name).inserted ? "\(name):\(random.value(depth: depth + 1))" : ""
      }
      return "{" + members + "}"
    }
  }

  private mutating func elements(_ one: (inout RandomDocument) -> String) -> String {
    var parts: [String] = []
    for _ in 0..<Int.random(in: 0..<4, using: &generator) {
      let part = one(&self)
      if !part.isEmpty { parts.append(part) }
    }
    return parts.joined(separator: ",")
  }

  private mutating func name() -> String {
    let names = [
      "data", "content", "attributes", "contentType", "item", "member", "request", "xmlns", "XML", "a b", "", "é", "1",
      "-", "a:b", "type", "nil", "body", "destroyKey", "\\u0001", "\\n", "a\\\"<>&'", "labels", "x.y-z_0",
    ]
    return "\"\(names.randomElement(using: &generator) ?? "")\""
  }

  private mutating func string() -> String {
    let pieces = [
      "true", "false", "null", "1", "1.0", " ", "\\n", "\\r", "\\t", "\\r\\n", "<", "&amp;", "]]>", "<!-- -->",
      "\\u0001", "\\u001f", "\\uffff", "\\ufffe", "\u{7F}", "é", "😀", "\\\\u0041",
      "\\\"", "'", "a", "MIIC", "\u{85}", "\u{2028}", "",
    ]
    let count = Int.random(in: 0..<4, using: &generator)
    return "\"" + (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined() + "\""
  }
}
