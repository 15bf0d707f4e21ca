import DocumentModel

extension JSONWriter {
  /// Which page of a list it is (as all lists of the API say it).
  ///
  /// - Parameters:
  ///   - page: From 1.
  ///   - total: How many items all pages have.
  mutating func pageMembers(_ page: Int, itemsPerPage: Int, total: Int) {
    member("itemsPerPage", itemsPerPage)
    member("pageNumber", page)
    member("totalPages", (total + itemsPerPage - 1) / itemsPerPage)
    member("totalItems", total)
  }
}
