/// A configuration file of a home: its path relative to the home, and its octets.
package struct HomeFile: Sendable {
  package let path: String
  package let octets: [UInt8]

  package init(path: String, octets: [UInt8]) {
    self.path = path
    self.octets = octets
  }
}
