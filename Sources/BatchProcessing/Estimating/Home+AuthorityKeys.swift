import Diagnostics
package import PKIModel
import RequestResolution

extension Home {
  /// The kinds of key of the authorities that can issue, each once.
  package func authorityKeys() throws(RunProblem) -> [KeyAlgorithm] {
    let keys = workingIssuers.map(\.certificate.tbs.publicKey)
    let algorithms = KeyAlgorithm.allCases.filter { algorithm in
      keys.contains { $0.algorithmOfKey == algorithm }
    }
    guard !algorithms.isEmpty else { throw RunProblem(.keyProblem, "\(path): no authority can issue") }
    return algorithms
  }
}

extension SubjectPublicKeyInfo {
  /// The kind of a CA key; RSA keys of odd sizes count as the next smaller kind.
  fileprivate var algorithmOfKey: KeyAlgorithm? {
    switch kind {
    case .rsa: (bits ?? 0) >= 4096 ? .rsa4096 : (bits ?? 0) >= 3072 ? .rsa3072 : .rsa2048
    case .ec(.p256): .p256
    case .ec(.p384): .p384
    case .ec(.p521): .p521
    case .ed25519: .ed25519
    default: nil
    }
  }
}
