import AttributeValidation
package import Diagnostics
package import DocumentModel
import PKIModel

extension HomeConfiguration {
  /// The list of compromised keys.
  package static let compromisedKeysFile = "compromised-keys.txt"

  /// Reads all files and reports everything that is wrong with any of them.
  ///
  /// - Parameter parse: Turns a file into a document, by the format that its name says.
  package init(
    files: [HomeFile], parse: (HomeFile) throws(DocumentError) -> Document
  ) throws(ConfigurationError) {
    var loader = HomeLoader()
    for file in files.sorted(by: { $0.path < $1.path }) { loader.load(file, parse) }
    self = try loader.finish()
  }

  /// What is wrong with one file by itself, whatever others say.
  package static func findings(
    in file: HomeFile, parse: (HomeFile) throws(DocumentError) -> Document
  ) -> [Finding] {
    var loader = HomeLoader()
    loader.load(file, parse)
    return loader.findings.flatMap(\.collector.findings)
  }
}

/// Gathers what the files say, and then checks that they fit together.
private struct HomeLoader {
  private(set) var findings: [(path: String, collector: FindingCollector)] = []
  private var canonical: [UInt8] = []
  private var authorities: [(path: String, value: Authority)] = []
  private var raProfiles: [(path: String, value: RAProfile)] = []
  private var certificateProfiles: [(path: String, value: CertificateProfile)] = []
  private var endEntityProfiles: [(path: String, value: EndEntityProfile)] = []
  private var attributeTables: [(path: String, value: AttributeTable)] = []
  private var tokenProfiles: [(path: String, value: TokenProfile)] = []
  private var locations: [(path: String, value: Location)] = []
  private var customAttributes: [AttributeEntry] = []
  private var compromisedKeys: Set<[UInt8]> = []

  mutating func load(_ file: HomeFile, _ parse: (HomeFile) throws(DocumentError) -> Document) {
    let collector = FindingCollector()
    findings.append((file.path, collector))
    if file.path == HomeConfiguration.compromisedKeysFile {
      compromisedKeys = CompromisedKeys.digests(file.octets, findings: collector)
      canonical += Array(file.path.utf8) + [0] + compromisedKeys.sorted { $0.lexicographicallyPrecedes($1) }.joined()
      return
    }
    let document: Document
    do {
      document = try parse(file)
    } catch {
      collector.add(error.finding)
      return
    }
    canonical += Array(file.path.prefix { $0 != "." }.utf8) + [0]
    document.root.writeCanonical(to: &canonical)
    canonical.append(0)
    take(document.root, of: file, collector)
  }

  private mutating func take(_ node: DocumentNode, of file: HomeFile, _ collector: FindingCollector) {
    switch HomeFileKind(path: file.path) {
    case .authority:
      if let value = Authority(node, findings: collector) { authorities.append((file.path, value)) }
    case .raProfile:
      if let value = RAProfile(node, findings: collector) { raProfiles.append((file.path, value)) }
    case .certificateProfile:
      if let value = CertificateProfile(node, findings: collector) { certificateProfiles.append((file.path, value)) }
    case .endEntityProfile:
      if let value = EndEntityProfile(node, findings: collector) { endEntityProfiles.append((file.path, value)) }
    case .attributeTable:
      if let value = AttributeTable(node, findings: collector) { attributeTables.append((file.path, value)) }
    case .tokenProfile:
      if let value = TokenProfile(node, findings: collector) { tokenProfiles.append((file.path, value)) }
    case .location:
      if let value = Location(node, findings: collector) { locations.append((file.path, value)) }
    case .customAttributes, nil:
      guard let elements = node.elements else {
        collector.add(.memberType, at: node, "an array is expected", fix: "write an array of definitions")
        return
      }
      takeCustomAttributes(Array(elements), collector)
    }
  }

  private mutating func takeCustomAttributes(_ elements: [DocumentNode], _ collector: FindingCollector) {
    var names: Set<String> = []
    for element in elements {
      guard let entry = AttributeEntry(element, in: .custom, findings: collector) else { continue }
      customAttributes.append(entry)
      if !names.insert(entry.name).inserted {
        collector.add(
          Finding(
            .configurationDuplicate, at: element.pointer + "/name", "attribute \(entry.name) is defined twice",
            fix: "keep one of them"))
      }
    }
  }

  mutating func finish() throws(ConfigurationError) -> HomeConfiguration {
    refuseRepeated(authorities.map { ($0.path, $0.value.name) }, "name")
    refuseRepeated(authorities.map { ($0.path, $0.value.uuid.description) }, "uuid")
    refuseRepeated(raProfiles.map { ($0.path, $0.value.name) }, "name")
    refuseRepeated(raProfiles.map { ($0.path, $0.value.uuid.description) }, "uuid")
    refuseRepeated(certificateProfiles.map { ($0.path, $0.value.name) }, "name")
    refuseRepeated(endEntityProfiles.map { ($0.path, $0.value.name) }, "name")
    refuseRepeated(attributeTables.map { ($0.path, $0.value.title) }, "callbackContext")
    refuseChangedTypes()
    refuseRepeated(tokenProfiles.map { ($0.path, $0.value.name) }, "name")
    refuseRepeated(tokenProfiles.map { ($0.path, $0.value.uuid.description) }, "uuid")
    refuseRepeated(tokenProfiles.map { ($0.path, $0.value.tokenUUID.description) }, "token/uuid")
    refuseRepeated(tokenProfiles.map { ($0.path, $0.value.folder) }, "token/folder")
    refuseRepeated(locations.map { ($0.path, $0.value.name) }, "name")
    refuseRepeated(locations.map { ($0.path, $0.value.uuid.description) }, "uuid")
    refuseRepeated(locations.map { ($0.path, $0.value.path) }, "path")
    let profiles = raProfiles.compactMap { resolve($0.value, at: $0.path) }
    let errors = findings.filter { !$0.collector.isEmpty }.map {
      FindingsError(file: $0.path, findings: $0.collector.findings)
    }
    guard errors.isEmpty else { throw ConfigurationError(files: errors) }
    return HomeConfiguration(
      authorities: authorities.map(\.value), profiles: profiles, tokenProfiles: tokenProfiles.map(\.value),
      customAttributes: AttributeCatalog(custom: customAttributes, of: .certificates),
      locations: locations.map(\.value), compromisedKeys: compromisedKeys, files: findings.map(\.path),
      canonicalOctets: canonical)
  }

  private func refuseRepeated(_ values: [(path: String, text: String)], _ member: String) {
    var owners: [String: String] = [:]
    for (path, text) in values {
      if let owner = owners[text] {
        add(
          Finding(
            .configurationDuplicate, at: "/\(member)", "\"\(text)\" is also the \(member) in \(owner)",
            fix: "give one of them another \(member)"), to: path)
      }
      owners[text] = path
    }
  }

  private func resolve(_ profile: RAProfile, at path: String) -> ResolvedProfile? {
    let authority = authorities.first { $0.value.uuid == profile.authorityUUID }?.value
    let certificateProfile = certificateProfiles.first { $0.value.name == profile.certificateProfileName }?.value
    let endEntityProfile = endEntityProfiles.first { $0.value.name == profile.endEntityProfileName }?.value
    if authority == nil {
      refuse("authorityInstanceUuid", "no authority has the uuid \(profile.authorityUUID)", in: path)
    }
    if certificateProfile == nil {
      refuse("certificateProfile", "no certificate profile is named \(profile.certificateProfileName)", in: path)
    }
    if endEntityProfile == nil {
      refuse("endEntityProfile", "no end-entity profile is named \(profile.endEntityProfileName)", in: path)
    }
    let collector = findings.first { $0.path == path }?.collector ?? FindingCollector()
    let tables = attributeTables.map(\.value)
    let issueAttributes = AttributeCatalog(profile.issueAttributes, tables: tables, findings: collector)
    let revokeAttributes = AttributeCatalog(profile.revokeAttributes, tables: tables, findings: collector)
    guard let authority, let certificateProfile, let endEntityProfile else { return nil }
    return ResolvedProfile(
      raProfile: profile, authority: authority, certificateProfile: certificateProfile,
      endEntityProfile: endEntityProfile, issueAttributes: issueAttributes, revokeAttributes: revokeAttributes)
  }

  /// The same attribute, by UUID and name, has one content type wherever it is defined.
  private func refuseChangedTypes() {
    var stored: [String: AttributeContentType] = [:]
    let profiles = raProfiles.map { path, profile in
      (path, (profile.issueAttributes + profile.revokeAttributes).compactMap(\.definition))
    }
    for (path, definitions) in profiles + attributeTables.map({ ($0.path, $0.value.attributes) }) {
      for definition in definitions {
        let type = definition.contentType
        let known = stored.updateValue(type, forKey: "\(definition.uuid.lowercased()) \(definition.name)")
        guard let known, known != type else { continue }
        let subject = definition.kind == .meta ? "Metadata" : "Connector"
        add(
          Finding(
            .attributeDefinition, at: definition.place + "/contentType",
            "\(subject) attribute content type changed to \(type.rawValue) while stored attribute definition have "
              + "content type \(known.rawValue)",
            fix: "give it another name and UUID, or use one content type"), to: path)
      }
    }
  }

  private func refuse(_ member: String, _ problem: String, in path: String) {
    add(Finding(.configurationReference, at: "/\(member)", problem, fix: "name one that exists and is valid"), to: path)
  }

  private func add(_ finding: Finding, to path: String) {
    findings.first { $0.path == path }?.collector.add(finding)
  }
}
