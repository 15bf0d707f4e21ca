import Configuration
import Diagnostics
import PKIModel

/// Which public keys may be certified: those that the end-entity profile lists, if they are sound.
struct KeyPolicy {
  let rules: [EndEntityProfile.KeyRule]
  let authorityKeys: Set<[UInt8]>

  func findings(for key: SubjectPublicKeyInfo, at place: String) -> [Finding] {
    if authorityKeys.contains(key.der) {
      return [
        Finding(.keyWeak, at: place, "the key is that of an authority", fix: "make a key of your own")
      ]
    }
    guard let problem = problem(key.kind, key) else { return [] }
    return [Finding(problem.code, at: place, problem.text, fix: "use one of \(allowedKeys)")]
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
    guard let last = modulus.last, last & 1 == 1 else { return (.keyWeak, "the RSA modulus is even") }
    // BR 6.1.6 and NIST SP 800-56B 6.2: odd, from 2^16+1 on.
    let value = exponent.count <= 7 ? exponent.reduce(0) { $0 << 8 | Int($1) } : Int.max
    guard value >= 65_537, exponent.last.map({ $0 & 1 == 1 }) ?? false else {
      return (.keyWeak, "the RSA exponent is smaller than 65537 or even")
    }
    return nil
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
