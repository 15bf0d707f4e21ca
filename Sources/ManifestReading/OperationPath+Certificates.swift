extension OperationPath {
  /// From a path below `/v1/certificates`, the API's certificate inventory.
  init?(certificates method: String, _ parts: [String]) {
    switch (method, parts) {
    case ("POST", ["create"]): self.init(operation: .submitCertificateRequest)
    default: return nil
    }
  }
}
