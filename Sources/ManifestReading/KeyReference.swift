package import PKIModel

/// How a request names a key of a token.
package enum KeyReference: Hashable, Sendable {
  case uuid(UniqueID)
  /// The key that another request of the batch creates.
  case request(String)

  /// From `@` and a request's id, or a UUID; nil for any other text.
  package init?(text: String) {
    if let id = RequestID.referenced(by: text) {
      self = .request(id)
    } else if let uuid = UniqueID(text) {
      self = .uuid(uuid)
    } else {
      return nil
    }
  }
}
