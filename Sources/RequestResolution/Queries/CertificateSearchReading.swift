import Diagnostics
import DocumentModel
import PKIModel

extension CertificateSearch {
  /// Reads SearchRequestDto; what is wrong becomes findings.
  init(_ body: DocumentNode?, _ findings: FindingCollector) {
    guard let body, !body.isNull else {
      self.init(conditions: [], itemsPerPage: CertificateSearch.usualPageSize, page: 1)
      return
    }
    var reader = ObjectReader(body, findings: findings)
    let filters = reader.array("filters")
    let size = reader.integer("itemsPerPage") ?? CertificateSearch.usualPageSize
    let page = reader.integer("pageNumber") ?? 1
    reader.finish()
    if !(1...CertificateSearch.largestPage).contains(size) {
      findings.add(
        Finding(
          .memberValue, at: reader.pointer("itemsPerPage"), "\(size) is not allowed",
          fix: "write a number from 1 to \(CertificateSearch.largestPage)"))
    }
    if !(1...1_000_000_000).contains(page) {
      findings.add(
        Finding(.memberValue, at: reader.pointer("pageNumber"), "\(page) is not allowed", fix: "pages begin with 1"))
    }
    self.init(
      conditions: filters.compactMap { CertificateCondition($0, findings) }, itemsPerPage: size, page: page)
  }
}

extension CertificateCondition {
  /// Reads SearchFilterRequestDto; nil, with findings, where it is none that certificates here could meet.
  init?(_ node: DocumentNode, _ findings: FindingCollector) {
    let before = findings.findings.count
    var reader = ObjectReader(node, findings: findings)
    let source = reader.requiredString("fieldSource")
    let field = reader.required("fieldIdentifier", reader.word("fieldIdentifier", as: Field.self))
    let comparison = reader.required("condition", reader.word("condition", as: Comparison.self))
    let value = reader.value("value")
    reader.finish()
    if let source, source != "property" {
      findings.add(
        Finding(
          .memberValue, at: reader.pointer("fieldSource"), "certificates are not searched by \(source)",
          fix: "use property"))
    }
    guard let field, let comparison, findings.findings.count == before else { return nil }
    let values = CertificateCondition.values(value)
    guard field.allows(comparison) else {
      findings.add(
        Finding(
          .memberValue, at: reader.pointer("condition"),
          "\(field.rawValue) cannot be compared by \(comparison.rawValue)",
          fix: "use \(Comparison.allCases.filter(field.allows).map(\.rawValue).joined(separator: ", "))"))
      return nil
    }
    if comparison.needsValue, values?.isEmpty ?? true {
      findings.add(
        Finding(
          .memberType, at: reader.pointer("value"), "a string or an array of strings is expected", fix: "give one"))
      return nil
    }
    let instants = field.isTime ? (values ?? []).map { UTCInstant($0) } : []
    guard instants.allSatisfy({ $0 != nil }) else {
      findings.add(
        Finding(
          .memberValue, at: reader.pointer("value"), "not a point in time", fix: "write it as 2026-01-31T12:00:00Z"))
      return nil
    }
    self.init(
      field: field, comparison: comparison, values: (values ?? []).map { field.normal($0) },
      instants: instants.compactMap(\.self))
  }

  /// One string or many.
  private static func values(_ node: DocumentNode?) -> [String]? {
    guard let node else { return nil }
    if let text = node.string { return [text] }
    guard let elements = node.elements else { return nil }
    let texts = elements.map(\.string)
    return texts.contains(nil) ? nil : texts.compactMap(\.self)
  }
}

extension CertificateCondition.Field {
  /// Points in time have an order and no parts, all else has parts and no order.
  fileprivate func allows(_ comparison: CertificateCondition.Comparison) -> Bool {
    switch comparison {
    case .equals, .notEquals, .empty, .notEmpty: true
    case .contains, .notContains, .startsWith, .endsWith: !isTime
    case .greater, .greaterOrEqual, .lesser, .lesserOrEqual: isTime
    }
  }

  /// A value as it is compared: without case, and numbers without what people write into them.
  fileprivate func normal(_ text: String) -> String {
    let lower = text.lowercased()
    switch self {
    case .serialNumber:
      let digits = lower.hasPrefix("0x") ? lower.dropFirst(2) : lower[...]
      let number = digits.filter { $0 != ":" }
      return String(number.drop { $0 == "0" })
    case .fingerprint: return lower.filter { $0 != ":" }
    default: return lower
    }
  }
}
