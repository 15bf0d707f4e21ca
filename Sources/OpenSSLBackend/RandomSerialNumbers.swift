import PKIModel

/// Serial numbers from OpenSSL's generator, drawn for each certificate.
package struct RandomSerialNumbers: SerialNumberSource {
  package init() {}

  package func randomOctets(forRequest id: String, attempt: Int) throws -> [UInt8] {
    try RandomSource.octets(16)
  }
}
