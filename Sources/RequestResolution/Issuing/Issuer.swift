package import Configuration
import DERCoding
import Diagnostics
package import PKIModel

/// An authority together with its certificates: all that a certificate needs of its issuer but the key.
package final class Issuer: Sendable {
  package let authority: Authority
  /// The issuing CA's certificate first, the root's last (domain of caCertificates in the API).
  package let chain: [Certificate]
  package let certificate: Certificate
  package let keyIdentifier: [UInt8]
  /// How the authority's key signs.
  package let signatureAlgorithm: AlgorithmIdentifier

  /// Checks that the first certificate is one that can issue (RFC 5280 4.2.1.3, 4.2.1.9).
  ///
  /// - Parameter chain: DER, the issuing CA's first.
  package init(
    authority: Authority, chain: [[UInt8]], cryptography: any RequestCryptography
  ) throws(IssuerProblem) {
    var certificates: [Certificate] = []
    for der in chain {
      do { certificates.append(try Certificate(der: der)) } catch {
        throw IssuerProblem(text: "a certificate of its chain cannot be read: \(error.text)")
      }
    }
    guard let certificate = certificates.first else { throw IssuerProblem(text: "its chain is empty") }
    guard certificate.tbs.isCA else { throw IssuerProblem(text: "its certificate is not one of a CA") }
    let usage = certificate.tbs.keyUsage ?? [.keyCertSign, .cRLSign]
    guard usage.isSuperset(of: [.keyCertSign, .cRLSign]) else {
      throw IssuerProblem(text: "its certificate does not allow keyCertSign and cRLSign")
    }
    guard let algorithm = certificate.tbs.publicKey.signingAlgorithm else {
      throw IssuerProblem(text: "certmill cannot sign with a key of its kind")
    }
    for (child, parent) in zip(certificates, certificates.dropFirst())
    where child.tbs.issuer.der != parent.tbs.subject.der {
      throw IssuerProblem(text: "its chain is not in order: each certificate must be issued by the next one")
    }
    self.authority = authority
    self.chain = certificates
    self.certificate = certificate
    keyIdentifier =
      certificate.tbs.subjectKeyIdentifier ?? cryptography.keyIdentifier(of: certificate.tbs.publicKey)
    signatureAlgorithm = algorithm
  }

  /// What keeps the authority from issuing at a moment; nil where nothing does.
  func problem(at now: UTCInstant) -> String? {
    let validity = certificate.tbs.validity
    if now < validity.notBefore {
      return "the CA certificate is not valid before \(validity.notBefore), and the clock says \(now)"
    }
    if validity.notAfter < now { return "the CA certificate expired at \(validity.notAfter)" }
    return nil
  }
}

/// Why an authority cannot issue.
package struct IssuerProblem: Error, Hashable, Sendable {
  /// For people, to follow the authority's name.
  package let text: String

  package init(text: String) { self.text = text }
}
