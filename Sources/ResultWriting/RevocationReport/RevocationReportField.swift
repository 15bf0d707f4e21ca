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
  let value: @Sendable (RevocationReport.Entry) -> Value?

  private init(_ name: String, _ value: @escaping @Sendable (RevocationReport.Entry) -> Value?) {
    self.name = name
    self.value = value
  }

  /// Every member of an entry.
  static let all: [RevocationReportField] = [
    RevocationReportField("certificateUuid") { Value($0.certificateUUID?.description) },
    RevocationReportField("serialNumber") { Value($0.serialNumber?.description) },
    RevocationReportField("issuerDn") { Value($0.issuerDN) },
    RevocationReportField("subjectDn") { Value($0.subjectDN) },
    RevocationReportField("revocationDate") { Value($0.revocationDate?.description) },
    RevocationReportField("invalidityDate") { Value($0.invalidityDate?.description) },
    RevocationReportField("reason") { Value($0.reason?.code) },
    RevocationReportField("reasonCode") { Value($0.reason?.rawValue) },
    RevocationReportField("requestId") { .text($0.requestID) },
    RevocationReportField("batchId") { .text($0.batchID) },
    RevocationReportField("previousState") { Value($0.previousState?.rawValue) },
    RevocationReportField("keyDestroyed") { Value($0.keyDestroyed) },
    RevocationReportField("crlShard") { Value($0.crlShard) },
    RevocationReportField("result") { .text($0.result) },
    RevocationReportField("code") { Value($0.code) },
    RevocationReportField("message") { Value($0.message) },
  ]
}
