import DocumentModel
import ManifestReading
import TestSupport

/// The published schemas of manifests, and the programs that judge requests by them.
struct ManifestJudge {
  /// The type that the XSD gives the body of each operation.
  let bodyTypes: [String: String]
  private let folder: TemporaryFolder
  private let xsd: String

  init() throws {
    folder = try TemporaryFolder()
    for schema in PublishedSchema.manifests { try folder.write(schema.octets, to: schema.fileName) }
    xsd = String(decoding: PublishedSchema.manifests[1].octets, as: UTF8.self)
    bodyTypes = Dictionary(
      uniqueKeysWithValues: xsd.matches(of: /\n  <xs:element name="(\w+)" type="m:(\w+)"\/>/).map {
        (String($0.1), String($0.2))
      })
  }

  /// Whether a code says that a request has not the form that its operation wants.
  static func isOfForm(_ code: String?) -> Bool { code?.hasPrefix("member.") ?? false }

  /// The members of one of the XSD's types, in its order.
  func members(of type: String) -> [String] {
    let definition = xsd.split(separator: "<xs:complexType name=\"\(type)\">").dropFirst().first
    let content = definition?.split(separator: "</xs:complexType>").first ?? ""
    return content.matches(of: /<xs:element name="(\w+)"/).map { String($0.1) }
  }

  /// Which requests are valid by the JSON Schema.
  func byJSONSchema(_ requests: [String]) throws -> [Bool] {
    let paths = try requests.enumerated().map { try folder.write($1.utf8, to: "request-\($0).json") }
    return try SchemaJudge.jsonSchema("manifest.schema.json#/$defs/request", in: folder.path, judges: paths)
  }

  /// Which requests of a manifest in JSON are valid by the XSD: as they stand in the manifest, and, where the operation
  /// is named, the body by the element of the operation.
  func byXSD(_ manifest: String) throws -> [Bool] {
    let reader = try ManifestReader(opening: folder.write(manifest.utf8, to: "source.json"))
    var writer = ManifestWriter(.xml)
    let head = String(decoding: writer.begin(header: reader.headerDocument.root), as: UTF8.self)
    var paths: [[String]] = []
    while let record = reader.next() {
      let root = try record.document(limits: reader.limits).root
      let request = String(decoding: writer.request(root), as: UTF8.self)
      var texts = ["\(head)\(request)\n</manifest>\n"]
      if let operation = root.member("operation")?.string.flatMap(Operation.init(name:)) {
        texts.append(body(of: request, operation.rawValue))
      }
      paths.append(try texts.enumerated().map { try folder.write($1.utf8, to: "\(paths.count)-\($0).xml") })
    }
    let verdicts = try SchemaJudge.xsd(folder.file("manifest.xsd"), judges: paths.flatMap { $0 })
    let valid = Set(zip(paths.flatMap { $0 }, verdicts).filter(\.1).map(\.0))
    return paths.map { $0.allSatisfy(valid.contains) }
  }

  /// The body of a request as a document of its own, under the name of the operation.
  private func body(of request: String, _ operation: String) -> String {
    let namespace = #" xmlns="urn:certmill:manifest:1""#
    guard let begin = request.firstRange(of: "\n    <body")?.upperBound else {
      return "<\(operation)\(namespace) nil=\"true\"/>"
    }
    let rest = request[begin...]
    guard let end = rest.firstRange(of: "\n    </body>")?.lowerBound else {
      return "<\(operation)\(namespace)" + rest.prefix { $0 != "\n" }.replacing("</body>", with: "</\(operation)>")
    }
    return "<\(operation)\(namespace)\(rest[..<end])\n</\(operation)>"
  }
}
