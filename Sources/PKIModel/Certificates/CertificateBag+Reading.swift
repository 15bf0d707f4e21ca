package import DERCoding

extension CertificateBag {
  /// What a bag holds, each structure as its own DER.
  package struct Contents: Hashable, Sendable {
    package let certificates: [[UInt8]]
    package let certificateLists: [[UInt8]]
  }

  /// Reads a bag (RFC 5652 5.1): signed content and signers are refused, since nobody here would verify them.
  ///
  /// The certificates may stand in any order, as the `openssl` command leaves them.
  package static func contents(der: [UInt8]) throws(DERError) -> Contents {
    var reader = DERReader(der)
    var outer = try reader.enter(.sequence)
    try reader.finish()
    let place = outer.position
    guard try outer.objectIdentifier() == .signedData else { throw DERError(.value, at: place) }
    var wrapper = try outer.enter(.contextConstructed(0))
    try outer.finish()
    var fields = try wrapper.enter(.sequence)
    try wrapper.finish()
    return try contents(&fields)
  }

  private static func contents(_ fields: inout DERReader) throws(DERError) -> Contents {
    let versionPlace = fields.position
    guard (1...5).contains(try fields.integer()) else { throw DERError(.value, at: versionPlace) }
    try fields.enter(.set).finish()
    var content = try fields.enter(.sequence)
    let contentPlace = content.position
    guard try content.objectIdentifier() == .data else { throw DERError(.value, at: contentPlace) }
    try content.finish()
    let certificates = try structures(.contextConstructed(0), &fields)
    let certificateLists = try structures(.contextConstructed(1), &fields)
    try fields.enter(.set).finish()
    try fields.finish()
    return Contents(certificates: certificates, certificateLists: certificateLists)
  }

  /// The elements of an optional IMPLICIT SET; attribute certificates and other choices are refused.
  private static func structures(_ tag: DERTag, _ fields: inout DERReader) throws(DERError) -> [[UInt8]] {
    guard let set = try fields.nextIf(tag) else { return [] }
    var elements = fields.window(set)
    var structures: [[UInt8]] = []
    while !elements.isAtEnd { structures.append(elements.copy(try elements.next(.sequence).whole)) }
    return structures
  }
}
