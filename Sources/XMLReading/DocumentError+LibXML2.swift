import CLibXML2
import Diagnostics
import DocumentModel

extension DocumentError {
  /// What libxml2 found wrong, in its own words.
  init(_ error: xmlError, at offset: Int) {
    let words = error.message.map { String(cString: $0) } ?? ""
    let problem = words.split(whereSeparator: \.isNewline).joined(separator: " ")
    let (code, remedy): (FindingCode, String) =
      switch xmlParserErrors(rawValue: UInt32(bitPattern: error.code)) {
      case XML_ERR_INVALID_ENCODING, XML_ERR_UNKNOWN_ENCODING, XML_ERR_UNSUPPORTED_ENCODING, XML_ERR_ENCODING_NAME,
        XML_I18N_CONV_FAILED:
        (.documentEncoding, "save the text as UTF-8")
      // The same code as for characters that XML does not have.
      case XML_ERR_INVALID_CHAR where problem.hasPrefix("Input is not proper UTF-8"):
        (.documentEncoding, "save the text as UTF-8")
      // libxml2's only sign of texts above 10,000,000 octets and of too many different names.
      case XML_ERR_NO_MEMORY, XML_ERR_INTERNAL_ERROR, XML_ERR_NAME_TOO_LONG:
        (.documentLimit, "shorten texts, and write names that vary much as <member name=\"…\">")
      default: (.documentSyntax, "write well-formed XML 1.0; a file that ends early is cut off")
      }
    self.init(
      code, at: offset, "\(problem.isEmpty ? "the text is not well-formed XML" : problem) (line \(error.line))",
      fix: remedy)
  }
}
