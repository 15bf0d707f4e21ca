import DERCoding
import TestSupport
import Testing

@testable import PKIModel

@Suite("Revocation reasons")
struct RevocationReasonTests {
  @Test("are the API's nine with the numbers of RFC 5280 5.3.1; 7 is unused and 8 only for delta lists")
  func numbers() {
    #expect(RevocationReason.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 9, 10])
    for unused in [-1, 7, 8, 11] { #expect(RevocationReason(rawValue: unused) == nil) }
  }

  @Test("have codes that lead back to them, in exactly one spelling")
  func codes() {
    for reason in RevocationReason.allCases { #expect(RevocationReason(code: reason.code) == reason) }
    #expect(Set(RevocationReason.allCases.map(\.code)).count == 9)
    #expect(Set(RevocationReason.allCases.map(\.label)).count == 9)
    for reason in RevocationReason.allCases {
      #expect(RevocationReason(constantName: reason.constantName) == reason)
      #expect(RevocationReason(constantName: reason.code) == nil)
    }
    for code in ["", "KeyCompromise", "key_compromise", "KEY_COMPROMISE", "removeFromCRL", "caCompromise", "1"] {
      #expect(RevocationReason(code: code) == nil)
    }
  }
}
