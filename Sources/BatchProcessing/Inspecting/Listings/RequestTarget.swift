import DocumentModel
import ManifestReading
import PKIModel

/// What a request of a manifest is about, in a few words.
enum RequestTarget {
  /// The subject that is asked for, the certificate, the location, the key or the end entity; empty where a request names
  /// nothing.
  static func text(_ envelope: Envelope) -> String {
    let reason = envelope.body?.member("reason")?.string
    return [
      envelope.certificate.map(text), envelope.locationUuid.map { "location \($0)" }, certificates(envelope),
      subject(envelope), key(envelope), endEntity(envelope), reason.map { "reason \($0)" },
    ].compactMap { $0 }.joined(separator: ", ")
  }

  private static func text(_ reference: CertificateReference) -> String {
    switch reference {
    case .uuid(let uuid): "certificate \(uuid)"
    case .serialNumber(let serial, let issuer): "certificate \(serial) of \(issuer)"
    case .fingerprint(let digest): "certificate \(Hex.encode(Array(digest.prefix(8))))…"
    case .file(let name): "certificate in \(name)"
    case .request(let id): "certificate of @\(id)"
    }
  }

  private static func subject(_ envelope: Envelope) -> String? {
    if let file = envelope.requestFile {
      return envelope.operation == .uploadCertificate ? "certificate in \(file)" : "request in \(file)"
    }
    guard let text = envelope.body?.member("request")?.string ?? envelope.body?.member("pkcs10")?.string,
      !text.isEmpty
    else { return nil }
    guard let der = WrappedRequest.der(text), let request = CertificateRequest(der: der) else {
      return "a request that cannot be read"
    }
    return request.subject.isEmpty ? "empty subject" : request.subject.description
  }

  /// The certificates of a bulk revocation.
  private static func certificates(_ envelope: Envelope) -> String? {
    guard envelope.operation == .bulkRevoke, let body = envelope.body else { return nil }
    if let names = body.member("certificateUuids")?.elements { return "\(Array(names).count) certificates" }
    return "certificates by filters"
  }

  private static func key(_ envelope: Envelope) -> String? {
    switch envelope.key ?? envelope.body?.member("keyUuid")?.string.flatMap(KeyReference.init) {
    case .uuid(let uuid): "key \(uuid)"
    case .request(let id): "key of @\(id)"
    case nil: nil
    }
  }

  private static func endEntity(_ envelope: Envelope) -> String? {
    (envelope.username ?? envelope.body?.member("username")?.string).map { "end entity \($0)" }
  }
}

/// A certificate request inside a text: base64 of DER, PEM, or base64 of PEM.
enum WrappedRequest {
  /// The DER; nil where the text is something else.
  static func der(_ text: String) -> [UInt8]? {
    let octets = Array(text.utf8)
    if PEM.isPresent(in: octets) { return block(octets) }
    return Base64.decode(octets).flatMap { PEM.isPresent(in: $0) ? block($0) : $0 }
  }

  private static func block(_ text: [UInt8]) -> [UInt8]? {
    var blocks = PEMBlocks(text)
    return try? blocks.next()?.octets()
  }
}
