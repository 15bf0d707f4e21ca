import DocumentModel
import PKIModel

extension AttributeContentType {
  /// Whether data has this type, strictly: no number in quotes, no word for a boolean.
  func accepts(_ data: DocumentNode) -> Bool {
    switch self {
    case .string, .text: data.string != nil
    case .integer: data.integer.map { Int32(exactly: $0) != nil } ?? false
    case .boolean: data.boolean != nil
    case .float: data.number != nil
    case .date: data.string.map(AttributeText.isDate) ?? false
    case .time: data.string.map(AttributeText.isTime) ?? false
    case .datetime: data.string.map { AttributeText.instant($0) != nil } ?? false
    case .secret: data.string != nil || data.kind == .object
    case .file, .credential, .codeblock, .object: data.kind == .object
    }
  }

  /// What is wrong inside data that has this type; nil where nothing is.
  func malformation(of data: DocumentNode) -> String? {
    switch self {
    case .secret where data.kind == .object: data.missing("secret")
    case .file:
      data.missing("content") ?? data.missing("fileName") ?? data.missing("mimeType") ?? data.badBase64("content")
    case .credential: data.missing("uuid") ?? data.missing("name")
    case .codeblock: data.missing("language") ?? data.missing("code") ?? badLanguage(data) ?? data.badBase64("code")
    default: nil
    }
  }

  private func badLanguage(_ data: DocumentNode) -> String? {
    let language = data.member("language")?.string ?? ""
    return AttributeContentType.languages.contains(language) ? nil : "language \(language) is unknown"
  }

  private static let languages: Set<String> = [
    "apacheconf", "bash", "basic", "c", "csharp", "cpp", "css", "docker", "fsharp", "gherkin", "git", "go", "graphql",
    "html", "http", "ini", "java", "javascript", "json", "kotlin", "latex", "lisp", "makefile", "markdown", "matlab",
    "nginx", "objectivec", "perl", "php", "powershell", "properties", "python", "ruby", "rust", "smalltalk", "sql",
    "typescript", "vbnet", "xquery", "xml", "yaml",
  ]
}

extension DocumentNode {
  fileprivate func missing(_ name: StaticString) -> String? {
    member(name)?.string == nil ? "\(name) is missing" : nil
  }

  fileprivate func badBase64(_ name: StaticString) -> String? {
    member(name).flatMap { Base64.decode($0.octets) } == nil ? "\(name) is not base64" : nil
  }
}
