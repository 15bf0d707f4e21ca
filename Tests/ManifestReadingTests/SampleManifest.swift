import DocumentModel
import ManifestReading
import TestSupport

/// Manifests as files, and what is read from them.
enum SampleManifest {
  static let header = #""manifestVersion":1,"batchId":"b-1""#

  /// One manifest in each form, with two requests.
  static func text(_ form: ManifestForm, header: String = SampleManifest.header) throws -> String {
    let json = """
      {\(header),
      "requests":[
      {"id":"r-1","operation":"issueCertificate","body":{"request":"MIIC","attributes":[]}},
      {"id":"r-2","operation":"revokeCertificate","certificateUuid":"@r-1","body":{"reason":"superseded"}}
      ]}

      """
    return form == .json ? json : try converted(json, from: .json, to: form)
  }

  static func converted(_ text: String, from: ManifestForm, to: ManifestForm) throws -> String {
    try withManifest(text, from) { reader in
      var octets: [UInt8] = []
      try ManifestConversion.convert(from: reader, to: to) { octets += $0 }
      return String(decoding: octets, as: UTF8.self)
    }
  }

  /// Calls `body` with a reader of a file that holds the text.
  static func withManifest<Result>(
    _ text: String, _ form: ManifestForm, _ body: (ManifestReader) throws -> Result
  ) throws -> Result {
    try withFile(Array(text.utf8), form) { try body(ManifestReader(opening: $0)) }
  }

  static func withFile<Result>(
    _ octets: [UInt8], _ form: ManifestForm, _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = try TemporaryFolder()
    return try body(folder.write(octets, to: "manifest.\(form.rawValue)"))
  }

  /// All requests as documents.
  static func documents(_ reader: ManifestReader) throws -> [Document] {
    var documents: [Document] = []
    while let record = reader.next() { documents.append(try record.document(limits: reader.limits)) }
    return documents
  }
}

extension DocumentNode {
  /// The value as JSON without white space, types included.
  var json: String {
    var writer = JSONWriter()
    writer.value(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
