import PKIModel

/// A named value of an entry; JSON, XML and CSV write the same ones in the same order.
struct RevocationReportField: Sendable {
  /// What a value can be.
  enum Value: Hashable, Sendable {
    case text(String)
    case number(Int)
    case boolean(Bool)

    init?(_ text: String?) {
      guard let text else { return nil }
      self = .text(text)
    }

    init?(_ number: Int?) {
      guard let number else { return nil }
      self = .number(number)
    }

    init?(_ boolean: Bool?) {
      guard let boolean else { return nil }
      self = .boolean(boolean)
    }

    /// The value in words and digits.
    var text: String {
      switch self {
      case .text(let text): text
      case .number(let number): String(number)
      case .boolean(let boolean): boolean ? "true" : "false"
      }
    }
  }

  let name: String
  let value: @Sendable (RevocationReport.Row) -> Value?

  private init(_ name: String, _ value: @escaping @Sendable (RevocationReport.Row) -> Value?) {
    self.name = name
    self.value = value
  }

  /// Every member of an entry.
  static let all: [RevocationReportField] = [
    RevocationReportField("certificateUuid") { Value($0.certificateUUID) },
    RevocationReportField("serialNumber") { Value($0.serialNumber) },
    RevocationReportField("issuerDn") { Value($0.entry.issuerDN) },
    RevocationReportField("subjectDn") { Value($0.entry.subjectDN) },
    RevocationReportField("revocationDate") { Value($0.revocationDate) },
    RevocationReportField("invalidityDate") { Value($0.invalidityDate) },
    RevocationReportField("reason") { Value($0.entry.reason?.code) },
    RevocationReportField("reasonCode") { Value($0.entry.reason?.rawValue) },
    RevocationReportField("requestId") { .text($0.entry.requestID) },
    RevocationReportField("batchId") { .text($0.entry.batchID) },
    RevocationReportField("previousState") { Value($0.entry.previousState?.rawValue) },
    RevocationReportField("keyDestroyed") { Value($0.entry.keyDestroyed) },
    RevocationReportField("crlShard") { Value($0.entry.crlShard) },
    RevocationReportField("result") { .text($0.entry.result) },
    RevocationReportField("code") { Value($0.entry.code) },
    RevocationReportField("message") { Value($0.entry.message) },
  ]
}
