import Diagnostics
package import DocumentModel
import PKIModel

/// What stands around an API payload in a manifest: who is asked for what, and the payload itself.
///
/// A class, because it is handed on for every request and holds much.
package final class Envelope: Sendable {
  package let id: String
  /// What is asked for, as `operation` or the path says.
  package let operation: Operation
  /// The authority, not checked to be a UUID; from the path, the member or the defaults.
  package let authorityUuid: String?
  /// The RA profile by UUID, not checked to be one.
  package let raProfileUuid: String?
  /// The RA profile by name.
  package let raProfileName: String?
  /// The certificate that the operation is about.
  package let certificate: CertificateReference?
  /// The end entity that the operation is about.
  package let username: String?
  /// The token, not checked to be a UUID.
  package let tokenInstanceUuid: String?
  /// The token profile, not checked to be a UUID.
  package let tokenProfileUuid: String?
  /// The key that the operation is about.
  package let key: KeyReference?
  /// Whether a key may be destroyed although it is active.
  package let destroysActiveKey: Bool
  /// The location that the operation is about, not checked to be a UUID.
  package let locationUuid: String?
  /// The API's payload, as it was pasted.
  package let body: DocumentNode?
  /// A file with the certificate request, relative to the manifest's folder.
  package let requestFile: String?
  /// SHA-256 of the certificate request that was approved.
  package let requestDigest: [UInt8]?
  /// Ids of requests that must have succeeded.
  package let dependencies: [String]

  /// The id of a request, readable even where the rest is not.
  package static func id(of document: Document) -> String? {
    document.root.member("id")?.string.flatMap { RequestID.isValid($0) ? $0 : nil }
  }

  /// The operation as it was written, for results of requests that cannot be read.
  package static func operationText(of document: Document) -> String? {
    document.root.member("operation")?.string
  }

  /// Reads an envelope; what is wrong with it becomes findings.
  package init?(_ document: Document, defaults: RequestDefaults, findings: FindingCollector) {
    let before = findings.findings.count
    var reader = ObjectReader(document.root, findings: findings)
    let id = Envelope.identifier(&reader)
    let path = Envelope.path(&reader)
    let operation = Envelope.operation(&reader, path)
    var parameters = EnvelopeParameters(&reader, findings)
    if let path { parameters.take(path, at: reader) }
    destroysActiveKey = reader.boolean("destroyActiveKey") ?? false
    body = reader.value("body")
    requestFile = reader.string("requestFile")
    requestDigest = Envelope.digest(&reader)
    dependencies = reader.strings("dependsOn")
    Envelope.checkLabels(&reader)
    reader.finish()
    guard let id, let operation, findings.findings.count == before else { return nil }
    self.id = id
    self.operation = operation
    certificate = parameters.certificate
    username = parameters.username
    tokenInstanceUuid = parameters.tokenInstanceUuid
    tokenProfileUuid = parameters.tokenProfileUuid
    key = parameters.key
    locationUuid = parameters.locationUuid
    // A profile that the request names by one means is not overruled by a default of the other.
    let isNamed = parameters.raProfileUuid != nil || parameters.raProfileName != nil
    authorityUuid = parameters.authorityUuid ?? (isNamed ? nil : defaults.authorityUuid)
    raProfileUuid = parameters.raProfileUuid ?? (isNamed ? nil : defaults.raProfileUuid)
    raProfileName = parameters.raProfileName ?? (isNamed ? nil : defaults.raProfileName)
  }

  private static func identifier(_ reader: inout ObjectReader) -> String? {
    guard let id = reader.requiredString("id") else { return nil }
    if RequestID.isValid(id) { return id }
    reader.findings.add(Finding(.memberValue, at: reader.pointer("id"), "not a request id", fix: RequestID.rule))
    return nil
  }

  private static func path(_ reader: inout ObjectReader) -> OperationPath? {
    let method = reader.string("method")
    guard let text = reader.string("path") else {
      if method != nil { _ = reader.required("path", nil as String?) }
      return nil
    }
    guard let method = reader.required("method", method) else { return nil }
    if let path = OperationPath(method: method, path: text) { return path }
    reader.findings.add(
      Finding(
        .operationUnknown, at: reader.pointer("path"), "the API has no operation \(method) \(text)",
        fix: "give a path of the client operations, or \"operation\""))
    return nil
  }

  private static func operation(_ reader: inout ObjectReader, _ path: OperationPath?) -> Operation? {
    guard let name = reader.string("operation") else {
      if path == nil, reader.node.member("path") == nil { _ = reader.required("operation", nil as String?) }
      return path?.operation
    }
    guard let operation = Operation(name: name) else {
      reader.findings.add(
        Finding(
          .operationUnknown, at: reader.pointer("operation"), "operation \"\(name)\" is not known",
          fix: "use one of \(Operation.allCases.map(\.rawValue).joined(separator: ", "))"))
      return nil
    }
    if let path, path.operation != operation {
      reader.findings.add(
        Finding(
          .memberValue, at: reader.pointer("operation"), "the path means \(path.operation.rawValue)",
          fix: "leave one of the two out"))
    }
    return operation
  }

  private static func digest(_ reader: inout ObjectReader) -> [UInt8]? {
    guard let text = reader.string("requestSha256") else { return nil }
    if let digest = Hex.decode(text), digest.count == 32 { return digest }
    reader.findings.add(
      Finding(
        .memberValue, at: reader.pointer("requestSha256"), "not a SHA-256 digest", fix: "write 64 hexadecimal digits"))
    return nil
  }

  private static func checkLabels(_ reader: inout ObjectReader) {
    guard let labels = reader.object("labels") else { return }
    for label in labels.node.children where label.string == nil {
      reader.findings.add(.memberType, at: label, "a string is expected", fix: "write a string")
    }
  }
}

/// What the API has in its paths and a manifest has in members.
private struct EnvelopeParameters {
  var authorityUuid: String?
  var raProfileUuid: String?
  var raProfileName: String?
  var certificate: CertificateReference?
  var username: String?
  var tokenInstanceUuid: String?
  var tokenProfileUuid: String?
  var key: KeyReference?
  var locationUuid: String?

  init(_ reader: inout ObjectReader, _ findings: FindingCollector) {
    authorityUuid = reader.string("authorityUuid")
    raProfileUuid = reader.string("raProfileUuid")
    raProfileName = reader.string("raProfileName")
    certificate = reader.value("certificateUuid").flatMap { CertificateReference($0, findings: findings) }
    username = reader.string("username")
    tokenInstanceUuid = reader.string("tokenInstanceUuid")
    tokenProfileUuid = reader.string("tokenProfileUuid")
    if let text = reader.string("keyUuid") { key = EnvelopeParameters.key(text, at: "keyUuid", reader) }
    locationUuid = reader.string("locationUuid")
  }

  mutating func take(_ path: OperationPath, at reader: ObjectReader) {
    EnvelopeParameters.take(path.authorityUuid, &authorityUuid, "authorityUuid", reader)
    EnvelopeParameters.take(path.raProfileUuid, &raProfileUuid, "raProfileUuid", reader)
    EnvelopeParameters.take(path.raProfileName, &raProfileName, "raProfileName", reader)
    EnvelopeParameters.take(path.username, &username, "username", reader)
    EnvelopeParameters.take(path.tokenInstanceUuid, &tokenInstanceUuid, "tokenInstanceUuid", reader)
    EnvelopeParameters.take(path.tokenProfileUuid, &tokenProfileUuid, "tokenProfileUuid", reader)
    if let text = path.keyUuid {
      EnvelopeParameters.take(EnvelopeParameters.key(text, at: "path", reader), &key, "keyUuid", reader)
    }
    EnvelopeParameters.take(path.locationUuid, &locationUuid, "locationUuid", reader)
    guard let text = path.certificateUuid else { return }
    let named = CertificateReference(text: text)
    if named == nil {
      reader.findings.add(
        Finding(.memberValue, at: reader.pointer("path"), "Invalid UUID string: \(text)", fix: "give a UUID"))
    }
    EnvelopeParameters.take(named, &certificate, "certificateUuid", reader)
  }

  private static func key(_ text: String, at member: StaticString, _ reader: ObjectReader) -> KeyReference? {
    if let key = KeyReference(text: text) { return key }
    reader.findings.add(
      Finding(
        .memberValue, at: reader.pointer(member), "Invalid UUID string: \(text)",
        fix: "give the key's UUID, or @ and the id of the request that creates it"))
    return nil
  }

  private static func take<Value: Equatable>(
    _ stated: Value?, _ member: inout Value?, _ name: StaticString, _ reader: ObjectReader
  ) {
    if let stated, let member, member != stated {
      reader.findings.add(
        Finding(.memberValue, at: reader.pointer(name), "the path says otherwise", fix: "leave the member out"))
    }
    member = stated ?? member
  }
}
