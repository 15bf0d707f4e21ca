extension OperationPath {
  /// From a path that is not one of the client operations: of the certificate inventory, an authority's chain and CRL,
  /// keys and tokens, locations.
  ///
  /// - Parameter parts: the path's, without the prefix `api`.
  init?(neighbour method: String, _ parts: [String]) {
    switch (method, parts.count, parts.first, parts.dropFirst().first) {
    case ("POST", 2, "v1", "certificates"): operation = .listCertificates
    case ("POST", 3, "v1", "certificates") where parts[2] == "create": operation = .submitCertificateRequest
    case ("POST", 3, "v1", "certificates") where parts[2] == "upload": operation = .uploadCertificate
    case ("PATCH", 3, "v1", "certificates"):
      operation = .identifyCertificate
      certificateUuid = parts[2]
    case ("GET", 3, "v1", "certificates") where parts[2] != "create" && parts[2] != "upload":
      operation = .getCertificate
      certificateUuid = parts[2]
    case ("GET", 4, "v1", "certificates") where parts[3] == "history":
      operation = .getCertificateEventHistory
      certificateUuid = parts[2]
    case ("GET", 6, "v1", "authorities") where parts[3] == "raProfiles" && parts[5] == "caCertificates":
      operation = .getCaCertificates
      authorityUuid = parts[2]
      raProfileUuid = parts[4]
    case ("POST", 5, "v1", "authorityProvider") where parts[2] == "authorities" && parts[4] == "crl":
      operation = .getCrl
      authorityUuid = parts[3]
    case ("GET", 4, "v1", "certificates") where parts[2...] == ["csr", "attributes"]: operation = .listCsrAttributes
    case ("GET", 3, "v1", "keys") where parts[2] == "pairs": operation = .listKeys
    case ("POST", 7, "v1", "tokens") where parts[3] == "tokenProfiles" && parts[5...] == ["keys", "keyPair"]:
      operation = .createKey
      tokenInstanceUuid = parts[2]
      tokenProfileUuid = parts[4]
    case ("PATCH", 6, "v1", "tokens") where parts[3] == "keys" && parts[5] == "destroy":
      operation = .destroyKey
      tokenInstanceUuid = parts[2]
      keyUuid = parts[4]
    case ("POST", 2, "v1", "locations"): operation = .listLocations
    case ("PUT", 7, "v1", "entities") where parts[3] == "locations" && parts[5] == "certificates":
      operation = .pushCertificate
      (locationUuid, certificateUuid) = (parts[4], parts[6])
    case ("DELETE", 7, "v1", "entities") where parts[3] == "locations" && parts[5] == "certificates":
      operation = .removeCertificate
      (locationUuid, certificateUuid) = (parts[4], parts[6])
    default: return nil
    }
  }
}
