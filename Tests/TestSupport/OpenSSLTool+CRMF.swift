extension OpenSSLTool {
  /// A CRMF request, DER, as `openssl cmp` makes it for a server that is no other than itself.
  ///
  /// - Parameter proof: 0 raVerified, 1 signature, 2 keyEncipherment, -1 none.
  package func requestMessage(
    key: String, subject: String, altNames: String? = nil, proof: Int = 1, options: [String] = []
  ) throws -> [UInt8] {
    let message = folder.file("message-\(subject.utf8.count)-\(proof).pkimsg")
    let arguments =
      ["cmp", "-config", "", "-cmd", "ir", "-use_mock_srv", "-unprotected_requests", "-srv_ref", "r", "-srv_secret"]
      + ["pass:s", "-ref", "r", "-secret", "pass:s", "-newkey", key, "-subject", subject, "-popo", String(proof)]
      + ["-reqout", message, "-certout", folder.file("none")]
    // The server refuses what is not protected; by then, the request is written.
    _ = try Command.run("openssl", arguments + (altNames.map { ["-sans", $0] } ?? []) + options)
    let structure = try run(["asn1parse", "-inform", "DER", "-in", message]).output
    // ir, [0] EXPLICIT, behind the header, to the end of the message.
    guard
      let line = structure.split(separator: "\n").first(where: { $0.contains(":d=1 ") && $0.contains("cont [ 0 ]") }),
      let start = Int(line.prefix { $0 != ":" }.drop { $0 == " " }),
      let header = line.firstRange(of: "hl=").flatMap({ Int(line[$0.upperBound...].prefix { $0.isNumber }) }),
      let octets = folder.contents("message-\(subject.utf8.count)-\(proof).pkimsg")
    else { throw Refusal(arguments: arguments, text: structure) }
    return Array(octets[(start + header)...])
  }
}
