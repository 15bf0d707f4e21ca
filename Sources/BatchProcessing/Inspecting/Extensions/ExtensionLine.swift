/// A line of what an extension says.
struct ExtensionLine: Hashable {
  let text: String
  /// Whether it belongs to the line above.
  let isDetail: Bool

  init(_ text: String, isDetail: Bool = false) {
    self.text = text
    self.isDetail = isDetail
  }
}
