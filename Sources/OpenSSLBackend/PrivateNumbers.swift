import COpenSSL

/// Takes the numbers out of private keys.
enum PrivateNumbers {
  /// Numbers of a key one behind the other, each the most significant octet first.
  ///
  /// - Parameters:
  ///   - names: OpenSSL's names of them (EVP_PKEY-EC(7), EVP_PKEY-RSA(7)).
  ///   - octets: How many to fill for each; a longer number is an error.
  static func numbers(_ names: [String], of key: OpaquePointer, octets: Int) throws(OpenSSLError) -> SecretOctets {
    var failure: OpenSSLError?
    let numbers = SecretOctets(capacity: names.count * octets) { storage in
      for (index, name) in names.enumerated() where failure == nil {
        let place = UnsafeMutableRawBufferPointer(rebasing: storage[index * octets..<(index + 1) * octets])
        do throws(OpenSSLError) { try write(name, of: key, to: place) } catch { failure = error }
      }
      return storage.count
    }
    if let failure { throw failure }
    return numbers
  }

  private static func write(
    _ name: String, of key: OpaquePointer, to place: UnsafeMutableRawBufferPointer
  ) throws(OpenSSLError) {
    var found: OpaquePointer?
    try succeed(EVP_PKEY_get_bn_param(key, name, &found), "EVP_PKEY_get_bn_param")
    let number = try Owned<SecretNumber>(found, from: "EVP_PKEY_get_bn_param")
    try succeed(
      BN_bn2binpad(number.pointer, place.bindMemory(to: UInt8.self).baseAddress, Int32(place.count)), "BN_bn2binpad")
  }
}

/// A number that is overwritten when it goes.
private enum SecretNumber: OpenSSLResource {
  static func release(_ pointer: OpaquePointer) { BN_clear_free(pointer) }
}
