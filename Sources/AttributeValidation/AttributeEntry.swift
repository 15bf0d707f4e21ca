import Diagnostics
package import DocumentModel

/// One entry of a list of attributes.
package enum AttributeEntry: Sendable {
  case attribute(AttributeDefinition)
  case group(AttributeGroup)

  /// Reads an entry of a home file; what is wrong with it becomes findings.
  package init?(_ node: DocumentNode, in scope: AttributeScope, findings: FindingCollector) {
    guard let kind = AttributeEntry.kind(of: node, in: scope, findings) else { return nil }
    if kind == .group {
      guard let group = AttributeGroup(node, findings: findings) else { return nil }
      self = .group(group)
    } else {
      guard let definition = AttributeDefinition(node, as: kind, findings: findings) else { return nil }
      self = .attribute(definition)
    }
  }

  private static func kind(
    of node: DocumentNode, in scope: AttributeScope, _ findings: FindingCollector
  ) -> AttributeKind? {
    guard let member = node.member("type"), !member.isNull else { return scope.kinds.first }
    let kind = member.string.flatMap(AttributeKind.init(rawValue:))
    if let kind, scope.kinds.contains(kind) { return kind }
    findings.add(
      .memberValue, at: member, "\"type\" cannot be \"\(member.text)\"",
      fix: "use one of \(scope.kinds.map(\.rawValue).joined(separator: ", "))")
    return nil
  }

  /// The name that requests use.
  package var name: String {
    switch self {
    case .attribute(let definition): definition.name
    case .group(let group): group.name
    }
  }

  /// The definition, where it is one with content.
  package var definition: AttributeDefinition? {
    if case .attribute(let definition) = self { definition } else { nil }
  }

  var callback: AttributeCallback? {
    switch self {
    case .attribute(let definition): definition.callback
    case .group(let group): group.callback
    }
  }
}
