import Foundation
import PKIModel

extension Work {
  /// One certificate from a program that starts, beside one from `openssl x509 -req` with the same encrypted key.
  static let starting = Work(
    name: "start",
    figures: [
      Figure(
        name: "start", title: "one request: more than openssl x509 -req", unit: .milliseconds, goal: .atMost(60))
    ], rounds: 15
  ) { workshop in
    let site = try workshop.site(.p256)
    let manifest = try workshop.manifest(1)
    let mill = try site.mill()
    let request = mill.path("request.pem")
    try Data(PEM.encode(try workshop.requests().request(0), label: "CERTIFICATE REQUEST"))
      .write(to: URL(fileURLWithPath: request))
    guard (try? MeasuredRun("openssl", ["version"])) != nil else {
      throw WorkUnavailable(reason: "there is no openssl command")
    }
    let theirs = try MeasuredRun(
      "openssl",
      [
        "x509", "-req", "-in", request, "-CA", site.chain, "-CAkey", site.key, "-passin", "file:\(site.passphraseFile)",
        "-days", "90", "-copy_extensions", "copy", "-out", mill.path("theirs.pem"),
      ])
    let ours = try mill.run(manifest, lanes: workshop.cores, bundles: "files")
    let check = OutputCheck(chain: mill.chain)
    try check.expect(1, inBundle: mill.path("theirs.pem"))
    try check.expect(1, inFolder: mill.path("out/certificates"), named: "certificate.cer")
    try mill.remove()
    return [(ours.seconds - theirs.seconds) * 1000]
  }
}
