package import DERCoding

/// The extensions of RFC 5280 that certmill writes.
extension CertificateExtension {
  /// cA and path length (4.2.1.9); critical in a CA's certificate.
  package static func basicConstraints(isCA: Bool, pathLength: Int? = nil) -> CertificateExtension {
    CertificateExtension(.basicConstraints, isCritical: true) {
      $0.sequence {
        if isCA {
          $0.boolean(true)
          if let pathLength { $0.integer(pathLength) }
        }
      }
    }
  }

  /// The key identifier: the SHA-1 digest of the key's octets (4.2.1.2 method 1), which the caller computes.
  package static func subjectKeyIdentifier(_ identifier: [UInt8]) -> CertificateExtension {
    CertificateExtension(.subjectKeyIdentifier) { $0.element(.octetString, identifier) }
  }

  /// The issuer's key identifier (4.2.1.1).
  package static func authorityKeyIdentifier(_ identifier: [UInt8]) -> CertificateExtension {
    CertificateExtension(.authorityKeyIdentifier) {
      $0.sequence { $0.element(.contextPrimitive(0), identifier) }
    }
  }

  /// Subject alternative names (4.2.1.6); critical where the subject is empty.
  package static func subjectAltName(_ names: [GeneralName], isCritical: Bool) -> CertificateExtension {
    CertificateExtension(.subjectAltName, isCritical: isCritical) {
      $0.sequence { for name in names { name.write(to: &$0) } }
    }
  }

  /// One distribution point with all URIs (4.2.1.13).
  package static func crlDistributionPoints(_ uris: [String]) -> CertificateExtension {
    CertificateExtension(.crlDistributionPoints) {
      $0.sequence {
        $0.sequence {
          $0.constructed(.contextConstructed(0)) {
            $0.constructed(.contextConstructed(0)) {
              for uri in uris { GeneralName.uniformResourceIdentifier(uri).write(to: &$0) }
            }
          }
        }
      }
    }
  }

  /// Where OCSP responders and the issuer's certificate are (4.2.2.1).
  package static func authorityInfoAccess(ocsp: [String], caIssuers: [String]) -> CertificateExtension {
    CertificateExtension(.authorityInfoAccess) {
      $0.sequence {
        for (method, uri) in ocsp.map({ (OID.ocsp, $0) }) + caIssuers.map({ (OID.caIssuers, $0) }) {
          $0.sequence {
            method.write(to: &$0)
            GeneralName.uniformResourceIdentifier(uri).write(to: &$0)
          }
        }
      }
    }
  }

  /// Policies without qualifiers (4.2.1.4).
  package static func certificatePolicies(_ policies: [OID]) -> CertificateExtension {
    CertificateExtension(.certificatePolicies) {
      $0.sequence {
        for policy in policies { $0.sequence { policy.write(to: &$0) } }
      }
    }
  }
}

extension CertificateExtension {
  /// Whether the value of a basicConstraints extension says cA, and the path length; nil where it is not DER, as when
  /// the default FALSE is encoded (X.690 11.5).
  package var basicConstraints: (isCA: Bool, pathLength: Int?)? {
    var reader = DERReader(value)
    guard oid == .basicConstraints, var fields = try? reader.enter(.sequence), reader.isAtEnd else { return nil }
    guard fields.nextTag == .boolean else { return fields.isAtEnd ? (false, nil) : nil }
    guard let isCA = try? fields.boolean(), isCA else { return nil }
    guard !fields.isAtEnd else { return (true, nil) }
    guard let pathLength = try? fields.integer(), pathLength >= 0, fields.isAtEnd else { return nil }
    return (true, pathLength)
  }

  /// The names in a subjectAltName extension.
  package func generalNames() throws(DERError) -> [GeneralName] {
    var reader = DERReader(value)
    let names = try reader.generalNames()
    try reader.finish()
    return names
  }

  /// The octets of a subjectKeyIdentifier extension.
  package var keyIdentifier: [UInt8]? {
    var reader = DERReader(value)
    guard oid == .subjectKeyIdentifier, let element = try? reader.next(.octetString), reader.isAtEnd else { return nil }
    return reader.copy(element.contents)
  }
}
