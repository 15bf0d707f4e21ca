import COpenSSL

/// The OpenSSL that runs.
package enum OpenSSLLibrary {
  /// Its name and version, as it says them itself.
  package static var version: String { String(cString: OpenSSL_version(OPENSSL_VERSION)) }
}
