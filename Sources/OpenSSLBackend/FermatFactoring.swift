import COpenSSL

extension LaneCryptography {
  /// Whether Fermat's method splits a number; false where there is no memory to try.
  package func hasCloseFactors(_ number: [UInt8], steps: Int) -> Bool {
    (try? FermatFactoring().splits(number, steps: steps)) ?? false
  }
}

/// Fermat's method: n = a² − b² = (a + b)(a − b), tried with a from the square root of n upwards.
///
/// It ends at once where the factors are close to each other, and never otherwise.
struct FermatFactoring: ~Copyable {
  /// 3² · 5 · 7 · 11 · 13: of its residues, only one in 22 is that of a square.
  private static let filter: UInt = 45_045
  private static let squareResidues: Set<UInt> = Set((0..<filter).map { $0 * $0 % filter })

  private let context: Owned<BigNumberContext>

  init() throws(OpenSSLError) {
    context = try Owned(BN_CTX_new(), from: "BN_CTX_new")
  }

  /// - Parameter octets: An odd number, the most significant octet first.
  func splits(_ octets: [UInt8], steps: Int) throws(OpenSSLError) -> Bool {
    let number = try Owned<BigNumber>(BN_bin2bn(octets, Int32(octets.count), nil), from: "BN_bin2bn")
    let root = try squareRoot(of: number)
    // b² for the present a.
    let rest = try Self.number()
    try succeed(BN_sqr(rest.pointer, root.pointer, context.pointer), "BN_sqr")
    if BN_cmp(rest.pointer, number.pointer) == 0 { return true }
    try succeed(BN_sub(rest.pointer, rest.pointer, number.pointer), "BN_sub")
    for _ in 0..<steps {
      // (a + 1)² = a² + 2a + 1
      try succeed(BN_add(rest.pointer, rest.pointer, root.pointer), "BN_add")
      try succeed(BN_add_word(root.pointer, 1), "BN_add_word")
      try succeed(BN_add(rest.pointer, rest.pointer, root.pointer), "BN_add")
      if try isSquare(rest) { return true }
    }
    return false
  }

  private func isSquare(_ number: borrowing Owned<BigNumber>) throws(OpenSSLError) -> Bool {
    guard Self.squareResidues.contains(BN_mod_word(number.pointer, Self.filter)) else { return false }
    let root = try squareRoot(of: number)
    let square = try Self.number()
    try succeed(BN_sqr(square.pointer, root.pointer, context.pointer), "BN_sqr")
    return BN_cmp(square.pointer, number.pointer) == 0
  }

  /// The whole part of a positive number's square root, by Newton's method from above.
  private func squareRoot(of number: borrowing Owned<BigNumber>) throws(OpenSSLError) -> Owned<BigNumber> {
    let root = try Self.number()
    let next = try Self.number()
    try succeed(BN_set_bit(root.pointer, (BN_num_bits(number.pointer) + 1) / 2), "BN_set_bit")
    while true {
      try succeed(BN_div(next.pointer, nil, number.pointer, root.pointer, context.pointer), "BN_div")
      try succeed(BN_add(next.pointer, next.pointer, root.pointer), "BN_add")
      try succeed(BN_rshift1(next.pointer, next.pointer), "BN_rshift1")
      if BN_cmp(next.pointer, root.pointer) >= 0 { return root }
      BN_swap(root.pointer, next.pointer)
    }
  }

  private static func number() throws(OpenSSLError) -> Owned<BigNumber> { try Owned(BN_new(), from: "BN_new") }
}

enum BigNumber: OpenSSLResource {
  static func release(_ pointer: OpaquePointer) { BN_free(pointer) }
}

enum BigNumberContext: OpenSSLResource {
  static func release(_ pointer: OpaquePointer) { BN_CTX_free(pointer) }
}
