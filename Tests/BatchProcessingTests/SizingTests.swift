import PKIModel
import Testing

@testable import BatchProcessing

@Suite("What runs of some sizes will take")
struct SizingTests {
  /// One pair takes a millisecond, so that times are easy to foresee.
  private let model = SizingModel(
    cores: 4, pairSeconds: 0.001,
    overhead: MeasuredOverhead(
      lanePairs: 2, orderPairs: 1, startSeconds: 0.5, folderPairs: 8, memoryOctets: 1000, memoryOctetsPerLane: 10))

  private func speed(_ rate: Double, lanes: Int, request: KeyAlgorithm = .p256) -> MeasuredSpeed {
    MeasuredSpeed(authorityKey: .p256, requestKey: request, lanes: lanes, requestsPerSecond: rate)
  }

  @Test(
    "is the start, and for each request what is slowest",
    arguments: [
      // lanes, requests a second by OpenSSL alone, requests, seconds
      (1, 1000.0, 10_000, 0.5 + 10_000 * 0.003),  // one lane: 1 ms OpenSSL's, 2 ms its own
      (2, 2000.0, 10_000, 0.5 + 10_000 * 0.0015),  // two lanes halve both
      (3, 10_000.0, 10_000, 0.5 + 10_000 * 0.001),  // the ordering thread cannot go faster
      (4, 4000.0, 10_000, 0.5 + 10_000 * 0.001),  // no core left for it: a quarter of 1 + 2 + 1 ms
      (8, 4000.0, 10_000, 0.5 + 10_000 * 0.001),  // more lanes than cores bring nothing
      (1, 1000.0, 999, 0.5 + 999 * 0.011),  // a folder for each certificate
    ])
  func seconds(lanes: Int, rate: Double, requests: Int, seconds: Double) {
    #expect(abs(model.sizing(requests, speed(rate, lanes: lanes)).seconds - seconds) < 1e-9)
  }

  @Test("disk grows with the requests and their keys, memory with the lanes alone")
  func diskAndMemory() {
    let small = model.sizing(10_000, speed(1000, lanes: 1))
    let large = model.sizing(1_000_000, speed(1000, lanes: 1))
    let rsa = model.sizing(10_000, speed(1000, lanes: 3, request: .rsa4096))
    #expect(large.ledgerOctets == 100 * small.ledgerOctets)
    #expect(large.outputOctets == 100 * small.outputOctets)
    #expect(large.memoryOctets == small.memoryOctets)
    #expect(rsa.ledgerOctets > small.ledgerOctets)
    #expect(rsa.outputOctets > small.outputOctets)
    #expect((small.memoryOctets, rsa.memoryOctets) == (1010, 1030))
  }

  @Test("the table has a line for each speed and size, its columns one below the other")
  func table() throws {
    let estimate = SizingEstimate(
      [speed(1000, lanes: 1), speed(2000, lanes: 2, request: .rsa2048)], requestCounts: [1000, 1_000_000], cores: 2,
      pairsPerSecond: 20_000)
    #expect(estimate.sizings.map(\.requestCount) == [1000, 1_000_000, 1000, 1_000_000])
    #expect(estimate.sizings.map(\.requestKey) == [.p256, .p256, .rsa2048, .rsa2048])
    let table = Array(estimate.lines.prefix(5))
    #expect(table.first?.hasPrefix("CA key  request key  lanes") == true)
    #expect(Set(table.map(\.count)).count == 1)
    #expect(estimate.lines.joined().contains("estimates"))
  }

  @Test(
    "times and sizes are as long as they need to be",
    arguments: [
      (0.25, "0.3 s"), (9.94, "9.9 s"), (61.0, "61 s"), (119.4, "119 s"), (150.0, "3 min"), (7_140.0, "119 min"),
      (7_260.0, "2 h 1 min"),
    ])
  func time(seconds: Double, text: String) {
    #expect(SizingEstimate.time(seconds) == text)
  }

  @Test(
    "sizes are in MB up to ten thousand of them",
    arguments: [(1_340_000, "1.3 MB"), (96_000_000, "96 MB"), (9_999_400_000, "9999 MB"), (21_500_000_000, "22 GB")])
  func size(octets: Int, text: String) {
    #expect(SizingEstimate.size(octets) == text)
  }

  @Test("the size of a certificate is about that of a real one")
  func certificateSize() {
    // Measured: a certificate of `certmill-bench` under a P-256 and under an RSA-4096 authority.
    #expect(abs(KeyAlgorithm.p256.certificateOctets(authority: .p256) - 533) < 20)
    #expect(abs(KeyAlgorithm.p256.certificateOctets(authority: .rsa4096) - 980) < 30)
  }

  @Test("a home is asked for the kinds of its authorities' keys")
  func authorityKeys() throws {
    #expect(try BatchSite().home().authorityKeys() == [.ed25519])
  }
}
