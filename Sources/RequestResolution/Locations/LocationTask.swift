import Configuration

/// What a request wants of locations.
enum LocationTask: Sendable {
  case push(CertificateTarget, into: Location, PushAttributes)
  case remove(CertificateTarget, from: Location)
  /// A page of all locations.
  case list(itemsPerPage: Int, page: Int)
}

/// What a certificate is put into a location with.
struct PushAttributes: Sendable {
  let alias: String
  /// ResponseAttributeDto[] of the API, as JSON.
  let json: [UInt8]
}
