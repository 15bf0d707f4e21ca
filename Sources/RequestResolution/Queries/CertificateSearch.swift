/// Which certificates are listed, and which page of them (SearchRequestDto of the API).
struct CertificateSearch: Sendable {
  /// All must hold.
  let conditions: [CertificateCondition]
  let itemsPerPage: Int
  /// From 1.
  let page: Int

  static let usualPageSize = 10
  static let largestPage = 1000
}
