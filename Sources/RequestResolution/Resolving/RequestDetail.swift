package import Diagnostics
import DocumentModel
package import PKIModel

/// The parts of a result that the ledger keeps as JSON, because they do not follow from the certificate.
package struct RequestDetail: Sendable {
  /// What was wrong, the gravest first.
  package var problems: [Finding] = []
  package var warnings: [Finding] = []
  /// The API's answer where it is a list or an object of its own, as JSON.
  package var body: [UInt8]?
  /// Members `issueAttributes` and `customAttributes`, as JSON without braces.
  package var attributes: [UInt8] = []
  /// What became of an end entity.
  package var endEntity: EndEntityResult?
  /// What became of each certificate of a bulk revocation.
  package var bulkRevocation: BulkRevocationResult?
  /// The certificate that the request's one follows.
  package var sourceCertificate: UniqueID?
  /// The key of a token that was destroyed.
  package var destroyedKey: UniqueID?

  /// Whether a key was destroyed; nil where that was not asked.
  package var keyDestroyed: Bool? {
    if destroyedKey != nil { return true }
    return warnings.contains { $0.code == .keyNotDestroyed } ? false : nil
  }
  /// Where the predecessor stood, and what became of it there.
  package var locations: [LocationResult] = []

  package init() {}

  /// From the form that the ledger keeps; nil for anything else.
  package init?(json: [UInt8]) {
    guard !json.isEmpty else { return }
    guard let root = try? JSONReader.document(json, limits: RequestDetail.limits).root else { return nil }
    problems = RequestDetail.findings(root.member("problems"))
    warnings = RequestDetail.findings(root.member("warnings"))
    body = root.member("body").map { node in
      var writer = JSONWriter()
      writer.value(node)
      return writer.bytes
    }
    endEntity = root.member("endEntity").flatMap(EndEntityResult.init)
    bulkRevocation = root.member("bulkRevocation").flatMap(BulkRevocationResult.init)
    sourceCertificate = root.member("sourceCertificateUuid")?.string.flatMap(UniqueID.init)
    destroyedKey = root.member("destroyedKeyUuid")?.string.flatMap(UniqueID.init)
    locations = (root.member("locations").map { Array($0.children) } ?? []).compactMap(LocationResult.init)
    if let node = root.member("attributes") {
      var writer = JSONWriter()
      writer.value(node)
      attributes = Array(writer.bytes.dropFirst().dropLast())
    }
  }

  /// What certmill wrote itself may be as large as a list of end entities is.
  private static let limits: DocumentLimits = {
    var limits = DocumentLimits()
    limits.recordOctets = 1 << 30
    // A text that quotes the longest string of a manifest is longer than that.
    limits.stringOctets = 1 << 30
    limits.nodes = 100_000_000
    return limits
  }()

  private static func findings(_ node: DocumentNode?) -> [Finding] {
    (node.map { Array($0.children) } ?? []).compactMap { node in
      guard let code = node.member("code")?.string.flatMap(FindingCode.init(rawValue:)),
        let problem = node.member("problem")?.string, let remedy = node.member("remedy")?.string
      else { return nil }
      return Finding(code, at: node.member("pointer")?.string ?? "", problem, fix: remedy)
    }
  }

  /// The form that the ledger keeps; empty where there is nothing to say.
  var json: [UInt8] {
    if problems.isEmpty, warnings.isEmpty, body == nil, attributes.isEmpty, endEntity == nil, bulkRevocation == nil,
      sourceCertificate == nil, destroyedKey == nil, locations.isEmpty
    {
      return []
    }
    var writer = JSONWriter()
    writer.object {
      RequestDetail.write("problems", problems, to: &$0)
      RequestDetail.write("warnings", warnings, to: &$0)
      if let body { $0.member("body") { $0.raw(body) } }
      if let endEntity { $0.member("endEntity") { endEntity.write(to: &$0) } }
      if let bulkRevocation { $0.member("bulkRevocation") { bulkRevocation.write(to: &$0) } }
      $0.member("sourceCertificateUuid", ifPresent: sourceCertificate?.description)
      $0.member("destroyedKeyUuid", ifPresent: destroyedKey?.description)
      LocationResult.writeMember(locations, to: &$0)
      if !attributes.isEmpty { $0.member("attributes") { $0.raw([0x7B] + attributes + [0x7D]) } }
    }
    return writer.bytes
  }

  private static func write(_ name: String, _ findings: [Finding], to writer: inout JSONWriter) {
    guard !findings.isEmpty else { return }
    writer.member(name) { writer in
      writer.array(findings) { writer, finding in
        writer.object {
          $0.member("code", finding.code.rawValue)
          $0.member("pointer", finding.pointer)
          $0.member("problem", readable(finding.problem))
          $0.member("remedy", readable(finding.remedy))
        }
      }
    }
  }

  /// Whether reading the JSON gives the same again; texts for people may have become readable in it.
  var isKeptAsIs: Bool { problems.isEmpty && warnings.isEmpty }

  /// Names of certificate requests may hold U+0000, which readers of JSON refuse; its symbol stands for it.
  private static func readable(_ text: String) -> String {
    guard text.utf8.contains(0) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{2400}" : $0 }))
  }
}
