import Diagnostics
import DocumentModel

/// The first octets of a text, by which libxml2 would guess another encoding than UTF-8.
enum EncodingSignature {
  static func check(_ text: UnsafeRawBufferPointer) throws(DocumentError) {
    let first = text.prefix(4)
    let isMarked = first.starts(with: [0xFE, 0xFF]) || first.starts(with: [0xFF, 0xFE])
    let isMarkedUTF8 = first.starts(with: [0xEF, 0xBB, 0xBF])
    let isEBCDIC = first.starts(with: [0x4C, 0x6F, 0xA7, 0x94])
    guard isMarked || isMarkedUTF8 || isEBCDIC || first.contains(0) else { return }
    throw DocumentError(
      .documentEncoding, at: 0,
      isMarked || isMarkedUTF8 ? "the text begins with a byte order mark" : "the text is not UTF-8",
      fix: "save it as UTF-8 without a byte order mark")
  }
}

/// `<?xml version="1.0" encoding="UTF-8"?>`.
enum XMLDeclaration {
  /// Whether what follows `<?` begins an XML declaration.
  static func isOne(_ text: [UInt8]) -> Bool {
    text.starts(with: "xml".utf8) && isSpace(text[3])
  }

  /// Refuses an encoding that is not UTF-8, before libxml2 would switch to it, and versions that it would read as 1.0.
  static func check(_ text: [UInt8]) throws(DocumentError) {
    let words = text.split { isSpace($0) || $0 == 0x3D || $0 == 0x3F || $0 == 0x3E }
    if let version = value(of: "version", in: words), version != "1.0" {
      throw DocumentError(
        .documentSyntax, at: 0, "the version \"\(version)\" is declared (line 1)", fix: "write XML 1.0")
    }
    if let encoding = value(of: "encoding", in: words), encoding.lowercased() != "utf-8" {
      throw DocumentError(
        .documentEncoding, at: 0, "the encoding \"\(encoding)\" is declared (line 1)", fix: "save the text as UTF-8")
    }
  }

  /// The quoted word behind another one.
  private static func value(of name: String, in words: [ArraySlice<UInt8>]) -> String? {
    guard let label = words.firstIndex(where: { $0.elementsEqual(name.utf8) }) else { return nil }
    return words[(label + 1)...].first.map { String(decoding: $0.dropFirst().dropLast(), as: UTF8.self) } ?? ""
  }

  private static func isSpace(_ octet: UInt8) -> Bool {
    octet == 0x20 || octet == 0x0A || octet == 0x0D || octet == 0x09
  }
}
