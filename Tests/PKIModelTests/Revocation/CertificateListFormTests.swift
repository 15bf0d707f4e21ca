import DERCoding
import Testing

@testable import PKIModel

@Suite("The form of certificate revocation lists")
struct CertificateListFormTests {
  private func refusal(_ draft: ListDraft) -> DERError.Rule? {
    do {
      _ = try CertificateList(der: draft.der)
      return nil
    } catch {
      return error.rule
    }
  }

  @Test("that keep every rule are read")
  func whole() throws {
    let list = try CertificateList(der: ListDraft().der)
    #expect(list.number == [200])
    #expect(list.entries.map(\.serialNumber.magnitude) == [[5], [0x80]])
    #expect(list.entries.map(\.reasonCode) == [1, 0])
    #expect(list.signature == [1, 2, 3])
    #expect(Array(list.der[list.signedRange]) == ListDraft().signed)
  }

  @Test("of version 1 have neither nextUpdate nor extensions of any kind (RFC 5280 5.1.2.1)")
  func version1() throws {
    var draft = ListDraft(version: nil, nextUpdate: nil, entries: [ListDraft.entry([5])], extensions: nil)
    let list = try CertificateList(der: draft.der)
    #expect(list.version == 1 && list.nextUpdate == nil && list.number == nil)
    draft.extensions = [ListDraft.number([1])]
    #expect(refusal(draft) == .value)
    draft.extensions = nil
    draft.entries = [ListDraft.entry([5], [ListDraft.reason(1)])]
    #expect(refusal(draft) == .value)
  }

  @Test("name version 2 and no other", arguments: [0, 2, 3, -1])
  func version(value: Int) {
    #expect(refusal(ListDraft(version: value)) == .value)
  }

  @Test("leave an empty list out (RFC 5280 5.1.2.6)")
  func emptyList() throws {
    #expect(refusal(ListDraft(entries: [])) == .value)
    #expect(try CertificateList(der: ListDraft(entries: nil).der).entries.count == 0)
  }

  @Test(
    "have entries with a positive serial number of at most 20 octets (RFC 5280 4.1.2.2)",
    arguments: [[0x00], [0xFF], [0x01] + [UInt8](repeating: 0, count: 20)])
  func serialNumber(octets: [UInt8]) {
    #expect(refusal(ListDraft(entries: [ListDraft.entry(octets)])) == .value)
  }

  @Test("have entries with a reason of RFC 5280 5.3.1", arguments: [-1, 7, 11, 256])
  func reason(code: Int) {
    #expect(refusal(ListDraft(entries: [ListDraft.entry([5], [ListDraft.reason(code)])])) == .value)
  }

  @Test("have entries with times and dates of the right kind (RFC 5280 5.1.2.6, 5.3.2)")
  func times() throws {
    let early = try #require(UTCInstant("2049-12-31T23:59:59Z"))
    var generalized = DERWriter()
    generalized.sequence {
      $0.positiveInteger([5])
      $0.generalizedTime(early)
    }
    #expect(refusal(ListDraft(entries: [generalized.bytes])) == .time)
    let utc = CertificateExtension(.invalidityDate) { $0.time(early) }
    #expect(refusal(ListDraft(entries: [ListDraft.entry([5], [utc])])) == .unexpectedTag)
    let right = CertificateExtension(.invalidityDate) { $0.generalizedTime(early) }
    #expect(refusal(ListDraft(entries: [ListDraft.entry([5], [right])])) == nil)
  }

  @Test("have entries without anything behind a reason, and no extension twice")
  func entryExtensions() {
    let trailing = CertificateExtension(.reasonCode, value: [0x0A, 0x01, 0x01, 0x05, 0x00])
    #expect(refusal(ListDraft(entries: [ListDraft.entry([5], [trailing])])) == .trailingBytes)
    let twice = [ListDraft.reason(1), ListDraft.reason(1)]
    #expect(refusal(ListDraft(entries: [ListDraft.entry([5], twice)])) == .value)
    #expect(refusal(ListDraft(entries: [ListDraft.entry([5], [])])) == .value)
  }

  @Test(
    "have a number that is not negative and of at most 20 octets (RFC 5280 5.2.3)",
    arguments: [[0xFF], [0x01] + [UInt8](repeating: 0, count: 20)])
  func number(octets: [UInt8]) {
    #expect(refusal(ListDraft(extensions: [ListDraft.number(octets)])) == .value)
  }

  @Test("have an authority key identifier that is well formed")
  func authorityKeyIdentifier() {
    let malformed = CertificateExtension(.authorityKeyIdentifier, value: [0x04, 0x01, 0x01])
    #expect(refusal(ListDraft(extensions: [malformed])) == .value)
  }

  @Test("name the same algorithm inside and outside (RFC 5280 5.1.1.2)")
  func algorithms() {
    #expect(refusal(ListDraft(outerAlgorithm: KeyAlgorithm.p384.signatureAlgorithm)) == .value)
  }

  @Test("end where they end")
  func end() {
    let der = ListDraft().der
    #expect(throws: DERError(.trailingBytes, at: der.count)) { try CertificateList(der: der + [0]) }
    for length in 0..<der.count {
      #expect(throws: DERError.self, "\(length)") { try CertificateList(der: Array(der[..<length])) }
    }
  }

  @Test("with one octet changed are refused or read to the last entry")
  func changes() {
    let der = ListDraft().der
    for index in der.indices {
      for value in [0x00, 0x01, 0x30, 0x7F, 0x80, 0xFF] as [UInt8] {
        var changed = der
        changed[index] = value
        guard let list = try? CertificateList(der: changed) else { continue }
        #expect(Array(list.entries).count == list.entries.count)
      }
    }
  }
}

/// A CRL whose parts can be wrong.
private struct ListDraft {
  var version: Int? = 1
  var nextUpdate = UTCInstant("2026-03-04T00:00:00Z")
  var entries: [[UInt8]]? = [ListDraft.entry([5], [ListDraft.reason(1)]), ListDraft.entry([0x00, 0x80])]
  var extensions: [CertificateExtension]? = [.authorityKeyIdentifier([1, 2, 3, 4]), ListDraft.number([0x00, 200])]
  var outerAlgorithm = KeyAlgorithm.p256.signatureAlgorithm

  /// An entry with a serial number of these content octets.
  static func entry(_ serialNumber: [UInt8], _ extensions: [CertificateExtension]? = nil) -> [UInt8] {
    var writer = DERWriter()
    writer.sequence {
      $0.element(.integer, serialNumber)
      $0.time(UTCInstant(seconds: 1_770_000_000))
      if let extensions { $0.sequence { for one in extensions { one.write(to: &$0) } } }
    }
    return writer.bytes
  }

  static func reason(_ code: Int) -> CertificateExtension {
    CertificateExtension(.reasonCode) { $0.integer(code, .enumerated) }
  }

  static func number(_ octets: [UInt8]) -> CertificateExtension {
    CertificateExtension(.crlNumber) { $0.element(.integer, octets) }
  }

  var signed: [UInt8] {
    var writer = DERWriter()
    writer.sequence {
      if let version { $0.integer(version) }
      KeyAlgorithm.p256.signatureAlgorithm.write(to: &$0)
      $0.raw(DistinguishedName.empty.der)
      $0.time(UTCInstant(seconds: 1_770_000_000))
      if let nextUpdate { $0.time(nextUpdate) }
      if let entries { $0.element(.sequence, entries.flatMap { $0 }) }
      if let extensions {
        $0.constructed(.contextConstructed(0)) { $0.sequence { for one in extensions { one.write(to: &$0) } } }
      }
    }
    return writer.bytes
  }

  var der: [UInt8] { SignedStructure.der(signed: signed, algorithm: outerAlgorithm, signature: [1, 2, 3]) }
}
