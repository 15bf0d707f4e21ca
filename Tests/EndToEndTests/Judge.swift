import Foundation
import SwiftASN1
import TestSupport
import Testing
import X509

/// What programs and libraries say that are not ours.
enum Judge {
  /// OpenSSL verifies a certificate by the strict rules of RFC 5280.
  static func verify(_ certificate: String, chain: String) throws {
    let verdict = try Command.run("openssl", ["verify", "-x509_strict", "-CAfile", chain, certificate])
    #expect(verdict.status == 0, "\(verdict.output)\(verdict.errors)")
  }

  /// The certificates of a PEM file, as swift-certificates reads them.
  static func certificates(inPEM path: String) throws -> [X509.Certificate] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return try PEMDocument.parseMultiple(pemString: text).map { try X509.Certificate(pemDocument: $0) }
  }

  static func dnsNames(_ certificate: X509.Certificate) -> [String] {
    let names = try? certificate.extensions.subjectAlternativeNames
    return names?.compactMap { if case .dnsName(let name) = $0 { name } else { nil } } ?? []
  }

  static func hexadecimal(_ octets: some Sequence<UInt8>) -> String {
    octets.map { String(format: "%02x", $0) }.joined()
  }

  /// A name without what each program writes in its own way: spaces between its parts, words for serialNumber.
  static func compact(_ name: String) -> String {
    name.replacingOccurrences(of: ", ", with: ",").replacingOccurrences(of: "SERIALNUMBER=", with: "2.5.4.5=")
  }

  /// Words without spaces and capitals.
  static func folded(_ words: String) -> String { words.lowercased().filter(\.isLetter) }

  /// Serial numbers and reasons from OpenSSL's text of a CRL.
  static func revocations(_ text: String) -> [String: String?] {
    var entries: [String: String?] = [:]
    for block in text.components(separatedBy: "Serial Number: ").dropFirst() {
      let lines = block.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      let place = lines.firstIndex { $0.hasPrefix("X509v3 CRL Reason Code") }
      entries.updateValue(place.map { lines[$0 + 1] }, forKey: lines[0])
    }
    return entries
  }
}
