import Foundation
import TestSupport
import Testing

@Suite struct EstimateTests {
  private struct Answer: Decodable {
    struct Speed: Decodable {
      let authorityKey: String
      let requestKey: String
      let lanes: Int
      let operationsPerSecond: Int
    }

    struct Estimate: Decodable {
      let authorityKey: String
      let requestKey: String
      let lanes: Int
      let requests: Int
      let milliseconds: Int
      let ledgerOctets: Int
      let outputOctets: Int
      let memoryOctets: Int
    }

    let isEstimate: Bool
    let measured: [Speed]
    let estimates: [Estimate]
  }

  private func answer(_ arguments: [String]) throws -> Answer {
    let run = try Program.run(["estimate", "--json"] + arguments)
    try #require(run.status == 0, "\(run.errors)")
    return try JSONDecoder().decode(Answer.self, from: Data(run.stdout))
  }

  @Test("Each combination of keys, lanes and requests gets an estimate that follows from what was measured")
  func combinations() throws {
    let answer = try answer([
      "--algorithm", "p256", "--algorithm", "ed25519", "--request-key", "p384", "--lanes", "1", "--lanes", "2",
      "--requests", "100", "--requests", "5000",
    ])
    #expect(answer.isEstimate)
    #expect(
      answer.measured.map { "\($0.authorityKey) \($0.requestKey) \($0.lanes)" }
        == ["p256 p384 1", "p256 p384 2", "ed25519 p384 1", "ed25519 p384 2"])
    #expect(answer.measured.allSatisfy { $0.operationsPerSecond > 0 })
    #expect(answer.estimates.map(\.requests) == [100, 5000, 100, 5000, 100, 5000, 100, 5000])
    for pair in zip(answer.measured.flatMap { [$0, $0] }, answer.estimates) {
      #expect(pair.1.milliseconds > pair.1.requests * 1000 / pair.0.operationsPerSecond)
      #expect(pair.1.ledgerOctets > 0 && pair.1.outputOctets > 0 && pair.1.memoryOctets > 0)
    }
  }

  @Test("A home's authority decides the key; nothing of the home is opened or changed")
  func home() throws {
    let site = try Site()
    try FileManager.default.removeItem(atPath: site.home + "/keys/issuing-ca.pem")
    let before = try Snapshot.contents(of: site.home)
    let run = try Program.run(["estimate", "--home", site.home, "--request-key", "p256"])
    #expect(run.status == 0)
    #expect(run.output.contains("p256"))
    #expect(run.output.contains("1000000"))
    #expect(run.output.contains("These are estimates"))
    #expect(try Snapshot.contents(of: site.home) == before)
  }

  @Test(
    "What cannot be estimated is a usage error",
    arguments: [
      [], ["--algorithm", "rsa-1024"], ["--algorithm", "p256", "--home", "home"],
      ["--algorithm", "p256", "--requests", "0"], ["--algorithm", "p256", "--lanes", "257"],
    ])
  func usage(arguments: [String]) throws {
    #expect(try Program.run(["estimate"] + arguments).status == 2)
  }
}
