import Diagnostics
import DocumentModel
package import PKIModel

/// What a request inherits where it does not say it itself.
package struct RequestDefaults: Hashable, Sendable {
  /// The authority, not checked to be a UUID.
  package var authorityUuid: String?
  /// The RA profile by UUID, not checked to be one.
  package var raProfileUuid: String?
  /// The RA profile by name.
  package var raProfileName: String?

  /// Defaults; nil where there is none.
  package init(authorityUuid: String? = nil, raProfileUuid: String? = nil, raProfileName: String? = nil) {
    self.authorityUuid = authorityUuid
    self.raProfileUuid = raProfileUuid
    self.raProfileName = raProfileName
  }
}

/// What a manifest says about all its requests.
package struct ManifestHeader: Hashable, Sendable {
  /// What one refused request means for the others.
  package enum Mode: String, CaseIterable, Sendable {
    /// Nothing.
    case perItem = "per-item"
    /// None of them is signed.
    case allOrNothing = "all-or-nothing"
  }

  /// The version of manifests that this program reads.
  package static let version = 1

  /// The scope of the requests' ids.
  package let batchID: String
  /// When the manifest was written, for people.
  package let created: UTCInstant?
  /// What one refused request means for the others; `perItem` where the header does not say.
  package let mode: Mode
  /// What requests inherit.
  package let defaults: RequestDefaults
  /// How many requests there must be; without it, JSON Lines that lack whole lines at the end look complete.
  package let requestCount: Int?

  /// Reads the members of the header; what is wrong becomes findings.
  init?(_ node: DocumentNode, findings: FindingCollector) {
    let before = findings.findings.count
    var reader = ObjectReader(node, findings: findings)
    let version = reader.required("manifestVersion", reader.integer("manifestVersion"))
    if let version, version != ManifestHeader.version {
      findings.add(
        Finding(
          .manifestHeader, at: reader.pointer("manifestVersion"), "version \(version) is not known",
          fix: "write \(ManifestHeader.version)"))
    }
    let batchID = reader.requiredString("batchId")
    if let batchID, !RequestID.isValid(batchID) {
      findings.add(Finding(.manifestHeader, at: reader.pointer("batchId"), "not a batch id", fix: RequestID.rule))
    }
    created = reader.string("created").flatMap { text in
      if let instant = UTCInstant(text) { return instant }
      findings.add(
        Finding(
          .manifestHeader, at: reader.pointer("created"), "not a point in time",
          fix: "write it as 2026-01-31T12:00:00Z"))
      return nil
    }
    mode = reader.word("mode", as: Mode.self) ?? .perItem
    var inherited = reader.object("defaults")
    defaults = RequestDefaults(
      authorityUuid: inherited?.string("authorityUuid"), raProfileUuid: inherited?.string("raProfileUuid"),
      raProfileName: inherited?.string("raProfileName"))
    inherited?.finish()
    requestCount = reader.integer("requestCount")
    reader.finish()
    guard let batchID, findings.findings.count == before else { return nil }
    self.batchID = batchID
  }
}
