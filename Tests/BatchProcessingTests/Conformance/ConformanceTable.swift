/// The rows of the conformance table, in the order in which they run.
///
/// Each group is a file `Rows+….swift`, which says how its operations are asked.
enum ConformanceTable {
  static let rows =
    issuing + submitting + renewing + revoking + bulkRevoking + endEntities + queries + histories + inventory
    + attributes + attributeKinds + envelopes + authorities + keys + keyedRequests + locations
}
