import COpenSSL

/// One safe of a PKCS#12 file: its bags, and the octets that they came from for as long as nothing changes.
final class PKCS12Safe {
  private let isEncrypted: Bool
  private var content: UnsafeMutablePointer<PKCS7>?
  private let bags: OpaquePointer?
  private var isChanged: Bool

  /// Takes over a safe of a file, and opens it.
  init(_ content: UnsafeMutablePointer<PKCS7>, password: UnsafePointer<CChar>?, _ length: Int32) {
    self.content = content
    isChanged = false
    let kind = OBJ_obj2nid(content.pointee.type)
    isEncrypted = kind == NID_pkcs7_encrypted
    bags =
      kind == NID_pkcs7_data
      ? PKCS12_unpack_p7data(content) : isEncrypted ? PKCS12_unpack_p7encdata(content, password, length) : nil
  }

  /// A new safe for certificates.
  init() throws(OpenSSLError) {
    guard let bags = OPENSSL_sk_new_null() else { throw OpenSSLError.taken(from: "OPENSSL_sk_new_null") }
    self.bags = bags
    isEncrypted = true
    isChanged = true
  }

  deinit {
    PKCS7_free(content)
    OPENSSL_sk_pop_free(bags) { PKCS12_SAFEBAG_free(OpaquePointer($0)) }
  }

  /// Whether its bags could be read.
  var isOpen: Bool { bags != nil }

  /// Its bags, in their order.
  var contents: [PKCS12Bag] {
    (0..<max(0, OPENSSL_sk_num(bags))).compactMap { index in
      OPENSSL_sk_value(bags, index).map { PKCS12Bag(OpaquePointer($0)) }
    }
  }

  /// Whether new certificates belong here: among others, encrypted.
  var takesCertificates: Bool { isEncrypted && contents.contains(where: \.isCertificate) }

  /// Takes over a bag.
  func add(_ bag: PKCS12Bag) throws(OpenSSLError) {
    guard OPENSSL_sk_push(bags, UnsafeRawPointer(bag.pointer)) > 0 else {
      PKCS12_SAFEBAG_free(bag.pointer)
      throw OpenSSLError.taken(from: "OPENSSL_sk_push")
    }
    isChanged = true
  }

  /// Puts a bag, which it takes over, in the place of one that it holds.
  func replace(_ old: PKCS12Bag, by new: PKCS12Bag) {
    for index in 0..<max(0, OPENSSL_sk_num(bags))
    where OPENSSL_sk_value(bags, index) == UnsafeMutableRawPointer(old.pointer) {
      OPENSSL_sk_set(bags, index, UnsafeRawPointer(new.pointer))
      PKCS12_SAFEBAG_free(old.pointer)
      isChanged = true
      return
    }
  }

  /// Drops a bag that it holds.
  func remove(_ bag: PKCS12Bag) {
    guard OPENSSL_sk_delete_ptr(bags, UnsafeRawPointer(bag.pointer)) != nil else { return }
    PKCS12_SAFEBAG_free(bag.pointer)
    isChanged = true
  }

  /// The safe for the file, packed anew where something has changed; it stays the safe's own.
  func packed(
    password: UnsafePointer<CChar>?, _ length: Int32, iterations: Int32
  ) throws(OpenSSLError) -> UnsafeMutablePointer<PKCS7> {
    if isChanged || content == nil {
      let packed =
        isEncrypted
        ? PKCS12_pack_p7encdata(NID_aes_256_cbc, password, length, nil, 0, iterations, bags) : PKCS12_pack_p7data(bags)
      guard let packed else { throw OpenSSLError.taken(from: "PKCS12_pack_p7encdata") }
      PKCS7_free(content)
      content = packed
      isChanged = false
    }
    guard let content else { throw OpenSSLError.taken(from: "PKCS12_pack_p7data") }
    return content
  }
}
