import DocumentModel
import PKIModel

/// The inner structure of content whose data is an object: file, code block, credential, secret.
///
/// No text repeats a member of the data or its name, but for a language: they could be secret.
enum AttributeStructure {
  /// What is wrong inside data that has the type; empty where nothing is.
  static func problems(of data: DocumentNode, as type: AttributeContentType) -> [String] {
    switch type {
    case .secret: secret(data)
    case .file:
      data.others(than: ["content", "fileName", "mimeType"]) + data.base64("content") + data.text("fileName")
        + data.text("mimeType")
    case .codeblock: data.others(than: ["language", "code"]) + language(data) + data.base64("code")
    case .credential: credential(data)
    default: []
    }
  }

  private static func secret(_ data: DocumentNode) -> [String] {
    guard data.kind == .object else { return data.isEmpty ? ["secret is missing"] : [] }
    // The API's enumeration of protection levels has no value yet.
    let hasLevel = data.member("protectionLevel").map { !$0.isNull } ?? false
    return data.others(than: ["secret", "protectionLevel"]) + data.text("secret")
      + (hasLevel ? ["protectionLevel is not null"] : [])
  }

  private static func language(_ data: DocumentNode) -> [String] {
    let missing = data.text("language")
    guard missing.isEmpty, let language = data.member("language")?.string else { return missing }
    return languages.contains(language) ? [] : ["language \(language) is unknown"]
  }

  private static func credential(_ data: DocumentNode) -> [String] {
    var problems =
      data.others(than: ["uuid", "name", "kind", "attributes"]) + data.text("uuid") + data.text("name")
    if let kind = data.member("kind"), !kind.isNull, kind.string == nil { problems.append("kind is not a string") }
    guard let attributes = data.member("attributes"), !attributes.isNull else { return problems }
    guard let elements = attributes.elements else { return problems + ["attributes is not an array"] }
    for (index, attribute) in elements.enumerated() {
      problems += nested(attribute).map { "attributes/\(index): \($0)" }
    }
    return problems
  }

  /// An attribute inside of a credential: there is no definition to judge it by, only what it says of itself.
  private static func nested(_ attribute: DocumentNode) -> [String] {
    guard attribute.isObject else { return ["not an object"] }
    var problems = attribute.text("name")
    let type = attribute.member("contentType")?.string.flatMap(AttributeContentType.init(rawValue:))
    if type == nil { problems.append("contentType is missing or unknown") }
    guard let content = attribute.member("content"), !content.isNull else { return problems }
    guard let items = content.elements else { return problems + ["content is not an array"] }
    for (index, item) in items.enumerated() {
      guard let data = item.member("data"), !data.isNull else {
        problems.append("content/\(index): data is missing")
        continue
      }
      guard let type else { continue }
      let found = type.accepts(data) ? AttributeStructure.problems(of: data, as: type) : ["not a \(type.rawValue)"]
      problems += found.map { "content/\(index): \($0)" }
    }
    return problems
  }

  private static let languages: Set<String> = [
    "apacheconf", "bash", "basic", "c", "csharp", "cpp", "css", "docker", "fsharp", "gherkin", "git", "go", "graphql",
    "html", "http", "ini", "java", "javascript", "json", "kotlin", "latex", "lisp", "makefile", "markdown", "matlab",
    "nginx", "objectivec", "perl", "php", "powershell", "properties", "python", "ruby", "rust", "smalltalk", "sql",
    "typescript", "vbnet", "xquery", "xml", "yaml",
  ]
}

extension DocumentNode {
  /// Complains of members that are not among those named.
  fileprivate func others(than names: [StaticString]) -> [String] {
    let areOthers = children.contains { child in !names.contains { child.isNamed($0) } }
    return areOthers ? ["it has other members than \(names.map { "\($0)" }.joined(separator: ", "))"] : []
  }

  /// Complains of a string that is not there or has nothing in it.
  fileprivate func text(_ name: StaticString) -> [String] {
    guard let member = member(name), member.string != nil, !member.isEmpty else { return ["\(name) is missing"] }
    return []
  }

  /// Complains of base64 that is not there or is none.
  fileprivate func base64(_ name: StaticString) -> [String] {
    guard let member = member(name), member.string != nil else { return ["\(name) is missing"] }
    return Base64.decode(member.octets) == nil ? ["\(name) is not base64"] : []
  }
}
