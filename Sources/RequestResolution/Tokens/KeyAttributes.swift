import AttributeValidation
import Diagnostics
import DocumentModel
import PKIModel

/// What a key is to be, as the attributes of createKey say (domain of the API 3.5).
struct KeyAttributes {
  let alias: String
  let algorithm: KeyAlgorithm

  private static let place = "/body/attributes"
  static let alias = DefinedAttribute(
    uuid: "61a228de-c54e-461e-b0d7-ad156a547b51", name: "data_keyAlias", label: "Cryptographic Key Alias",
    pattern: ("[^\\p{Cc}]{1,255}", "1 to 255 characters, none of them a control character"))
  private static let algorithm = DefinedAttribute(
    uuid: "72159c04-d1a9-4703-8b23-469224425d5f", name: "data_keyAlgorithm", label: "Cryptographic Key Algorithm",
    // Ed25519 is beyond the API.
    values: [("RSA", "\"RSA\""), ("ECDSA", "\"ECDSA\""), ("Ed25519", "\"Ed25519\"")])
  private static let size = DefinedAttribute(
    uuid: "aa7df6ff-1d64-4a1a-96d6-6c7aeadfbdf3", name: "data_rsaKeySize", label: "RSA Key Size",
    contentType: .integer, values: sizes.keys.sorted().map { ("RSA_\($0)", "\($0)") })
  private static let curve = DefinedAttribute(
    uuid: "08730b36-90f3-4046-9f13-3cf827ad6cc7", name: "data_ecdsaCurve", label: "ECDSA Curve",
    values: curves.keys.sorted().map { ($0, "\"\($0)\"") })

  private static let sizes: [Int: KeyAlgorithm] = [2048: .rsa2048, 3072: .rsa3072, 4096: .rsa4096]
  private static let curves: [String: KeyAlgorithm] = ["secp256r1": .p256, "secp384r1": .p384, "secp521r1": .p521]

  /// The algorithms of the API that certmill does not have, by code and by constant.
  private static let unsupported: Set = [
    "FALCON", "CRYSTALS-Dilithium", "DILITHIUM", "SPHINCS+", "SPHINCSPLUS",
  ]

  /// By the algorithm that they belong to; each is read once.
  private static let catalogs = [
    "RSA": AttributeCatalog([alias, algorithm, size]), "ECDSA": AttributeCatalog([alias, algorithm, curve]),
    "Ed25519": AttributeCatalog([alias, algorithm]),
  ]
  /// Without a known algorithm, what depends on it is no error of its own.
  private static let common = AttributeCatalog([alias, algorithm, size.optional, curve.optional])

  /// Reads the attributes; nil, and all that is wrong is reported, where they are not those of a key.
  init?(_ attributes: [DocumentNode], _ findings: FindingCollector) {
    let stated = attributes.first { $0.member("name")?.string == KeyAttributes.algorithm.name }
    let content = stated?.member("content")?.elements.map(Array.init)
    let name = content?.first?.member("data")?.string
    if let name, KeyAttributes.unsupported.contains(name) {
      findings.add(
        Finding(
          .keyAlgorithm, at: KeyAttributes.place, "Cryptographic key algorithm not supported",
          fix: "use RSA, ECDSA or Ed25519"))
      return nil
    }
    let catalog = name.flatMap { KeyAttributes.catalogs[$0] } ?? KeyAttributes.common
    let values = AttributeValidator.validate(attributes, by: catalog, at: KeyAttributes.place, findings: findings)
    func value(_ attribute: DefinedAttribute) -> AttributeValue? {
      values.first { $0.definition.name == attribute.name }
    }
    let algorithm: KeyAlgorithm? =
      switch name {
      case "RSA": value(KeyAttributes.size)?.data.first?.integer.flatMap { KeyAttributes.sizes[$0] }
      case "ECDSA": value(KeyAttributes.curve)?.texts.first.flatMap { KeyAttributes.curves[$0] }
      case "Ed25519": .ed25519
      default: nil
      }
    guard let algorithm, let alias = value(KeyAttributes.alias)?.texts.first else { return nil }
    self.alias = alias
    self.algorithm = algorithm
  }
}

extension DefinedAttribute {
  fileprivate var optional: DefinedAttribute {
    var copy = self
    copy.isRequired = false
    return copy
  }
}
