import Foundation
import PKIModel

/// A large batch that was issued and lies in its home, with its output.
final class FinishedBatch {
  let mill: Mill
  let issuing: MeasuredRun
  let count: Int
  private let lanes: Int
  private let manifest: String
  private var uuids: ArraySlice<String>
  /// How many of its certificates were revoked.
  private(set) var revokedCount = 0

  /// Issues on all cores and verifies each certificate.
  init(issuing count: Int, in workshop: Workshop) throws {
    self.count = count
    lanes = workshop.cores
    manifest = try workshop.manifest(count)
    mill = try workshop.site(.p256).mill()
    issuing = try mill.run(manifest, lanes: lanes)
    try OutputCheck(chain: mill.chain).expect(count, inBundle: mill.path("out/bundles/certificates.pem"))
    uuids = try ResultLines.certificateUUIDs(in: mill.path("out/results.jsonl"))[...]
    guard uuids.count == count else { throw BenchProblem("\(uuids.count) results name a certificate, not \(count)") }
  }

  /// Runs the same manifest again; it finds everything done.
  func runAgain() throws -> MeasuredRun { try mill.run(manifest, lanes: lanes) }

  /// Revokes the next certificates of the batch; fewer where it has not that many left.
  ///
  /// - Parameter together: How many each request revokes: one by revokeCertificate, more by bulkRevoke.
  /// - Returns: The run, and how many it revoked.
  func revoke(_ wanted: Int, together: Int = 1) throws -> (run: MeasuredRun, count: Int) {
    let chosen = uuids.prefix(wanted)
    let name = "revoke-\(revokedCount)"
    let path = mill.path(name + ".jsonl")
    var text = #"{"manifestVersion":1,"batchId":"\#(name)","defaults":{"raProfileName":"device"}}"# + "\n"
    for start in stride(from: chosen.startIndex, to: chosen.endIndex, by: together) {
      text += FinishedBatch.revocation(of: chosen[start...].prefix(together), id: "r-\(start)") + "\n"
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let run = try mill.run(path, out: name, lanes: lanes)
    uuids = uuids.dropFirst(chosen.count)
    revokedCount += chosen.count
    try OutputCheck(chain: mill.chain).expect(revokedCount, inList: mill.path(name + "/crl/issuing-ca.crl"))
    return (run, chosen.count)
  }

  private static func revocation(of uuids: ArraySlice<String>, id: String) -> String {
    let terms = #""reason":"keyCompromise","attributes":[]"#
    if uuids.count == 1, let uuid = uuids.first {
      return
        #"{"id":"\#(id)","operation":"revokeCertificate","certificateUuid":"\#(uuid)","body":{\#(terms)}}"#
    }
    let names = uuids.map { "\"\($0)\"" }.joined(separator: ",")
    return #"{"id":"\#(id)","operation":"bulkRevoke","body":{"certificateUuids":[\#(names)],\#(terms)}}"#
  }
}
