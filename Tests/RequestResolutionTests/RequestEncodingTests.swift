import OpenSSLBackend
import PKIModel
import TestSupport
import Testing

@testable import RequestResolution

@Suite("The encoding of a certificate request")
struct RequestEncodingTests {
  private let der: [UInt8]

  init() throws { der = try RequestParts().der() }

  private func pem(_ label: String = "CERTIFICATE REQUEST") -> String {
    String(decoding: PEM.encode(der, label: label), as: UTF8.self)
  }

  private func base64(_ octets: some Collection<UInt8>) -> String {
    String(decoding: Base64.encode(Array(octets)), as: UTF8.self)
  }

  @Test("may be base64 of DER, PEM, or base64 of PEM, with any line ends")
  func accepted() throws {
    let texts = [
      base64(der), pem(), pem("NEW CERTIFICATE REQUEST"), base64(pem().utf8),
      pem().replacing("\n", with: "\r\n"), pem().replacing("\n", with: "\r"), "Subject: a\n" + pem() + "\n\n",
    ]
    for text in texts {
      var desk = try Desk()
      #expect(try desk.answer(RequestJSON.issue(text: text)) == "OK", "\(text)")
    }
    for octets in [der, Array(pem().utf8), Array(base64(der).utf8)] {
      var desk = try Desk()
      desk.files["a.csr"] = octets
      #expect(try desk.answer(RequestJSON.of("issueCertificate", #""requestFile":"a.csr""#, #""body":{}"#)) == "OK")
    }
  }

  @Test("is refused where it could mean two things or none")
  func refused() throws {
    let certificate = String(decoding: PEM.encode(der, label: "CERTIFICATE"), as: UTF8.self)
    let encoding = "BAD_REQUEST csr.encoding /body/request: Cannot process PKCS#10 request: "
    let rows = [
      (pem() + pem(), encoding + "it has more than one PEM block"),
      (certificate, encoding + "its PEM block is a \"CERTIFICATE\", not a certificate request"),
      (String(pem().dropLast(20)), encoding + "its PEM block does not end"),
      ("*", encoding + "it is neither base64 nor PEM"),
      (base64(der + [0]), "BAD_REQUEST csr.malformed /body/request: Cannot process PKCS#10 request: "),
      (base64(der.dropLast()), "BAD_REQUEST csr.malformed /body/request: Cannot process PKCS#10 request: "),
      (base64(der + der), "BAD_REQUEST csr.malformed /body/request: Cannot process PKCS#10 request: "),
      (base64([0x30]), "BAD_REQUEST csr.malformed /body/request: Cannot process PKCS#10 request: "),
    ]
    for (text, expected) in rows {
      var desk = try Desk()
      let answer = try desk.answer(RequestJSON.issue(text: text))
      #expect(answer.hasPrefix(expected), "\(text): \(answer)")
    }
  }

  @Test("is that of the request that was approved, where a digest is pinned")
  func pinned() throws {
    let digest = Hex.encode(MessageDigest.sha256.of(der))
    var desk = try Desk()
    // The digest is that of the DER, however it is wrapped.
    #expect(try desk.answer(RequestJSON.issue(text: pem(), #""requestSha256":"\#(digest)""#)) == "OK")
    let wrong = String(repeating: "0", count: 64)
    var other = try Desk()
    #expect(
      try other.answer(RequestJSON.issue(text: pem(), #""requestSha256":"\#(wrong)""#))
        == "BAD_REQUEST request.digest /body/request: the certificate request is not the one that requestSha256 names")
  }

  @Test("does not hide a signature that is not that of the key")
  func proof() throws {
    var broken = der
    broken[broken.count - 1] ^= 1
    var desk = try Desk()
    #expect(
      try desk.answer(RequestJSON.issue(text: base64(broken)))
        == "VALIDATION_FAILED csr.proofOfPossession /body/request: the signature of the certificate request is not "
        + "that of its key")
  }
}
