import DERCoding
import DocumentModel
import ManifestReading
import PKIModel

/// What a file holds, as far as its beginning tells; its name does not count.
enum FileContent {
  case der
  case pem
  /// Base64 of DER or of PEM.
  case base64
  case results
  case manifest(ManifestForm)

  /// How much of a file is looked at.
  static let octetsNeeded = 1 << 20

  /// Looks at the first `octetsNeeded` octets of a file; nil for what is none of these.
  init?(beginning: [UInt8]) {
    guard beginning.first != DERTag.sequence.rawValue else {
      self = .der
      return
    }
    let hasMark = beginning.starts(with: [0xEF, 0xBB, 0xBF])
    let text = beginning.dropFirst(hasMark ? 3 : 0).drop { FileContent.blanks.contains($0) }
    switch text.first {
    case UInt8(ascii: "{"):
      guard let content = FileContent(json: text) else { return nil }
      self = content
    case UInt8(ascii: "<"):
      guard text.firstRange(of: Array("<manifest".utf8)) != nil else { return nil }
      self = .manifest(.xml)
    case _ where PEM.isPresent(in: text): self = .pem
    case _ where text.count >= 4 && text.prefix(64).allSatisfy(FileContent.isBase64): self = .base64
    default: return nil
    }
  }

  /// The first line tells the three kinds of JSON apart; a JSON manifest may be one line, or many.
  private init?(json text: ArraySlice<UInt8>) {
    let line = Array(text.prefix { $0 != 0x0A })
    guard let root = try? JSONReader.document(line).root else {
      guard FileContent.names("manifestVersion", in: text) || FileContent.names("requests", in: text) else {
        return nil
      }
      self = .manifest(.json)
      return
    }
    if root.member("outcome") != nil, root.member("id") != nil {
      self = .results
    } else if root.member("requests") != nil {
      self = .manifest(.json)
    } else if root.member("manifestVersion") != nil {
      self = .manifest(.jsonLines)
    } else {
      return nil
    }
  }

  private static let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]

  private static func isBase64(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F, 0x3D: true
    default: blanks.contains(octet)
    }
  }

  private static func names(_ member: String, in text: ArraySlice<UInt8>) -> Bool {
    text.firstRange(of: Array("\"\(member)\"".utf8)) != nil
  }
}
