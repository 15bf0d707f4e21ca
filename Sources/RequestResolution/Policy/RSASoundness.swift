import PKIModel

/// What makes an RSA key worthless although its size is right (CA/Browser Forum BR 6.1.1.3 and 6.1.6).
struct RSASoundness {
  /// BR 6.1.1.3 asks for a hundred rounds of Fermat's method.
  private static let fermatSteps = 100

  let cryptography: any RequestCryptography

  /// What is wrong with a key; nil where nothing is found.
  ///
  /// - Parameters:
  ///   - modulus: The magnitude without leading zeros.
  ///   - exponent: The same.
  func problem(modulus: [UInt8], exponent: [UInt8]) -> String? {
    guard let last = modulus.last, last & 1 == 1 else { return "the RSA modulus is even" }
    if let problem = RSASoundness.problem(exponent) { return problem }
    if RSASoundness.isPatterned(modulus) { return "the RSA modulus repeats itself and cannot be random" }
    let remainders = SmallPrimes.remainders(of: modulus)
    if let factor = zip(SmallPrimes.all, remainders).first(where: { $0.1 == 0 })?.0 {
      return "the RSA modulus is divisible by \(factor)"
    }
    if ROCAFingerprint.matches(remainders) {
      return "the RSA key was made by a chip whose keys can be computed (ROCA, CVE-2017-15361)"
    }
    if cryptography.hasCloseFactors(modulus, steps: RSASoundness.fermatSteps) {
      return "the factors of the RSA modulus are close to each other (CVE-2022-26320)"
    }
    return nil
  }

  /// BR 6.1.6 and NIST SP 800-56B 6.2: odd, from 2^16 + 1 to 2^256 − 1.
  private static func problem(_ exponent: [UInt8]) -> String? {
    let value = exponent.count <= 7 ? exponent.reduce(0) { $0 << 8 | Int($1) } : Int.max
    guard value >= 65_537, exponent.last.map({ $0 & 1 == 1 }) ?? false else {
      return "the RSA exponent is smaller than 65537 or even"
    }
    return exponent.count > 32 ? "the RSA exponent has more than 256 bits" : nil
  }

  /// Whether one octet stands in more than an eighth of all places: never so by chance, and always in the product of
  /// primes that are mostly zeros.
  private static func isPatterned(_ modulus: [UInt8]) -> Bool {
    var counts = [Int](repeating: 0, count: 256)
    for octet in modulus { counts[Int(octet)] += 1 }
    return counts.contains { $0 > modulus.count / 8 }
  }
}

/// The odd primes below 752, by which BR 6.1.1.3 has a modulus divided.
enum SmallPrimes {
  static let all: [UInt64] = stride(from: 3, to: 752, by: 2).filter { number in
    !stride(from: 3, to: number, by: 2).contains { number.isMultiple(of: $0) }
  }

  /// Products of neighbours that fit in 32 bits: a number is divided by these, and only the rest by each prime.
  private static let groups: [(product: UInt64, primes: [UInt64])] = all.reduce(into: []) { groups, prime in
    if let last = groups.last, last.product * prime < 1 << 32 {
      groups[groups.count - 1] = (last.product * prime, last.primes + [prime])
    } else {
      groups.append((prime, [prime]))
    }
  }

  /// What is left of a number after division by each prime, in the order of `all`.
  static func remainders(of octets: [UInt8]) -> [UInt64] {
    let padded = [UInt8](repeating: 0, count: (4 - octets.count % 4) % 4) + octets
    let words = stride(from: 0, to: padded.count, by: 4).map { start in
      padded[start..<start + 4].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    return groups.flatMap { group in
      let rest = words.reduce(UInt64(0)) { ($0 << 32 | $1) % group.product }
      return group.primes.map { rest % $0 }
    }
  }
}

/// The mark of keys from Infineon's library.
///
/// Their primes are k · M + 65537^a mod M, with M the product of the first primes, so that the modulus too is a power of
/// 65537 modulo each of these (Nemec et al., CCS 2017). By chance one key in 2^27 has the mark.
enum ROCAFingerprint {
  /// For the primes from 3 to 167: whether a remainder is a power of 65537.
  private static let powers: [[Bool]] = SmallPrimes.all.prefix { $0 <= 167 }.map { prime in
    var isPower = [Bool](repeating: false, count: Int(prime))
    var power: UInt64 = 1
    while !isPower[Int(power)] {
      isPower[Int(power)] = true
      power = power * 65_537 % prime
    }
    return isPower
  }

  /// - Parameter remainders: Of the modulus, by the primes of `SmallPrimes`.
  static func matches(_ remainders: [UInt64]) -> Bool {
    zip(powers, remainders).allSatisfy { $0[Int($1)] }
  }
}
