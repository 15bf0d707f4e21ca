import Glibc
import TestSupport
import Testing

@testable import PKIModel

@Suite("IP addresses")
struct IPAddressTests {
  @Test(
    "are printed as RFC 5952 recommends, and read in every form of RFC 4291",
    arguments: [
      // RFC 5952 sections 1, 2 and 4.
      ("2001:db8::1", ["2001:DB8:0:0:0:0:0:1", "2001:0db8::0001", "2001:db8::0:1", "2001:db8:0:0:0::1"]),
      ("2001:db8:0:1:1:1:1:1", ["2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"]),
      ("2001:0:0:1::1", ["2001:0:0:1:0:0:0:1"]), ("2001:db8::1:0:0:1", ["2001:db8:0:0:1:0:0:1"]),
      ("2001:db8:aaaa:bbbb:cccc:dddd:eeee:1", ["2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001"]),
      ("2001:db8::aaaa:0:0:1", ["2001:db8:0:0:aaaa::1"]), ("::", ["0:0:0:0:0:0:0:0", "0::0"]),
      ("::1", ["0:0:0:0:0:0:0:1"]), ("1::", ["1:0:0:0:0:0:0:0", "1::0"]), ("ff01::101", ["FF01:0:0:0:0:0:0:101"]),
      ("::d01:4403", ["::13.1.68.3", "0:0:0:0:0:0:13.1.68.3"]), ("::ffff:8190:3426", ["::FFFF:129.144.52.38"]),
    ])
  func v6(text: String, forms: [String]) throws {
    for form in forms + [text] {
      let octets = try #require(IPAddress.octets(form), "\(form)")
      #expect(octets.count == 16)
      #expect(IPAddress.text(octets) == text)
    }
  }

  @Test("of version 4 have four decimal numbers")
  func v4() {
    #expect(IPAddress.octets("0.10.100.255") == [0, 10, 100, 255])
    #expect(IPAddress.text([0, 10, 100, 255]) == "0.10.100.255")
    #expect(IPAddress.text([1, 2, 3]) == "010203")
  }

  @Test(
    "are not read from other text",
    arguments: [
      "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.-4", "1.2.3.+4", "1.2.3.04", "1.2.3.", ".1.2.3", "1..2.3",
      " 1.2.3.4", "1.2.3.4 ", "0x1.2.3.4", "1.2.3.٤", "1.2.3.4/8", "localhost",
      ":", ":::", "1:2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", "::1:2:3:4:5:6:7:8", "1::2::3",
      ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "12345::", "g::", "::g", "+1::", "-1::", "-0::", "::-0", "fe80::1%eth0",
      "[::1]", "::1/64", "::1.2.3", "::1.2.3.4.5", "::1.2.3.256", "1.2.3.4::", "1.2.3.4::5", "1:2:3:4:5:6:7:1.2.3.4",
      "::1.2.3.4:5", "1.2.3.4:5::",
    ])
  func refused(text: String) {
    #expect(IPAddress.octets(text) == nil)
  }

  @Test("agree with the C library over random octets and texts", arguments: 0..<10)
  func library(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    for _ in 0..<200 {
      let octets = random.octets(16).map { random.next().isMultiple(of: 3) ? $0 : 0 }
      let text = IPAddress.text(octets)
      #expect(IPAddress.octets(text) == octets, "seed \(seed): \(text)")
      #expect(libraryOctets(text) == octets, "seed \(seed): \(text)")
    }
    let pieces = ["1", "0", "ffff", "::", ":", ".", "10", "12345", "256", "-"]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in pieces[Int(random.next() % 10)] }.joined()
      guard text.contains(":") else { continue }
      #expect(IPAddress.octets(text) == libraryOctets(text), "seed \(seed): \(text)")
    }
  }

  private func libraryOctets(_ text: String) -> [UInt8]? {
    var octets = [UInt8](repeating: 0, count: 16)
    return inet_pton(AF_INET6, text, &octets) == 1 ? octets : nil
  }
}
