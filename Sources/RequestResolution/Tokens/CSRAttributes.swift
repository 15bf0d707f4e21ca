import AttributeValidation
import Diagnostics
import DocumentModel
import PKIModel

/// The attributes that give the subject of a request made from a key (csrAttributes, domain of the API 3.3).
enum CSRAttributes {
  /// In the order of the API's list.
  static let catalog = AttributeCatalog([
    attribute(
      "9abaeba0-973d-11ed-a8fc-0242ac120002", "commonName", "Common Name", isRequired: true,
      pattern: ("^.{0,64}$", "at most 64 characters")),
    attribute("9abaef60-973d-11ed-a8fc-0242ac120002", "organizationalUnit", "Organizational Unit"),
    attribute("9abaf0be-973d-11ed-a8fc-0242ac120002", "organization", "Organization"),
    attribute("9abaf208-973d-11ed-a8fc-0242ac120002", "locality", "Locality"),
    attribute("9abaf33e-973d-11ed-a8fc-0242ac120002", "state", "State"),
    attribute(
      "9abaf488-973d-11ed-a8fc-0242ac120002", "country", "Country", pattern: ("^[A-Z]{2}$", "two capital letters")),
  ])

  private static func attribute(
    _ uuid: String, _ name: String, _ label: String, isRequired: Bool = false,
    pattern: (source: String, meaning: String)? = nil
  ) -> DefinedAttribute {
    DefinedAttribute(uuid: uuid, name: name, label: label, isRequired: isRequired, pattern: pattern)
  }

  /// BaseAttribute[] of all.
  static var json: [UInt8] {
    var writer = JSONWriter()
    writer.array(catalog.entries) { $1.write(to: &$0) }
    return writer.bytes
  }

  /// The subject that values give, from the country down to the common name; empty values give nothing.
  static func subject(
    _ values: [AttributeValue], at place: String, _ findings: FindingCollector
  ) -> DistinguishedName {
    var names: [RelativeDistinguishedName] = []
    for definition in catalog.allDefinitions.reversed() {
      guard let text = values.first(where: { $0.definition.name == definition.name })?.texts.first, !text.isEmpty,
        let type = AttributeType.named(definition.name)
      else { continue }
      if let attribute = NamingAttribute(type: type.oid, text: text) {
        names.append(RelativeDistinguishedName(attribute))
      } else {
        findings.add(
          Finding(
            .attributeMalformed, at: place,
            "the value of \(definition.label) has characters that its string type does not allow",
            fix: "change the value"))
      }
    }
    return DistinguishedName(names)
  }
}
