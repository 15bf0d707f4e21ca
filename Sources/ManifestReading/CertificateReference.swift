import Diagnostics
package import DocumentModel
package import PKIModel

/// How a request names a certificate.
package enum CertificateReference: Hashable, Sendable {
  case uuid(UniqueID)
  /// The serial number and the issuer's name, in the text form of RFC 4514.
  case serialNumber(SerialNumber, issuerDN: String)
  /// SHA-256 of the DER.
  case fingerprint([UInt8])
  /// A certificate file beside the manifest.
  case file(String)
  /// The certificate that another request of the batch made.
  case request(String)

  /// Reads a reference; what is wrong with it becomes a finding.
  package init?(_ node: DocumentNode, findings: FindingCollector) {
    guard let text = node.string else {
      self.init(object: node, findings)
      return
    }
    guard let reference = CertificateReference(text: text) else {
      findings.add(
        .memberValue, at: node, "Invalid UUID string: \(text)", fix: "give a UUID, or @ and the id of a request")
      return nil
    }
    self = reference
  }

  /// From `@` and a request's id, or a UUID.
  init?(text: String) {
    if let id = RequestID.referenced(by: text) {
      self = .request(id)
    } else if let uuid = UniqueID(text) {
      self = .uuid(uuid)
    } else {
      return nil
    }
  }

  private init?(object node: DocumentNode, _ findings: FindingCollector) {
    let before = findings.findings.count
    var reader = ObjectReader(node, findings: findings)
    let serial = reader.string("serialNumber")
    let issuer = reader.string("issuerDn")
    let fingerprint = reader.string("fingerprint")
    let file = reader.string("file")
    reader.finish()
    guard findings.findings.count == before else { return nil }
    switch (serial, issuer, fingerprint, file) {
    case (let serial?, let issuer?, nil, nil):
      guard let number = SerialNumberText.read(serial, at: reader.pointer("serialNumber"), findings) else { return nil }
      self = .serialNumber(number, issuerDN: issuer)
    case (nil, nil, let text?, nil):
      guard let octets = Hex.decode(text) ?? SerialNumberText.groups(text), octets.count == 32 else {
        findings.add(
          .memberValue, at: node, "\"\(text)\" is not a SHA-256 fingerprint", fix: "write 64 hexadecimal digits")
        return nil
      }
      self = .fingerprint(octets)
    case (nil, nil, nil, let file?): self = .file(file)
    default:
      findings.add(
        .memberValue, at: node, "the reference does not name one certificate",
        fix: "give serialNumber and issuerDn, or fingerprint, or file")
      return nil
    }
  }
}

/// Serial numbers as people write them.
package enum SerialNumberText {
  /// From `0x…`, `aa:bb:…` or `dec:…`; bare digits could mean two numbers and are refused.
  ///
  /// - Parameter isHexadecimal: The API's own members hold hexadecimal digits without a prefix.
  package static func read(
    _ text: String, isHexadecimal: Bool = false, at pointer: String, _ findings: FindingCollector
  ) -> SerialNumber? {
    let magnitude: [UInt8]?
    if text.hasPrefix("dec:") {
      magnitude = decimal(text.dropFirst(4))
    } else if text.hasPrefix("0x") || text.hasPrefix("0X") {
      magnitude = hexadecimal(text.dropFirst(2))
    } else if text.contains(":") {
      magnitude = groups(text)
    } else if isHexadecimal || text.contains(where: { $0.isLetter }) {
      magnitude = hexadecimal(text[...])
    } else {
      findings.add(
        Finding(
          .serialNumberAmbiguous, at: pointer, "serial number \(text) could be decimal or hexadecimal",
          fix: "write 0x\(text) or dec:\(text)"))
      return nil
    }
    if let serial = magnitude.flatMap(SerialNumber.init(magnitude:)) { return serial }
    findings.add(
      Finding(
        .memberValue, at: pointer, "\"\(text)\" is not a serial number", fix: "write 0x…, aa:bb:… or dec:…"))
    return nil
  }

  /// The octets of `aa:bb:…`, or of longer groups of whole octets, as `show` prints them.
  static func groups(_ text: String) -> [UInt8]? {
    let groups = text.split(separator: ":", omittingEmptySubsequences: false)
    return groups.allSatisfy({ !$0.isEmpty && $0.utf8.count.isMultiple(of: 2) }) ? Hex.decode(groups.joined()) : nil
  }

  private static func hexadecimal(_ digits: Substring) -> [UInt8]? {
    digits.isEmpty ? nil : Hex.decode(digits.count.isMultiple(of: 2) ? String(digits) : "0" + digits)
  }

  private static func decimal(_ digits: Substring) -> [UInt8]? {
    guard (1...50).contains(digits.utf8.count) else { return nil }
    var magnitude: [UInt8] = []
    for digit in digits.utf8 {
      guard (0x30...0x39).contains(digit) else { return nil }
      var carry = Int(digit - 0x30)
      for index in magnitude.indices.reversed() {
        carry += Int(magnitude[index]) * 10
        magnitude[index] = UInt8(carry & 0xFF)
        carry >>= 8
      }
      if carry > 0 { magnitude.insert(UInt8(carry), at: 0) }
    }
    return magnitude
  }
}
