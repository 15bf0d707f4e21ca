import KeystoreFormats
import PKIModel
import Testing

@Suite("A bundle of PEM certificates") struct PEMBundleTests {
  private func text(_ octets: [UInt8]) -> String { String(decoding: octets, as: UTF8.self) }

  private func block(_ octets: [UInt8], label: String = "CERTIFICATE") -> String {
    text(PEM.encode(octets, label: label))
  }

  @Test("holds each certificate below a line with its alias")
  func adding() throws {
    var bundle = try PEMBundle([])
    bundle.put([1, 2], under: "b")
    bundle.put([3], under: "a")
    #expect(text(bundle.octets) == "friendlyName: b\n\(block([1, 2]))friendlyName: a\n\(block([3]))")
    let again = try PEMBundle(bundle.octets)
    #expect(again.certificate(under: "a") == [3])
    #expect(again.certificate(under: "b") == [1, 2])
    #expect(again.certificate(under: "c") == nil)
  }

  @Test("keeps what others put there, to the octet")
  func foreign() throws {
    let own = "friendlyName: a\n\(block([3]))"
    let before = "# ours\r\nlocal: x\n\(block([9]))\n  friendlyName: k\n\(block([7], label: "PRIVATE KEY"))# between\n"
    var bundle = try PEMBundle(Array((before + own + "# end").utf8))
    #expect(bundle.certificate(under: "k") == nil)
    bundle.put([4, 4], under: "a")
    bundle.put([5], under: "b")
    #expect(
      text(bundle.octets)
        == before + "friendlyName: a\n\(block([4, 4]))# end\nfriendlyName: b\n\(block([5]))")
    bundle.remove("a")
    bundle.remove("b")
    #expect(text(bundle.octets) == before + "# end\n")
  }

  @Test("reads names that are indented, and keeps their lines")
  func indented() throws {
    let text =
      "Bag Attributes\r\n    friendlyName: Web 1\r\n\(block([1]))Bag Attributes\n  friendlyName: a\n\(block([2]))"
    var bundle = try PEMBundle(Array(text.utf8))
    #expect(bundle.certificate(under: "Web 1") == [1])
    #expect(bundle.octets == Array(text.utf8))
    bundle.put([3], under: "a")
    #expect(self.text(bundle.octets) == text.replacing(block([2]), with: block([3])))
    #expect(bundle.hasEntries(besides: "a"))
  }

  @Test("refuses text that it would not give back")
  func malformed() {
    for bad in ["-----BEGIN CERTIFICATE-----\nAAEC\n", "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n"] {
      #expect(throws: StoreProblem.malformed("it has a PEM block that cannot be read")) {
        try PEMBundle(Array(bad.utf8))
      }
    }
    let twice = "friendlyName: a\n\(block([1]))friendlyName: a\n\(block([2]))"
    #expect(throws: StoreProblem.malformed("the alias a stands twice in it")) { try PEMBundle(Array(twice.utf8)) }
  }

  @Test(
    "A change is made once, and never over something else",
    arguments: [
      // What is held, what may be replaced, what is wanted; then what is held afterwards, nil for a refusal.
      (held: nil, replaced: nil, wanted: [1], after: [1], isNew: true),
      (held: [1], replaced: nil, wanted: [1], after: [1], isNew: false),
      (held: [2], replaced: nil, wanted: [1], after: nil, isNew: false),
      (held: [2], replaced: [2], wanted: [1], after: [1], isNew: true),
      (held: nil, replaced: [2], wanted: [1], after: [1], isNew: true),
      (held: [3], replaced: [2], wanted: [1], after: nil, isNew: false),
      (held: [2], replaced: [2], wanted: nil, after: [], isNew: true),
      (held: nil, replaced: [2], wanted: nil, after: [], isNew: false),
      (held: [3], replaced: [2], wanted: nil, after: nil, isNew: false),
    ] as [(held: [UInt8]?, replaced: [UInt8]?, wanted: [UInt8]?, after: [UInt8]?, isNew: Bool)])
  func changes(
    _ row: (held: [UInt8]?, replaced: [UInt8]?, wanted: [UInt8]?, after: [UInt8]?, isNew: Bool)
  ) throws {
    var bundle = try PEMBundle([])
    if let held = row.held { bundle.put(held, under: "a") }
    let change = StoreChange(alias: "a", replaced: row.replaced, certificate: row.wanted)
    if let after = row.after {
      #expect(try bundle.apply(change) == row.isNew)
      #expect(bundle.certificate(under: "a") ?? [] == after)
    } else {
      #expect(throws: StoreProblem.otherEntry("a")) { try bundle.apply(change) }
      #expect(bundle.certificate(under: "a") == row.held)
    }
  }
}
