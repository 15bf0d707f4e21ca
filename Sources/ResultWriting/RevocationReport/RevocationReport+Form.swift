extension RevocationReport {
  /// How a report is written; the raw value is the name of the form and of its files' extension.
  package enum Form: String, CaseIterable, Sendable {
    case json, xml, csv, html

    /// The file of the report in this form.
    package var fileName: String { "revocation-report." + rawValue }

    var layout: any RevocationReportLayout {
      switch self {
      case .json: JSONRevocationLayout()
      case .xml: XMLRevocationLayout()
      case .csv: CSVRevocationLayout()
      case .html: HTMLRevocationLayout()
      }
    }
  }
}
