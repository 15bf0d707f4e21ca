import CLibXML2
import Diagnostics
import DocumentModel

extension DocumentError {
  /// What libxml2 found wrong, in its own words.
  init(_ error: xmlError, at offset: Int) {
    let words = error.message.map { String(cString: $0) } ?? ""
    let problem = words.split(whereSeparator: \.isNewline).joined(separator: " ")
    let encodings: Set<xmlParserErrors> = [
      XML_ERR_INVALID_ENCODING, XML_ERR_UNKNOWN_ENCODING, XML_ERR_UNSUPPORTED_ENCODING, XML_ERR_ENCODING_NAME,
      XML_I18N_CONV_FAILED,
    ]
    let isEncoding = encodings.contains(xmlParserErrors(rawValue: UInt32(bitPattern: error.code)))
    self.init(
      isEncoding ? .documentEncoding : .documentSyntax, at: offset,
      "\(problem.isEmpty ? "the text is not well-formed XML" : problem) (line \(error.line))",
      fix: isEncoding ? "save the text as UTF-8" : "write well-formed XML 1.0; a file that ends early is cut off")
  }
}
