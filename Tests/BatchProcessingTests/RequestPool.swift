import TestSupport

/// Certificate requests that OpenSSL made; few of them serve many requests of a manifest.
struct RequestPool {
  /// Taken by `tls-server`.
  let good: [[UInt8]]
  /// Refused by `tls-server`: its subject is not listed.
  let foreignSubject: [UInt8]
  /// Its signature is not that of its key.
  let unproven: [UInt8]
  /// Certificates from elsewhere: of a site's authority but for the last; none without a site.
  let elsewhere: [[UInt8]]

  init(of site: BatchSite? = nil) throws {
    let tool = try OpenSSLTool()
    let kinds: [OpenSSLTool.KeyKind] = [.p256, .ed25519, .p384, .rsa2048]
    let keys = try kinds.map { try tool.newKey($0, named: $0 == .rsa2048 ? "rsa" : "key-\($0)") }
    good = try keys.enumerated().map { try tool.request(key: $1, subject: "/C=DE/O=Example/CN=host-\($0)") }
    foreignSubject = try tool.request(key: keys[0], subject: "/CN=a/title=Doctor")
    var broken = good[1]
    broken[broken.count - 1] ^= 1
    unproven = broken
    let others = try site.map { try OtherCertificates(of: $0, count: 2) }
    elsewhere = others.map { $0.signed + [$0.foreign] } ?? []
  }
}
