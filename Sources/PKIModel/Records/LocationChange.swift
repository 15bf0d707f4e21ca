/// A certificate that stands in a location.
package struct LocationEntry: Hashable, Sendable {
  package let location: UniqueID
  /// The name that the certificate has there.
  package let alias: String
  package let certificate: UniqueID
  /// What it was put there with: ResponseAttributeDto[] of the API, as JSON.
  package let pushAttributes: [UInt8]

  package init(location: UniqueID, alias: String, certificate: UniqueID, pushAttributes: [UInt8]) {
    self.location = location
    self.alias = alias
    self.certificate = certificate
    self.pushAttributes = pushAttributes
  }
}

/// What is to become of an alias of a location: on record before the location is touched, taken off afterwards.
package struct LocationChange: Hashable, Sendable {
  package let location: UniqueID
  package let alias: String
  /// The certificate that stands there before; nil where none does.
  package let replaced: UniqueID?
  /// The certificate that is to stand there; nil where none is.
  package let certificate: UniqueID?
  /// Those of the entry; empty where there is to be none.
  package let pushAttributes: [UInt8]

  package init(
    location: UniqueID, alias: String, replaced: UniqueID? = nil, certificate: UniqueID? = nil,
    pushAttributes: [UInt8] = []
  ) {
    self.location = location
    self.alias = alias
    self.replaced = replaced
    self.certificate = certificate
    self.pushAttributes = pushAttributes
  }
}
