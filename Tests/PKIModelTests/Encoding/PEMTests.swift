import Foundation
import TestSupport
import Testing

@testable import PKIModel

@Suite("PEM")
struct PEMTests {
  static let labels: Set = ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"]

  private func decode(_ text: String) throws(PEM.Problem) -> String {
    String(decoding: try PEM.decodeSingle(Array(text.utf8), labels: PEMTests.labels), as: UTF8.self)
  }

  @Test("has lines of 64 letters between its labels (RFC 7468 2)")
  func encode() {
    let text = String(decoding: PEM.encode([UInt8](repeating: 0, count: 49), label: "CERTIFICATE"), as: UTF8.self)
    #expect(
      text == "-----BEGIN CERTIFICATE-----\n" + String(repeating: "A", count: 64)
        + "\nAA==\n-----END CERTIFICATE-----\n")
  }

  @Test(
    "is read with either label, any line breaks and text around it",
    arguments: [
      "-----BEGIN CERTIFICATE REQUEST-----\nZm9v\n-----END CERTIFICATE REQUEST-----\n",
      "-----BEGIN NEW CERTIFICATE REQUEST-----\nZm9v\n-----END NEW CERTIFICATE REQUEST-----",
      "-----BEGIN CERTIFICATE REQUEST-----\r\nZm\r\n9v\r\n-----END CERTIFICATE REQUEST-----\r\n",
      "Subject: CN=a\n-----BEGIN CERTIFICATE REQUEST-----\nZm9v\n-----END CERTIFICATE REQUEST-----\nbye\n",
      "-----BEGIN CERTIFICATE REQUEST-----Zm9v-----END CERTIFICATE REQUEST-----",
      "-----BEGIN CERTIFICATE REQUEST-----\n\n Zm9v \n\n-----END CERTIFICATE REQUEST-----",
    ])
  func accepted(text: String) throws {
    #expect(try decode(text) == "foo")
  }

  @Test(
    "is refused where another reader could see something else",
    arguments: [
      ("", PEM.Problem.noBlock), ("Zm9v", .noBlock), ("-----BEGIN CERTIFICATE REQUEST", .noBlock),
      ("----BEGIN CERTIFICATE REQUEST----\nZm9v\n----END CERTIFICATE REQUEST----", .noBlock),
      ("-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----", .label("CERTIFICATE")),
      ("-----BEGIN certificate request-----\nZm9v\n-----END certificate request-----", .label("certificate request")),
      (
        "-----BEGIN CERTIFICATE REQUEST -----\nZm9v\n-----END CERTIFICATE REQUEST -----", .label("CERTIFICATE REQUEST ")
      ),
      ("-----BEGIN CERTIFICATE REQUEST-----\nZm9v\n", .unterminated),
      ("-----BEGIN CERTIFICATE REQUEST-----\nZm9v\n-----END CERTIFICATE-----", .unterminated),
      ("-----BEGIN CERTIFICATE REQUEST-----\nZm9v\n-----END NEW CERTIFICATE REQUEST-----", .unterminated),
      ("-----BEGIN CERTIFICATE REQUEST-----\nZm9v\n-----END CERTIFICATE REQUEST----", .unterminated),
      (
        "-----BEGIN CERTIFICATE REQUEST-----\nProc-Type: 4,ENCRYPTED\n\nZm9v\n-----END CERTIFICATE REQUEST-----",
        .headers
      ),
      ("-----BEGIN CERTIFICATE REQUEST-----\nZm9\n-----END CERTIFICATE REQUEST-----", .base64),
      ("-----BEGIN CERTIFICATE REQUEST-----\nZm9v\n#\n-----END CERTIFICATE REQUEST-----", .base64),
      (
        "-----BEGIN CERTIFICATE REQUEST-----\nZm9v\n-----BEGIN CERTIFICATE REQUEST-----\nZm9v\n"
          + "-----END CERTIFICATE REQUEST-----", .base64
      ),
      (
        "-----BEGIN CERTIFICATE REQUEST-----\nZm9v\n-----END CERTIFICATE REQUEST-----\n"
          + "-----BEGIN CERTIFICATE REQUEST-----\nYmFy\n-----END CERTIFICATE REQUEST-----\n", .moreThanOneBlock
      ),
      (
        "-----BEGIN CERTIFICATE REQUEST-----\nZm9v\n-----END CERTIFICATE REQUEST-----\n-----BEGIN PRIVATE KEY-----",
        .moreThanOneBlock
      ),
      (
        "-----BEGIN PRIVATE KEY-----\nZm9v\n-----END PRIVATE KEY-----\n"
          + "-----BEGIN CERTIFICATE REQUEST-----\nZm9v\n-----END CERTIFICATE REQUEST-----\n", .label("PRIVATE KEY")
      ),
    ])
  func refused(text: String, problem: PEM.Problem) {
    #expect(throws: problem) { try decode(text) }
  }

  @Test("chains are read block by block, in order")
  func all() throws {
    let blocks: [[UInt8]] = [[1], [2, 2], [3, 3, 3]]
    let text = blocks.flatMap { PEM.encode($0, label: "CERTIFICATE") }
    #expect(try PEM.decodeAll(text, labels: ["CERTIFICATE"]) == blocks)
    let mixed = text + PEM.encode([4], label: "PRIVATE KEY")
    #expect(throws: PEM.Problem.label("PRIVATE KEY")) { try PEM.decodeAll(mixed, labels: ["CERTIFICATE"]) }
    #expect(throws: PEM.Problem.unterminated) { try PEM.decodeAll(text.dropLast(9), labels: ["CERTIFICATE"]) }
    #expect(throws: PEM.Problem.noBlock) { try PEM.decodeAll([], labels: ["CERTIFICATE"]) }
  }

  @Test("is told from bare base64 by its first line")
  func presence() {
    #expect(PEM.isPresent(in: Array("x\n-----BEGIN A-----".utf8)))
    #expect(!PEM.isPresent(in: Array("-----BEGIN".utf8)))
    #expect(!PEM.isPresent(in: Array("Zm9v".utf8)))
  }

  @Test("is what openssl writes and reads", .enabled(if: OpenSSLTool.isAvailable, "needs the openssl command"))
  func openSSL() throws {
    let tool = try OpenSSLTool()
    let key = try tool.newKey(.p256, named: "key")
    let der = try tool.request(key: key, subject: "/CN=a")
    let text = try tool.run(["req", "-inform", "DER", "-outform", "PEM"], input: der).stdout
    #expect(try PEM.decodeSingle(text, labels: PEMTests.labels) == der)
    #expect(PEM.encode(der, label: "CERTIFICATE REQUEST") == text)
  }
}

extension PEM {
  fileprivate static func decodeAll(_ text: some Sequence<UInt8>, labels: Set<String>) throws(Problem) -> [[UInt8]] {
    try decodeAll(Array(text), labels: labels)
  }
}
