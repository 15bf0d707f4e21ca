import DocumentModel
package import PKIModel

/// An authority instance: the CA that certificates are issued by.
package struct Authority: Sendable {
  package let uuid: UniqueID
  package let name: String
  /// The home-relative path of the chain, PEM: the issuing CA's certificate first, the root's last.
  package let chainPath: String
  /// The home-relative path of the key, encrypted PKCS#8 PEM.
  package let keyPath: String
  /// Seconds from thisUpdate to nextUpdate of the authority's CRLs (RFC 5280 5.1.2.5).
  package let crlValiditySeconds: Int

  init?(_ node: DocumentNode, findings: FindingCollector) {
    var reader = ObjectReader(node, findings: findings)
    let uuid = reader.uniqueID("uuid")
    let name = reader.requiredString("name")
    let chain = reader.homePath("chain")
    var key = reader.required("key", reader.object("key"))
    let keyPath = key?.homePath("file")
    key?.finish()
    var crl = reader.object("crl")
    let hours = crl?.integer("validityHours", in: 1...87_600)
    crl?.finish()
    reader.finish()
    guard let uuid, let name, let chain, let keyPath else { return nil }
    self.uuid = uuid
    self.name = name
    chainPath = chain
    self.keyPath = keyPath
    crlValiditySeconds = (hours ?? 7 * 24) * 3600
  }
}
