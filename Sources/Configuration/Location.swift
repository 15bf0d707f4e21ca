package import AttributeValidation
import Diagnostics
import DocumentModel
package import PKIModel

/// A store that holds issued certificates under aliases (LocationDto of the API).
package struct Location: Sendable {
  /// What the store is.
  package enum Kind: String, CaseIterable, Sendable {
    /// A folder with one PEM file for each alias.
    case directory
    /// One PEM file with many certificates.
    case pemBundle
    case pkcs12
    /// Java's own old kind of keystore.
    case jks

    fileprivate var hasPassword: Bool { self == .pkcs12 || self == .jks }
  }

  package let uuid: UniqueID
  package let name: String
  package let description: String?
  package let isEnabled: Bool
  package let kind: Kind
  /// Absolute, or relative to the home.
  package let path: String
  /// The file with the password of a keystore; absolute, or relative to the home.
  package let passwordPath: String?
  package let supportsMultipleEntries: Bool
  /// Whether the certificate of a private key may be replaced by another one of that key.
  package let supportsKeyManagement: Bool
  /// What certificates may be put there with: `alias` first, then those of the home, which are kept with the entry.
  package let pushAttributes: AttributeCatalog

  init?(_ node: DocumentNode, findings: FindingCollector) {
    let before = findings.findings.count
    var reader = ObjectReader(node, findings: findings)
    let uuid = reader.uniqueID("uuid")
    let name = reader.requiredString("name")
    description = reader.string("description")
    isEnabled = reader.required("enabled", reader.boolean("enabled")) ?? false
    let kind = reader.required("kind", reader.word("kind", as: Kind.self))
    let path = reader.filePath("path")
    var password = reader.object("password")
    passwordPath = password?.filePath("file")
    password?.finish()
    supportsMultipleEntries = reader.boolean("supportMultipleEntries") ?? false
    supportsKeyManagement = reader.boolean("supportKeyManagement") ?? false
    let alias = PushAlias.entry(usual: reader.string("defaultAlias"))
    if alias == nil { reader.refuse("defaultAlias", "not an alias", fix: PushAlias.rule) }
    let further = reader.array("pushAttributes").compactMap { AttributeEntry($0, in: .location, findings: findings) }
    pushAttributes = AttributeCatalog((alias.map { [$0] } ?? []) + further, tables: [], findings: findings)
    reader.finish()
    Location.check(further.compactMap(\.definition), reader)
    if let kind { Location.check(kind, hasPassword: password != nil, managesKeys: supportsKeyManagement, reader) }
    guard let uuid, let name, let kind, let path, findings.findings.count == before else { return nil }
    self.uuid = uuid
    self.name = name
    self.kind = kind
    self.path = path
  }

  private static func check(_ definitions: [AttributeDefinition], _ reader: ObjectReader) {
    var names: Set = [PushAlias.name]
    for definition in definitions {
      if !names.insert(definition.name).inserted {
        reader.refuse("pushAttributes", "attribute \(definition.name) is defined twice", fix: "keep one of them")
      }
      if definition.effect != .record {
        reader.refuse(
          "pushAttributes", "attribute \(definition.name) cannot change a certificate that is there",
          fix: "use the effect record")
      }
    }
  }

  private static func check(_ kind: Kind, hasPassword: Bool, managesKeys: Bool, _ reader: ObjectReader) {
    if kind.hasPassword, !hasPassword {
      reader.refuse("password", "a keystore has a password", fix: "name the file that holds it")
    }
    if !kind.hasPassword, hasPassword {
      reader.refuse("password", "a \(kind.rawValue) has no password", fix: "leave it out")
    }
    if managesKeys, kind != .pkcs12 {
      reader.refuse("supportKeyManagement", "a \(kind.rawValue) here holds no private keys", fix: "use pkcs12")
    }
  }
}
