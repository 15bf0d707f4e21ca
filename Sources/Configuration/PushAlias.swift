import AttributeValidation
import DocumentModel

/// The push attribute that every location has: the alias, as the API's keystore provider defines it.
package enum PushAlias {
  /// The attribute's name.
  package static let name = "alias"
  /// What an alias may be: a file's name and a keystore's alias at once, and keystores know lower case only.
  static let rule = "write 1 to 128 of a-z, 0-9, '.', '_' and '-', the first a letter or digit"

  private static let uuid = "a89139d5-d0de-443a-ad54-9b98a592ab6c"
  private static let usual = "czertainly"
  private static let pattern = "[a-z0-9][a-z0-9._-]{0,127}"

  /// The definition; nil where the usual alias breaks its rule.
  ///
  /// - Parameter alias: What stands where a request gives none.
  static func entry(usual alias: String?) -> AttributeEntry? {
    let alias = alias ?? usual
    guard let rule = ValuePattern(pattern), rule.matches(alias) else { return nil }
    var writer = JSONWriter()
    writer.object {
      $0.member("uuid", uuid)
      $0.member("name", name)
      $0.member("contentType", "string")
      $0.member("content") { $0.array([alias]) { writer, alias in writer.object { $0.member("data", alias) } } }
      $0.member("constraints") {
        $0.array([pattern]) { writer, pattern in
          writer.object {
            $0.member("type", "regExp")
            $0.member("data", pattern)
          }
        }
      }
      $0.member("properties") { $0.object { $0.member("label", "Alias") } }
      $0.member("effect", "record")
    }
    guard let document = try? JSONReader.document(writer.bytes) else { return nil }
    return AttributeEntry(document.root, in: .location, findings: FindingCollector())
  }
}
