extension DistinguishedName {
  /// Whether both names have equivalent relative names, in whatever order: what the API asks of the subjects of a
  /// certificate and of the one that follows it.
  package func hasSameParts(as other: DistinguishedName) -> Bool {
    sortedParts == other.sortedParts
  }

  private var sortedParts: [[String]] {
    comparable.map { $0.sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
