import DERCoding
import PKIModel

/// The structures that can be described, told apart by what they consist of.
enum StructureKind: CaseIterable, Sendable {
  case certificate
  case request
  case certificateList
  case bag

  /// What people call one.
  var name: String {
    switch self {
    case .certificate: "certificate"
    case .request: "certificate request"
    case .certificateList: "certificate revocation list"
    case .bag: "PKCS#7 bag of certificates"
    }
  }

  /// The kind that a PEM label names (RFC 7468); nil for keys and other things that are not shown.
  init?(label: String) {
    switch label {
    case "CERTIFICATE", "X509 CERTIFICATE": self = .certificate
    case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST": self = .request
    case "X509 CRL", "CRL": self = .certificateList
    case "PKCS7", "CMS": self = .bag
    default: return nil
    }
  }

  /// The kind that octets look like; whether they are one is for its reader to say.
  init?(der: [UInt8]) {
    var reader = DERReader(der)
    guard var fields = try? reader.enter(.sequence) else { return nil }
    if fields.nextTag == .objectIdentifier {
      self = .bag
      return
    }
    if RequestFormat(der: der) == .crmf {
      self = .request
      return
    }
    guard var signed = try? fields.enter(.sequence) else { return nil }
    var tags: [DERTag] = []
    while tags.count < 4, let element = try? signed.next() { tags.append(element.tag) }
    switch tags {
    // Version [0], of certificates only.
    case _ where tags.first == .contextConstructed(0): self = .certificate
    // Version 1 of a CRL has no version.
    case _ where tags.first == .sequence: self = .certificateList
    // Version, name, key, attributes [0].
    case [.integer, .sequence, .sequence, .contextConstructed(0)], [.integer, .sequence, .sequence]: self = .request
    // Version, algorithm, issuer, thisUpdate.
    case [.integer, .sequence, .sequence, .utcTime], [.integer, .sequence, .sequence, .generalizedTime]:
      self = .certificateList
    // Serial number, algorithm, issuer, validity: a certificate of version 1.
    case [.integer, .sequence, .sequence, .sequence]: self = .certificate
    default: return nil
    }
  }
}
