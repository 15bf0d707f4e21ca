/// The custom attributes of a certificate, kept so that its successors can have them too.
package struct CustomAttributes: Hashable, Sendable {
  package let certificate: UniqueID
  /// The member `customAttributes`, as JSON without braces.
  package let members: [UInt8]

  package init(certificate: UniqueID, members: [UInt8]) {
    self.certificate = certificate
    self.members = members
  }
}
