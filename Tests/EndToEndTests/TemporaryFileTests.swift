import Foundation
import TestSupport
import Testing

/// The ledger's library would write pages of the ledger to files in /var/tmp, or where `SQLITE_TMPDIR` says; a folder
/// whose time of change is an old one tells whether any file was made there.
@Suite(.enabled(if: OpenSSLTool.isAvailable)) struct TemporaryFileTests {
  @Test("A run keeps nothing of the ledger in temporary files, and neither does a run of it again")
  func nothingOutside() throws {
    let site = try Site()
    let manifest = try site.manifest(MeterManifest.text(count: 1000, batch: "meters"), named: "meters.jsonl")
    let outside = try TemporaryFolder()
    let longAgo = Date(timeIntervalSince1970: 1_000_000_000)
    try FileManager.default.setAttributes([.modificationDate: longAgo], ofItemAtPath: outside.path)
    for out in ["out", "again"] {
      let run = try Command.run(
        Program.path, site.runArguments(manifest, out: out), environment: ["SQLITE_TMPDIR": outside.path])
      #expect(run.status == 0, "\(run.errors)")
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: outside.path)
    #expect(attributes[.modificationDate] as? Date == longAgo)
  }
}
