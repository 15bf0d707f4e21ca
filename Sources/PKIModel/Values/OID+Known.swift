extension OID {
  // Extensions (RFC 5280 4.2).
  package static let subjectKeyIdentifier = OID(2, 5, 29, 14)
  package static let keyUsage = OID(2, 5, 29, 15)
  package static let subjectAltName = OID(2, 5, 29, 17)
  package static let basicConstraints = OID(2, 5, 29, 19)
  package static let crlNumber = OID(2, 5, 29, 20)
  package static let reasonCode = OID(2, 5, 29, 21)
  package static let invalidityDate = OID(2, 5, 29, 24)
  package static let crlDistributionPoints = OID(2, 5, 29, 31)
  package static let certificatePolicies = OID(2, 5, 29, 32)
  package static let authorityKeyIdentifier = OID(2, 5, 29, 35)
  package static let extendedKeyUsage = OID(2, 5, 29, 37)
  package static let authorityInfoAccess = OID(1, 3, 6, 1, 5, 5, 7, 1, 1)

  // Access methods (RFC 5280 4.2.2.1).
  package static let ocsp = OID(1, 3, 6, 1, 5, 5, 7, 48, 1)
  package static let caIssuers = OID(1, 3, 6, 1, 5, 5, 7, 48, 2)

  // PKCS#10 attributes (RFC 2985 5.4).
  package static let extensionRequest = OID(1, 2, 840, 113549, 1, 9, 14)
  package static let microsoftExtensionRequest = OID(1, 3, 6, 1, 4, 1, 311, 2, 1, 14)
  package static let challengePassword = OID(1, 2, 840, 113549, 1, 9, 7)

  // PKCS#7 (RFC 5652 4, 5.1).
  package static let signedData = OID(1, 2, 840, 113549, 1, 7, 2)
  package static let data = OID(1, 2, 840, 113549, 1, 7, 1)

  // Keys (RFC 3279, 5480, 8410).
  package static let rsaEncryption = OID(1, 2, 840, 113549, 1, 1, 1)
  package static let rsassaPSS = OID(1, 2, 840, 113549, 1, 1, 10)
  package static let ecPublicKey = OID(1, 2, 840, 10045, 2, 1)
  package static let ed25519 = OID(1, 3, 101, 112)
  package static let ed448 = OID(1, 3, 101, 113)

  // Signatures (RFC 4055, 5758).
  package static let sha256WithRSA = OID(1, 2, 840, 113549, 1, 1, 11)
  package static let sha384WithRSA = OID(1, 2, 840, 113549, 1, 1, 12)
  package static let sha512WithRSA = OID(1, 2, 840, 113549, 1, 1, 13)
  package static let ecdsaWithSHA256 = OID(1, 2, 840, 10045, 4, 3, 2)
  package static let ecdsaWithSHA384 = OID(1, 2, 840, 10045, 4, 3, 3)
  package static let ecdsaWithSHA512 = OID(1, 2, 840, 10045, 4, 3, 4)
  package static let sha3256WithRSA = OID(2, 16, 840, 1, 101, 3, 4, 3, 14)
  package static let sha3384WithRSA = OID(2, 16, 840, 1, 101, 3, 4, 3, 15)
  package static let sha3512WithRSA = OID(2, 16, 840, 1, 101, 3, 4, 3, 16)

  // otherName of Microsoft user principal names.
  package static let userPrincipalName = OID(1, 3, 6, 1, 4, 1, 311, 20, 2, 3)
}
