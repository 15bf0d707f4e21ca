import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Command.isAvailable("make"))) struct MakeTests {
  @Test("make runs what has changed, and nothing else")
  func make() throws {
    let folder = try TemporaryFolder()
    #expect(try Command.run("cp", ["-a", Program.packaged("samples/make/."), folder.path]).status == 0)
    let arguments = ["-C", folder.path, "CERTMILL=\(Program.path)"]
    let first = try Command.run("make", ["-j4"] + arguments)
    #expect(first.status == 0, "\(first.errors)")
    let stamps = ["web.stamp", "plant.stamp", "vpn.stamp"]
    let times = try Snapshot.times(of: folder.file("out"))
    #expect(Set(stamps).isSubset(of: Set(times.keys)))
    let second = try Command.run("make", arguments)
    #expect(second.status == 0 && !second.output.contains("certmill") && !second.output.contains("sed"))
    #expect(try Snapshot.times(of: folder.file("out")) == times)
    try FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: folder.file("requests/web-1.csr"))
    let third = try Command.run("make", arguments)
    #expect(third.status == 0, "\(third.errors)")
    let after = try Snapshot.times(of: folder.file("out"))
    #expect(stamps.filter { after[$0] != times[$0] } == ["web.stamp"])
  }
}
