import PKIModel
import Testing

@Suite struct SuccessionTests {
  @Test("The kind follows from what two certificates have in common")
  func kinds() {
    #expect(Succession.Kind(sameKey: true, sameSubject: true) == .renewal)
    #expect(Succession.Kind(sameKey: false, sameSubject: true) == .rekey)
    #expect(Succession.Kind(sameKey: true, sameSubject: false) == .replacement)
    #expect(Succession.Kind(sameKey: false, sameSubject: false) == .replacement)
  }

  @Test(
    "Names have the same parts whatever their order, case and string types",
    arguments: [
      ("CN=a,O=b", "O=b,CN=a", true), ("CN=a,O=b", "cn = A , o=B", true), ("CN=a+O=b", "O=b+CN=a", true),
      ("CN=a,O=b", "CN=a+O=b", false), ("CN=a,O=b,O=b", "CN=a,O=b", false), ("CN=a", "CN=ab", false), ("", "", true),
    ])
  func sameParts(first: String, second: String, expected: Bool) throws {
    let (first, second) = (try DistinguishedName(text: first), try DistinguishedName(text: second))
    #expect(first.hasSameParts(as: second) == expected)
    #expect(second.hasSameParts(as: first) == expected)
  }
}
