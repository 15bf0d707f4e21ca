import COpenSSL

/// One bag of a PKCS#12 safe (RFC 7292 4.2); the safe owns it.
struct PKCS12Bag {
  /// Java's attribute for certificates that are trusted, whose values are extended key usages; here any.
  private static let trustedKeyUsage = "2.16.840.1.113894.746875.1.1"
  private static let anyExtendedKeyUsage = "2.5.29.37.0"

  let pointer: OpaquePointer

  /// Takes a bag that a safe owns.
  init(_ pointer: OpaquePointer) { self.pointer = pointer }

  /// A new bag with a certificate; the caller adds it to a safe.
  ///
  /// - Parameters:
  ///   - isTrusted: Whether Java shall take it for a certificate of others; false for one of a private key.
  ///   - localKeyIdentifier: What the bag has in common with that of its private key.
  init(
    _ certificate: borrowing Owned<X509Certificate>, name: String, isTrusted: Bool, localKeyIdentifier: [UInt8]? = nil
  ) throws(OpenSSLError) {
    guard let bag = PKCS12_SAFEBAG_create_cert(certificate.pointer) else {
      throw OpenSSLError.taken(from: "PKCS12_SAFEBAG_create_cert")
    }
    pointer = bag
    do throws(OpenSSLError) {
      try succeed(PKCS12_add_friendlyname_utf8(bag, name, -1), "PKCS12_add_friendlyname_utf8")
      if let localKeyIdentifier {
        try succeed(
          PKCS12_add1_attr_by_NID(
            bag, NID_localKeyID, V_ASN1_OCTET_STRING, localKeyIdentifier, Int32(localKeyIdentifier.count)),
          "PKCS12_add1_attr_by_NID")
      }
      if isTrusted { try addTrust() }
    } catch {
      PKCS12_SAFEBAG_free(bag)
      throw error
    }
  }

  private func addTrust() throws(OpenSSLError) {
    let usage = OBJ_txt2obj(PKCS12Bag.anyExtendedKeyUsage, 1)
    defer { ASN1_OBJECT_free(usage) }
    // A length of -1 says that the value is an object instead of octets.
    let octets = UnsafeRawPointer(usage)?.assumingMemoryBound(to: UInt8.self)
    try succeed(
      PKCS12_add1_attr_by_txt(pointer, PKCS12Bag.trustedKeyUsage, V_ASN1_OBJECT, octets, -1),
      "PKCS12_add1_attr_by_txt")
  }

  /// The friendly name.
  var name: String? {
    guard let text = PKCS12_get_friendlyname(pointer) else { return nil }
    defer { CRYPTO_free(text, #fileID, #line) }
    return String(cString: text)
  }

  var isCertificate: Bool {
    PKCS12_SAFEBAG_get_nid(pointer) == NID_certBag && PKCS12_SAFEBAG_get_bag_nid(pointer) == NID_x509Certificate
  }

  var localKeyIdentifier: [UInt8]? {
    guard let value = PKCS12_SAFEBAG_get0_attr(pointer, NID_localKeyID), value.pointee.type == V_ASN1_OCTET_STRING,
      let string = value.pointee.value.octet_string
    else { return nil }
    return [UInt8](UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string))))
  }

  /// The certificate in the bag, parsed.
  func certificate() throws(OpenSSLError) -> Owned<X509Certificate> {
    try Owned(PKCS12_SAFEBAG_get1_cert(pointer), from: "PKCS12_SAFEBAG_get1_cert")
  }
}

extension Owned<X509Certificate> {
  /// Parses DER.
  init(der: [UInt8]) throws(OpenSSLError) {
    try self.init(decoding: der, from: "d2i_X509") { d2i_X509(nil, $0, $1) }
  }

  /// The certificate's DER.
  borrowing func der() throws(OpenSSLError) -> [UInt8] {
    let pointer = pointer
    let size = Int(try succeed(i2d_X509(pointer, nil), "i2d_X509"))
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      var start = buffer.baseAddress
      count = Int(i2d_X509(pointer, &start))
    }
  }

  /// Whether two certificates are of one key.
  borrowing func hasSameKey(as other: borrowing Owned<X509Certificate>) -> Bool {
    EVP_PKEY_eq(X509_get0_pubkey(pointer), X509_get0_pubkey(other.pointer)) == 1
  }
}
