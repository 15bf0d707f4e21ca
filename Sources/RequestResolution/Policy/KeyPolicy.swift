import Configuration
import Diagnostics
import PKIModel

/// Which public keys may be certified: those that the end-entity profile lists, if they are sound.
struct KeyPolicy {
  let rules: [EndEntityProfile.KeyRule]
  let authorityKeys: Set<[UInt8]>
  /// SHA-256 of keys that are known to be in the wrong hands.
  let compromisedKeys: Set<[UInt8]>
  let cryptography: any RequestCryptography

  func findings(for key: SubjectPublicKeyInfo, at place: String) -> [Finding] {
    if authorityKeys.contains(key.der) {
      return [
        Finding(.keyWeak, at: place, "the key is that of an authority", fix: "make a key of your own")
      ]
    }
    if !compromisedKeys.isEmpty, compromisedKeys.contains(cryptography.sha256(key.der)) {
      return [
        Finding(.keyCompromised, at: place, "the key is on the list of compromised keys", fix: "make a new key")
      ]
    }
    guard let problem = problem(key.kind, key) else { return [] }
    let remedy =
      problem.code == .keyWeak ? "make a new key with another program or device" : "use one of \(allowedKeys)"
    return [Finding(problem.code, at: place, problem.text, fix: remedy)]
  }

  private func problem(
    _ kind: SubjectPublicKeyInfo.Kind, _ key: SubjectPublicKeyInfo
  ) -> (code: FindingCode, text: String)? {
    switch kind {
    case .rsa(let modulus, let exponent): return rsaProblem(bits: key.bits ?? 0, modulus, exponent)
    case .ec(let curve): return curveProblem(curve, key.keyOctets)
    case .ed25519: return rules.contains(.ed25519) ? nil : (.keyNotAllowed, "Ed25519 keys are not allowed")
    case .ed448: return rules.contains(.ed448) ? nil : (.keyNotAllowed, "Ed448 keys are not allowed")
    case .other: return (.keyNotAllowed, "keys of algorithm \(key.algorithm.oid) with these parameters are not allowed")
    }
  }

  private func rsaProblem(bits: Int, _ modulus: [UInt8], _ exponent: [UInt8]) -> (code: FindingCode, text: String)? {
    let isAllowed = rules.contains { rule in
      if case .rsa(let range) = rule { range.contains(bits) } else { false }
    }
    guard isAllowed else { return (.keyNotAllowed, "an RSA key of \(bits) bits is not allowed") }
    // CA/Browser Forum BR 6.1.5: the modulus is a whole number of octets.
    guard bits.isMultiple(of: 8) else { return (.keyNotAllowed, "an RSA key of \(bits) bits is not allowed") }
    return RSASoundness(cryptography: cryptography).problem(modulus: modulus, exponent: exponent)
      .map { (.keyWeak, $0) }
  }

  private func curveProblem(_ curve: NamedCurve, _ point: [UInt8]) -> (code: FindingCode, text: String)? {
    guard rules.contains(.ec(curve.oid)), let octets = curve.fieldOctets else {
      return (.keyNotAllowed, "keys on curve \(curve.name) are not allowed")
    }
    // RFC 5480 2.2: certificates carry the uncompressed form; the point itself is checked by the verification.
    guard point.first == 4, point.count == 1 + 2 * octets else {
      return (.keyNotAllowed, "the point of the EC key is not in its uncompressed form")
    }
    return nil
  }

  private var allowedKeys: String {
    rules.map { rule in
      switch rule {
      case .rsa(let bits): "RSA \(bits.lowerBound) to \(bits.upperBound)"
      case .ec(let oid): "EC \(NamedCurve(oid).name)"
      case .ed25519: "Ed25519"
      case .ed448: "Ed448"
      }
    }.joined(separator: ", ")
  }
}
