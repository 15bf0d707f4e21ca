import Foundation
import TestSupport
import Testing

@testable import PKIModel

@Suite("UUIDs")
struct UniqueIDTests {
  @Test("are read in either case and printed in lower case")
  func text() throws {
    let id = try #require(UniqueID("0B378474-ebe9-4A17-9d3d-0577EB16AA34"))
    #expect(id.description == "0b378474-ebe9-4a17-9d3d-0577eb16aa34")
    #expect(id.octets.first == 0x0B && id.octets.last == 0x34 && id.octets.count == 16)
  }

  @Test("are printed as Foundation prints them")
  func printed() {
    for _ in 0..<1000 {
      let id = UUID()
      let octets = withUnsafeBytes(of: id.uuid) { Array($0) }
      #expect(UniqueID(octets: octets)?.description == id.uuidString.lowercased())
    }
  }

  @Test(
    "are not read from other text",
    arguments: [
      "", "0b378474ebe94a179d3d0577eb16aa34", "{0b378474-ebe9-4a17-9d3d-0577eb16aa34}",
      "urn:uuid:0b378474-ebe9-4a17-9d3d-0577eb16aa34", "0b378474-ebe9-4a17-9d3d-0577eb16aa3",
      "0b378474-ebe9-4a17-9d3d-0577eb16aa345", "0b37847-4ebe9-4a17-9d3d-0577eb16aa34",
      "0b378474-ebe9-4a17-9d3d-0577eb16aa3g", "0b378474-ebe9-4a17-9d3d0577eb16aa34-",
      // The sample of the API's documents has nine digits in its first group.
      "166b5cf52-63f2-11ec-90d6-0242ac120003", "7b55ge1c-63f2-11ec-90d6-0242ac120003",
      "0b378474-ebe9-4a17-9d3d-0577eb16aa3é", " 0b378474-ebe9-4a17-9d3d-0577eb16aa34",
    ])
  func refusedText(text: String) {
    #expect(UniqueID(text) == nil)
  }

  @Test("have exactly 16 octets", arguments: [0, 15, 16, 17])
  func octets(count: Int) {
    #expect((UniqueID(octets: [UInt8](repeating: 7, count: count)) != nil) == (count == 16))
  }

  @Test(
    "of certificates are of version 8 and variant 10 (RFC 9562 5.8), begin like the serial number, and keep the digest")
  func certificate() throws {
    let serial = try #require(SerialNumber(magnitude: [0x41, 0x42, 0x43, 0x44, 0x45]))
    #expect(UniqueID(ofCertificate: serial, digest: [UInt8](repeating: 0, count: 11)) == nil)
    let low = try #require(UniqueID(ofCertificate: serial, digest: [UInt8](repeating: 0x00, count: 32)))
    #expect(low.description == "41424344-0000-8000-8000-000000000000")
    let high = try #require(UniqueID(ofCertificate: serial, digest: [UInt8](repeating: 0xFF, count: 32)))
    #expect(high.description == "41424344-ffff-8fff-bfff-ffffffffffff")
    let short = try #require(SerialNumber(magnitude: [0x01]))
    #expect(
      UniqueID(ofCertificate: short, digest: [UInt8](repeating: 0, count: 12))?.description
        == "00000001-0000-8000-8000-000000000000")
  }

  @Test("of random octets are of version 4 and keep all other bits")
  func random() throws {
    #expect(UniqueID(random: [UInt8](repeating: 0, count: 15)) == nil)
    #expect(UniqueID(random: [UInt8](repeating: 0, count: 16))?.description == "00000000-0000-4000-8000-000000000000")
    #expect(
      UniqueID(random: [UInt8](repeating: 0xFF, count: 16))?.description == "ffffffff-ffff-4fff-bfff-ffffffffffff")
  }

  @Test("agree with Foundation", arguments: 0..<5)
  func foundation(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    for _ in 0..<100 {
      let id = try #require(UniqueID(octets: random.octets(16)))
      #expect(UUID(uuidString: id.description)?.uuidString.lowercased() == id.description, "seed \(seed)")
      #expect(UniqueID(id.description) == id, "seed \(seed)")
    }
  }
}
