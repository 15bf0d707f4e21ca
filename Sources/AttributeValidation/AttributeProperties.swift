import Diagnostics
import DocumentModel

/// The properties of an attribute: how it is shown, and what values it takes.
package struct AttributeProperties: Sendable {
  package let label: String
  package let isVisible: Bool
  package let group: String?
  package let isRequired: Bool
  package let isReadOnly: Bool
  package let isList: Bool
  package let isMultiSelect: Bool
  package let isExtensibleList: Bool
  /// Of metadata: whether it means the same whichever authority says it.
  package let isGlobal: Bool
  /// Of metadata: whether a new value goes in the place of the old one.
  package let isOverwriting: Bool

  /// Reads the properties that an attribute of this kind has; what is wrong with them becomes findings.
  init?(_ reader: ObjectReader, of kind: AttributeKind) {
    var reader = reader
    let label = reader.string("label")
    if label?.allSatisfy(\.isWhitespace) ?? (reader.node.member("label")?.isNull ?? true) {
      reader.findings.add(
        Finding(.attributeDefinition, at: reader.pointer("label"), "Attribute does not have label", fix: "write one"))
    }
    isVisible = reader.boolean("visible") ?? true
    group = reader.string("group")
    isRequired = kind.isSent && reader.boolean("required") ?? false
    isReadOnly = kind.isSent && reader.boolean("readOnly") ?? false
    isList = kind.isSent && reader.boolean("list") ?? false
    isMultiSelect = kind.isSent && reader.boolean("multiSelect") ?? false
    isExtensibleList = kind.isSent && reader.boolean("extensibleList") ?? false
    isGlobal = kind == .meta && reader.boolean("global") ?? false
    isOverwriting = kind == .meta && reader.boolean("overwrite") ?? false
    reader.finish()
    guard let label else { return nil }
    self.label = label
  }

  /// Writes the properties as the API lists them.
  func write(to writer: inout JSONWriter, of kind: AttributeKind) {
    writer.object { writer in
      writer.member("label", label)
      writer.member("visible", isVisible)
      writer.member("group", ifPresent: group)
      if kind.isSent {
        writer.member("required", isRequired)
        writer.member("readOnly", isReadOnly)
        writer.member("list", isList)
        writer.member("multiSelect", isMultiSelect)
        if isExtensibleList { writer.member("extensibleList", true) }
      }
      if kind == .meta {
        writer.member("global", isGlobal)
        writer.member("overwrite", isOverwriting)
      }
    }
  }

  /// Reports properties that contradict each other, in the API's words.
  func checkConsistency(hasContent: Bool, hasCallback: Bool, at node: DocumentNode, _ findings: FindingCollector) {
    func refuse(_ problem: String, fix remedy: String) {
      findings.add(.attributeDefinition, at: node, problem, fix: remedy)
    }
    if isMultiSelect, !isList {
      refuse("Attribute has to be defined as list to be multiselect", fix: "set \"list\" to true")
    }
    if isExtensibleList, !isList {
      refuse("Attribute has to be defined as list to be extensible list", fix: "set \"list\" to true")
    }
    if isReadOnly, hasCallback { refuse("Read only attribute cannot have callback", fix: "leave one of the two out") }
    if isReadOnly, !hasContent { refuse("Read only attribute must define its content", fix: "add \"content\"") }
    if isReadOnly, isList { refuse("Read only attribute cannot be list", fix: "set one of the two to false") }
    if hasCallback, !isList, !isReadOnly {
      refuse("the answers of a callback are the values of a list", fix: "set \"list\" to true, or remove the callback")
    }
    if hasCallback, hasContent {
      refuse("the values come from the callback and from \"content\"", fix: "leave one of the two out")
    }
  }
}
