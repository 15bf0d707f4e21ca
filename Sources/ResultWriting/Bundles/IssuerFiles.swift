import Configuration
import DERCoding
package import PKIModel
package import RequestResolution

/// What certificate files need of their issuer, encoded once.
package struct IssuerFiles: Sendable {
  package let name: String
  /// The RA profiles' names, which details show.
  package let profileNames: [UniqueID: String]
  /// DER, the issuing CA's certificate first.
  let chain: [[UInt8]]
  /// The chain as PEM.
  let chainPEM: [UInt8]
  let issuerSerialNumber: SerialNumber

  package init(_ issuer: Issuer, profileNames: [UniqueID: String]) {
    name = issuer.authority.name
    self.profileNames = profileNames
    chain = issuer.chain.map(\.der)
    chainPEM = chain.flatMap { PEM.encode($0, label: "CERTIFICATE") }
    issuerSerialNumber = issuer.certificate.tbs.serialNumber
  }
}
