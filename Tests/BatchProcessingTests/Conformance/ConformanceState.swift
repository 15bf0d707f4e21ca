import Configuration
import IssuanceLedger
import PKIModel
import RequestResolution
import Testing

@testable import BatchProcessing

/// What a home's ledger holds, by the names that rows give: where each certificate, end entity and key stands, and what
/// stands in each location.
struct ConformanceState {
  private(set) var entries: [String: String] = [:]

  /// What rows expect: what they began with, and what they say has changed.
  init(expectedBy rows: [ConformanceRow]) {
    for row in rows {
      for given in row.before { begin(given, row.name) }
      for change in row.after { apply(change, row.name) }
    }
  }

  private mutating func begin(_ given: ConformanceRow.Given, _ row: String) {
    switch given {
    case .issued(let name, _): entries["\(row).\(name)"] = CertificateState.issued.rawValue
    case .revoked(let name): entries["\(row).\(name)"] = ConformanceState.revoked(.unspecified)
    case .submitted(let name, _): entries["\(row).\(name)"] = CertificateState.requested.rawValue
    case .failed(let name): entries["\(row).\(name)"] = CertificateState.failed.rawValue
    case .endEntity(let name, let status): entries["\(row).\(name)"] = status.rawValue
    case .deleted: break
    case .enrolled(let name, let certificate):
      entries["\(row).\(name)"] = EndEntityStatus.generated.rawValue
      entries["\(row).\(certificate)"] = CertificateState.issued.rawValue
    case .elsewhere: break
    case .uploaded(let name, _): entries["\(row).\(name)"] = ConformanceState.uploaded
    case .key(let name, let state, _, _):
      entries["key \(row).\(name)"] = state.rawValue
      if state == .compromised { entries["\(row).\(name).certificate"] = ConformanceState.revoked(.keyCompromise) }
    case .keyed(let name, let key, _):
      entries["key \(row).\(key)"] = KeyState.active.rawValue
      entries["\(row).\(name)"] = CertificateState.issued.rawValue
    case .placed(let name, let location):
      entries["\(row).\(name)"] = CertificateState.issued.rawValue
      entries["\(location)/\(row).\(name)"] = "\(row).\(name)"
    }
  }

  private mutating func apply(_ change: ConformanceRow.After, _ row: String) {
    switch change {
    case .own(let state): entries[row] = state.rawValue
    case .uploaded(let name): entries[name.map { "\(row).\($0)" } ?? row] = ConformanceState.uploaded
    case .certificate(let name, let state): entries["\(row).\(name)"] = state.rawValue
    case .revoked(let name, let reason): entries["\(row).\(name)"] = ConformanceState.revoked(reason)
    case .endEntity(let name, let status): entries["\(row).\(name)"] = status.rawValue
    case .named(let name, let status): entries[name] = status.rawValue
    case .gone(let name): entries["\(row).\(name)"] = nil
    case .ownKey(let state): entries["key \(row)"] = state.rawValue
    case .key(let name, let state): entries["key \(row).\(name)"] = state.rawValue
    case .stands(let name, let location, let alias):
      entries["\(location)/\(row).\(alias)"] = name.map { "\(row).\($0)" } ?? row
    case .cleared(let alias, let location): entries["\(location)/\(row).\(alias)"] = nil
    }
  }

  private static func revoked(_ reason: RevocationReason) -> String { "revoked for \(reason.code)" }

  /// Issued, and of no RA profile.
  private static let uploaded = "uploaded"

  /// What the ledger holds.
  ///
  /// - Parameter own: The names of certificates that rows' own requests made; all others have their name in them.
  init(of ledger: Ledger, _ configuration: HomeConfiguration, own: [UniqueID: String]) throws {
    let profiles = configuration.profiles.map(\.raProfile.uuid)
    try ledger.view { view in
      try view.forEachCertificate { record in
        let name = try own[record.uuid] ?? ConformanceState.name(of: record)
        let revocation = try view.revocation(of: record.uuid)
        let state = record.raProfile == nil ? ConformanceState.uploaded : record.state.rawValue
        try add(name, revocation.map { ConformanceState.revoked($0.reason) } ?? state)
      }
      for profile in profiles {
        for entity in try view.endEntities(raProfile: profile) { try add(entity.username, entity.status.rawValue) }
      }
      for key in try view.tokenKeys(in: nil) { try add("key \(key.alias)", key.state.rawValue) }
      for location in configuration.locations {
        for entry in try view.locationEntries(in: location.uuid) {
          let record = try #require(try view.certificate(entry.certificate))
          try add("\(location.name)/\(entry.alias)", own[record.uuid] ?? ConformanceState.name(of: record))
        }
      }
    }
  }

  /// The name that a certificate was given to be known by: its first alternative name.
  static func name(of record: CertificateRecord) throws -> String {
    let tbs = try Certificate.TBSFields(der: record.tbs)
    let names = try tbs.certificateExtension(.subjectAltName)?.generalNames()
    return try #require(names?.first?.valueText, "a certificate without a name")
  }

  /// Adds what stands under a name; no name may stand twice.
  mutating func add(_ name: String, _ state: String) throws {
    try #require(entries.updateValue(state, forKey: name) == nil, "\(name) is there twice")
  }
}
