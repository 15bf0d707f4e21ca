import PKIModel
import Testing

@Suite("How a token's key signs")
struct SignatureMethodTests {
  @Test("has an algorithm identifier of its own for each method, which means that method again")
  func roundTrip() {
    #expect(SignatureMethod.all.count == 2 * 9 + 9 + 1)
    #expect(Set(SignatureMethod.all.map(\.algorithm)).count == SignatureMethod.all.count)
    for method in SignatureMethod.all { #expect(SignatureMethod(method.algorithm) == method) }
    #expect(SignatureMethod(AlgorithmIdentifier(.ed448)) == nil)
    #expect(SignatureMethod(AlgorithmIdentifier(.sha256WithRSA)) == nil, "RSA algorithms have parameters NULL")
  }

  @Test("writes RSASSA-PSS-params as RFC 4055 3.1 has them")
  func pss() {
    let sha256 = "300d06096086480165030402010500"
    #expect(
      Hex.encode(SignatureMethod.rsa(.pss, .sha256).algorithm.parameters ?? [])
        == "3034a00f\(sha256)a11c301a06092a864886f70d010108\(sha256)a203020120")
  }

  @Test("is named by the API's codes")
  func codes() {
    #expect(SignatureMethod.RSAScheme.allCases.map(\.rawValue) == ["PKCS1-v1_5", "PSS"])
    #expect(
      SignatureDigest.allCases.map(\.rawValue) == [
        "MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512",
      ])
  }
}
