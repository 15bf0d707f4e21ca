import Diagnostics
import PKIModel

/// Undoes the wrappings in which certificate requests come: DER, base64 of DER, PEM, base64 of PEM.
enum RequestText {
  private static let labels: Set = ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"]

  /// The DER inside; the problem is in words, for people.
  static func der(_ octets: [UInt8]) throws(Problem) -> [UInt8] {
    if octets.isEmpty { throw Problem(text: "it is empty") }
    switch Wrapping(octets) {
    case .der(let der): return der
    case .pem(let text): return try pem(text)
    case nil: throw Problem(text: "it is neither base64 nor PEM")
    }
  }

  struct Problem: Error {
    let text: String
  }

  private static func pem(_ text: [UInt8]) throws(Problem) -> [UInt8] {
    do {
      return try PEM.decodeSingle(text, labels: labels)
    } catch {
      throw Problem(text: describe(error))
    }
  }

  private static func describe(_ problem: PEM.Problem) -> String {
    switch problem {
    case .noBlock: "it has no PEM block"
    case .label(let label): "its PEM block is a \"\(label)\", not a certificate request"
    case .unterminated: "its PEM block does not end"
    case .headers: "its PEM block has headers"
    case .base64: "its PEM block is not base64"
    case .moreThanOneBlock: "it has more than one PEM block"
    }
  }
}

/// What octets are, below base64 that may lie around them.
enum Wrapping {
  case der([UInt8])
  case pem([UInt8])

  /// Nil for what is neither DER nor PEM nor base64.
  init?(_ octets: [UInt8]) {
    if Wrapping.looksLikeDER(octets) {
      self = .der(octets)
    } else if PEM.isPresent(in: octets) {
      self = .pem(octets)
    } else if let decoded = Base64.decode(octets) {
      self = !Wrapping.looksLikeDER(decoded) && PEM.isPresent(in: decoded) ? .pem(decoded) : .der(decoded)
    } else {
      return nil
    }
  }

  /// A SEQUENCE with a length above 127 octets, as no text begins, or with its very length, as a CRMF request without
  /// signature can be.
  private static func looksLikeDER(_ octets: [UInt8]) -> Bool {
    guard octets.count > 1, octets[0] == 0x30 else { return false }
    return octets[1] >= 0x80 || octets.count == 2 + Int(octets[1])
  }
}
