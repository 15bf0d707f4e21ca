import AttributeValidation
import Configuration
import DERCoding
import Diagnostics
import DocumentModel
import PKIModel

/// What the valid attributes of a request do to its certificate.
struct AttributeEffects {
  /// Replaces the naming attributes of these types.
  private(set) var subject: [(type: OID, texts: [String])] = []
  /// Replaces all subject alternative names.
  private(set) var replacingAltNames: [GeneralName]?
  private(set) var additionalAltNames: [GeneralName] = []
  private(set) var validityDays: Int?
  private(set) var extensions: [CertificateExtension] = []

  private let findings: FindingCollector
  private let place: String

  init(
    _ values: [AttributeValue], profile: EndEntityProfile, at place: String, findings: FindingCollector
  ) {
    self.findings = findings
    self.place = place
    for value in values { take(value, profile) }
  }

  private mutating func take(_ value: AttributeValue, _ profile: EndEntityProfile) {
    let name = value.definition.name
    switch value.definition.effect {
    case .record: break
    case .subject(let type): subject.append((type, value.texts))
    case .validityDays: validityDays = value.data.first?.integer
    case .altNames:
      let lists = value.texts.map { text in
        names(name) { () throws(GeneralName.TextError) in try GeneralName.list(text) }
      }
      let all = lists.flatMap { $0 }
      if !all.isEmpty { replacingAltNames = all }
    case .altName(let kind):
      additionalAltNames += value.texts.flatMap { text in
        names(name) { () throws(GeneralName.TextError) in [try GeneralName(kind: kind.rawValue, value: text)] }
      }
    case .certificateExtension(let oid): extensions += value.texts.compactMap { extensionValue(oid, $0, name) }
    case .certificateExtensions: extensions += value.texts.flatMap { extensionList($0, name, profile) }
    }
  }

  private func names(
    _ attribute: String, _ read: () throws(GeneralName.TextError) -> [GeneralName]
  ) -> [GeneralName] {
    do { return try read() } catch {
      refuse("Value of attribute \(attribute): \(error.problem)", fix: "write kind=value, separated by commas")
      return []
    }
  }

  /// EJBCA's form: `1.2.3=0403…, 1.2.4=…`.
  private func extensionList(
    _ text: String, _ attribute: String, _ profile: EndEntityProfile
  ) -> [CertificateExtension] {
    text.split(separator: ",").compactMap { part in
      let part = part.drop { $0 == " " }
      guard let equals = part.firstIndex(of: "=") else {
        refuse("Invalid extension format: \(part)", fix: "write OID=value, separated by commas")
        return nil
      }
      guard let oid = OID(dotted: String(part[..<equals])) else {
        refuse("OID should be a series of integers separated by dots", fix: "write an OID such as 1.2.3.4")
        return nil
      }
      guard profile.copiedExtensions.contains(oid) else {
        findings.add(
          Finding(
            .extensionNotAllowed, at: place, "extension \(oid) is not one that the profile takes over",
            fix: "leave it out"))
        return nil
      }
      return extensionValue(oid, String(part[part.index(after: equals)...]), attribute)
    }
  }

  private func extensionValue(_ oid: OID, _ text: String, _ attribute: String) -> CertificateExtension? {
    guard let value = Hex.decode(text) ?? Base64.decode(text.utf8), (try? DERValidation.validate(value)) != nil else {
      refuse(
        "Value of attribute \(attribute): the value of extension \(oid) is not DER",
        fix: "write DER in hexadecimal or base64")
      return nil
    }
    return CertificateExtension(oid, value: value)
  }

  private func refuse(_ problem: String, fix remedy: String) {
    findings.add(Finding(.attributeMalformed, at: place, problem, fix: remedy))
  }

  /// A subject with the naming attributes that the attributes give.
  func applied(to base: DistinguishedName) -> DistinguishedName {
    guard !subject.isEmpty else { return base }
    let replaced = Set(subject.map(\.type))
    var names = base.relativeNames.compactMap { name in
      RelativeDistinguishedName(name.attributes.filter { !replaced.contains($0.type) })
    }
    for (type, texts) in subject {
      for text in texts {
        guard let attribute = NamingAttribute(type: type, text: text) else {
          refuse("the value for \(type) has characters that its string type does not allow", fix: "change the value")
          continue
        }
        let index = names.firstIndex { SubjectOrder.rank($0) > SubjectOrder.rank(type) } ?? names.count
        names.insert(RelativeDistinguishedName(attribute), at: index)
      }
    }
    return DistinguishedName(names)
  }
}

/// The usual order of naming attributes, from the country down to the person.
private enum SubjectOrder {
  private static let order = [
    "domainComponent", "country", "state", "locality", "postalCode", "street", "organization",
    "organizationIdentifier", "organizationalUnit", "businessCategory", "title", "surname", "givenName", "commonName",
    "serialNumber", "userId", "emailAddress",
  ]
  private static let ranks = Dictionary(
    order.enumerated().compactMap { index, name in AttributeType.named(name).map { ($0.oid, index) } },
    uniquingKeysWith: { first, _ in first })

  static func rank(_ type: OID) -> Int { ranks[type] ?? order.count }

  static func rank(_ name: RelativeDistinguishedName) -> Int { name.attributes.map { rank($0.type) }.max() ?? 0 }
}
