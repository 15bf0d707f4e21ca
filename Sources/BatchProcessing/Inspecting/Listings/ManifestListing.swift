import Diagnostics
import DocumentModel
import ManifestReading
import PKIModel

/// A manifest's header, and each request in one line of a table.
enum ManifestListing {
  /// Hands over the table; a manifest that is not whole is refused before anything is handed over.
  static func describe(path: String, form: ManifestForm, write: (String) throws -> Void) throws {
    let reader = try ManifestReader(opening: path, form: form)
    try write(head(reader))
    let limits = DocumentLimits()
    while let record = reader.next() { try write(row(record, reader.header.defaults, limits)) }
  }

  private static func head(_ reader: ManifestReader) -> String {
    let header = reader.header
    var sheet = Sheet()
    sheet.heading("Manifest")
    sheet.field("Batch", header.batchID)
    if let created = header.created { sheet.field("Created", created.description) }
    sheet.field("Mode", header.mode.rawValue)
    if let profile = header.defaults.raProfileName ?? header.defaults.raProfileUuid {
      sheet.field("RA profile", "\(profile) unless a request says otherwise")
    }
    sheet.field("Requests", String(reader.requestCount))
    sheet.blank()
    sheet.row(RequestTable.cells("id", "operation") + [("about", 0)])
    return sheet.text
  }

  private static func row(_ record: ManifestRecord, _ defaults: RequestDefaults, _ limits: DocumentLimits) -> String {
    var id = "/requests/\(record.position)"
    var operation = "?"
    var about: String
    do {
      let document = try record.document(limits: limits)
      id = Envelope.id(of: document) ?? id
      operation = Envelope.operationText(of: document) ?? operation
      let findings = FindingCollector()
      if let envelope = Envelope(document, defaults: defaults, findings: findings) {
        operation = envelope.operation.rawValue
        about = RequestTarget.text(envelope)
      } else {
        about = findings.findings.first.map { "cannot be read: \($0.problem)" } ?? "cannot be read"
      }
    } catch {
      about = "cannot be read: \(error.problem)"
    }
    var sheet = Sheet()
    sheet.row(RequestTable.cells(id, operation) + [(about, 0)])
    return sheet.text
  }
}
