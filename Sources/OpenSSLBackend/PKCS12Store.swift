import COpenSSL
package import KeystoreFormats

/// A PKCS#12 file (RFC 7292) with certificates under friendly names.
///
/// Safes in which nothing changes keep their octets; entries of others and private keys stay in any case. Certificates
/// without a key carry the attribute by which Java knows trusted ones.
package final class PKCS12Store: CertificateStore {
  /// Iterations of both key derivations, as Java's own keystores have them.
  private static let iterations: Int32 = 10_000

  private let file: Owned<KeystoreFile>
  private let password: SecretOctets
  private let managesKeys: Bool
  private var safes: [PKCS12Safe] = []
  /// Where certificates stand, by their names in lower case, as Java knows them.
  private var places: [String: (safe: PKCS12Safe, bag: PKCS12Bag)] = [:]
  /// The names of what is no certificate, in lower case.
  private var otherNames: Set<String> = []
  private var keyIdentifiers: Set<[UInt8]> = []

  /// - Parameters:
  ///   - octets: of the file; nil for a new one.
  ///   - managesKeys: Whether the certificate of a private key may be replaced by another one of that key.
  package init(_ octets: [UInt8]?, password: SecretOctets, managesKeys: Bool) throws(StoreProblem) {
    self.password = password
    self.managesKeys = managesKeys
    do throws(OpenSSLError) {
      if let octets {
        file = try Owned(decoding: octets, from: "d2i_PKCS12") { d2i_PKCS12(nil, $0, $1) }
      } else {
        file = try Owned(PKCS12_init(NID_pkcs7_data), from: "PKCS12_init")
      }
    } catch {
      throw .malformed("it is not PKCS#12")
    }
    if octets != nil { try open() }
  }

  private func withPassword<Result>(_ body: (UnsafePointer<CChar>?, Int32) -> Result) -> Result {
    password.withBytes { octets in
      octets.withMemoryRebound(to: CChar.self) { body($0.baseAddress, Int32($0.count)) }
    }
  }

  private func open() throws(StoreProblem) {
    let file = file.pointer
    guard PKCS12_mac_present(file) == 1 else { throw .malformed("it has no integrity check") }
    guard withPassword({ PKCS12_verify_mac(file, $0, $1) }) == 1 else {
      forgetErrors()
      throw .wrongPassword
    }
    guard let contents = PKCS12_unpack_authsafes(file) else {
      throw .malformed(OpenSSLError.taken(from: "PKCS12_unpack_authsafes").text)
    }
    // Each safe owns its content.
    safes = (0..<OPENSSL_sk_num(contents)).compactMap { index in
      OPENSSL_sk_value(contents, index).map { content in
        withPassword { PKCS12Safe(content.assumingMemoryBound(to: PKCS7.self), password: $0, $1) }
      }
    }
    OPENSSL_sk_free(contents)
    guard safes.allSatisfy(\.isOpen) else {
      throw .malformed("a part of it cannot be opened: \(OpenSSLError.taken(from: "PKCS12_unpack_p7encdata").text)")
    }
    for safe in safes { for bag in safe.contents { try register(bag, in: safe) } }
  }

  private func register(_ bag: PKCS12Bag, in safe: PKCS12Safe) throws(StoreProblem) {
    let name = bag.name?.lowercased()
    if bag.isCertificate {
      guard let name else { return }
      guard places.updateValue((safe, bag), forKey: name) == nil else {
        throw .malformed("the alias \(name) stands twice in it")
      }
    } else {
      if let name { otherNames.insert(name) }
      if let identifier = bag.localKeyIdentifier { keyIdentifiers.insert(identifier) }
    }
  }

  // MARK: Entries

  package func certificate(under alias: String) throws(StoreProblem) -> [UInt8]? {
    guard let place = places[alias] else {
      if otherNames.contains(alias) { throw .otherEntry(alias) }
      return nil
    }
    if hasKey(alias, place.bag), !managesKeys { throw .keyEntry(alias) }
    return try refusing { () throws(OpenSSLError) in try place.bag.certificate().der() }
  }

  package func hasEntries(besides alias: String) -> Bool {
    // Certificates without a name belong to the chain of another one.
    places.keys.contains { $0 != alias } || otherNames.contains { $0 != alias }
  }

  package func put(_ certificate: [UInt8], under alias: String) throws(StoreProblem) {
    guard let place = places[alias] else {
      try refusing { () throws(OpenSSLError) in try add(certificate, under: alias) }
      return
    }
    let hasKey = hasKey(alias, place.bag)
    // The certificate of a private key must be one of that key.
    if hasKey, try !isOfSameKey(certificate, place.bag) { throw .keyEntry(alias) }
    let bag = try refusing { () throws(OpenSSLError) in
      try PKCS12Bag(
        Owned(der: certificate), name: place.bag.name ?? alias, isTrusted: !hasKey,
        localKeyIdentifier: hasKey ? place.bag.localKeyIdentifier : nil)
    }
    place.safe.replace(place.bag, by: bag)
    places[alias] = (place.safe, bag)
  }

  package func remove(_ alias: String) throws(StoreProblem) {
    guard let place = places[alias] else { return }
    // A key without its certificate is of no use to anybody.
    if hasKey(alias, place.bag) { throw .keyEntry(alias) }
    place.safe.remove(place.bag)
    places[alias] = nil
  }

  private func isOfSameKey(_ certificate: [UInt8], _ bag: PKCS12Bag) throws(StoreProblem) -> Bool {
    try refusing { () throws(OpenSSLError) in try Owned(der: certificate).hasSameKey(as: bag.certificate()) }
  }

  private func hasKey(_ alias: String, _ bag: PKCS12Bag) -> Bool {
    otherNames.contains(alias) || (bag.localKeyIdentifier.map(keyIdentifiers.contains) ?? false)
  }

  private func add(_ certificate: [UInt8], under alias: String) throws(OpenSSLError) {
    let bag = try PKCS12Bag(Owned(der: certificate), name: alias, isTrusted: true)
    let safe: PKCS12Safe
    if let taking {
      safe = taking
    } else {
      safe = try PKCS12Safe()
      safes.append(safe)
    }
    try safe.add(bag)
    taking = safe
    places[alias] = (safe, bag)
  }

  /// The safe that new certificates go to.
  private lazy var taking = safes.first(where: \.takesCertificates)

  // MARK: Writing

  /// The file's octets.
  package func octets() throws(StoreProblem) -> [UInt8] {
    try refusing { () throws(OpenSSLError) in
      try pack()
      let file = file.pointer
      let sealed = withPassword {
        PKCS12_set_mac(file, $0, $1, nil, 0, PKCS12Store.iterations, MessageDigest.sha256.implementation)
      }
      try succeed(sealed, "PKCS12_set_mac")
      let size = Int(try succeed(i2d_PKCS12(file, nil), "i2d_PKCS12"))
      return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        var start = buffer.baseAddress
        count = Int(i2d_PKCS12(file, &start))
      }
    }
  }

  private func pack() throws(OpenSSLError) {
    let contents = OPENSSL_sk_new_null()
    defer { OPENSSL_sk_free(contents) }
    for safe in safes {
      let packed = withPassword { password, length in
        Result { () throws(OpenSSLError) in
          try safe.packed(password: password, length, iterations: PKCS12Store.iterations)
        }
      }
      try succeed(OPENSSL_sk_push(contents, try packed.get()), "OPENSSL_sk_push")
    }
    try succeed(PKCS12_pack_authsafes(file.pointer, contents), "PKCS12_pack_authsafes")
  }

  private func refusing<Value>(_ body: () throws(OpenSSLError) -> Value) throws(StoreProblem) -> Value {
    do throws(OpenSSLError) { return try body() } catch { throw .refused(error.text) }
  }
}
