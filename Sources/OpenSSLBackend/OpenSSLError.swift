import COpenSSL

/// What OpenSSL says when it refuses; never contains key material.
package struct OpenSSLError: Error, Hashable, Sendable {
  /// The function that failed.
  package let function: String
  /// OpenSSL's own reasons, the first cause first; may be empty.
  package let reasons: [String]

  /// Takes everything from this thread's error queue.
  static func taken(from function: String) -> OpenSSLError {
    var reasons: [String] = []
    var text = [CChar](repeating: 0, count: 256)
    while case let code = ERR_get_error(), code != 0 {
      ERR_error_string_n(code, &text, text.count)
      reasons.append(String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
    return OpenSSLError(function: function, reasons: reasons)
  }

  /// One line for people.
  package var text: String {
    reasons.isEmpty ? "\(function) failed" : "\(function): " + reasons.joined(separator: "; ")
  }
}

/// Passes a result on, or throws where it is one of OpenSSL's failures (zero or less).
@discardableResult
func succeed(_ result: Int32, _ function: String) throws(OpenSSLError) -> Int32 {
  guard result > 0 else { throw OpenSSLError.taken(from: function) }
  return result
}

/// Empties this thread's error queue after a failure that is an answer, not an error.
func forgetErrors() {
  ERR_clear_error()
}
