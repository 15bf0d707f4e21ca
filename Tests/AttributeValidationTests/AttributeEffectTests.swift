import Diagnostics
import DocumentModel
import PKIModel
import Testing

@testable import AttributeValidation

@Suite("Effects")
struct AttributeEffectTests {
  @Test(
    "are read from their words",
    arguments: [
      ("subject.commonName", AttributeEffect.subject(OID(2, 5, 4, 3))), ("subject.CN", .subject(OID(2, 5, 4, 3))),
      ("san.dNSName", .altName(.dNSName)), ("san.otherName", .altName(.otherName)), ("san", .altNames),
      ("validity.days", .validityDays), ("extension:1.2.3", .certificateExtension(OID(1, 2, 3))),
      ("extension", .certificateExtensions), ("record", .record),
    ])
  func words(text: String, effect: AttributeEffect) {
    #expect(AttributeEffect(text) == effect)
  }

  @Test(
    "are not read from other words",
    arguments: [
      "", "subject", "subject.", "subject.x", "san.", "san.dns", "san.DNSName", "validity", "validity.hours",
      "extension:", "extension:x", "extension:1", "Record", " record", "subject.commonName ",
    ])
  func refused(text: String) {
    #expect(AttributeEffect(text) == nil)
  }
}
