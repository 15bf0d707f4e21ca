import Configuration
import DERCoding
import OpenSSLBackend
import PKIModel
import Testing

@testable import RequestResolution

@Suite("Uploading a certificate that was signed elsewhere")
struct UploadTests {
  private let malformed = "VALIDATION_FAILED certificate.malformed /body/certificate: "
  private let unsupported = "Uploaded certificate content has invalid or unsupported format. Cause: "

  @Test("takes it as DER, PEM and PKCS#7, with base64 around it or not, to the last octet")
  func forms() throws {
    let der = try ElsewhereCertificate().der()
    let forms = [
      der, PEM.encode(der, label: "CERTIFICATE"), PEM.encode(der, label: "X509 CERTIFICATE"),
      PEM.encode(CertificateBag.der([der]), label: "PKCS7"), CertificateBag.der([der]),
    ]
    for form in forms {
      var desk = try Desk()
      let decision = try desk.decide(
        ElsewhereCertificate.upload(String(decoding: Base64.encode(form), as: UTF8.self)))
      #expect(decision.text == "OK")
      let record = try #require(decision.certificate)
      #expect(IssuedCertificate(record)?.der == der)
      #expect(record.state == .issued && record.raProfile == nil && record.request == nil)
      #expect(record.fingerprint == MessageDigest.sha256.of(der))
      #expect(!decision.needsSignature && !decision.needsKey)
      #expect(desk.ledger.certificates[record.uuid] == record)
    }
    var desk = try Desk()
    desk.files["old.pem"] = PEM.encode(der, label: "CERTIFICATE")
    let file = #"{"id":"f","operation":"uploadCertificate","requestFile":"old.pem","body":{}}"#
    #expect(try desk.decide(file).certificate?.fingerprint == MessageDigest.sha256.of(der))
  }

  @Test("answers with what the API shows of it, without an RA profile")
  func answer() throws {
    var desk = try Desk()
    let body = try #require(try desk.decide(ElsewhereCertificate().upload()).detail.body)
    let text = String(decoding: body, as: UTF8.self)
    #expect(text.contains(#""serialNumber":"5101""#) && text.contains(#""state":"issued""#))
    #expect(text.contains(#""certificateContent":"\#(try ElsewhereCertificate().base64())""#))
    #expect(!text.contains("raProfile"))
  }

  @Test("refuses one that is on record, by its fingerprint, whoever issued it")
  func known() throws {
    var desk = try Desk()
    let uploaded = try #require(try desk.decide(ElsewhereCertificate().upload()).certificate)
    let again = try desk.decide(ElsewhereCertificate().upload(id: "again"))
    #expect(
      again.text == "BAD_REQUEST certificate.exists /body/certificate: Certificate already exists with fingerprint "
        + (try ElsewhereCertificate().fingerprint()))
    #expect(again.certificate?.uuid == uploaded.uuid && again.recorded.changes.isEmpty)
  }

  @Test("names one of the home's authority by authority and serial number, any other by its octets")
  func names() throws {
    var desk = try Desk()
    let own = try #require(try desk.decide(ElsewhereCertificate().upload()).certificate)
    #expect(own.authority == desk.issuer.authority.uuid)
    let octets = desk.issuer.authority.uuid.octets + [0x51, 0x01]
    let serialNumber = try #require(SerialNumber(magnitude: [0x51, 0x01]))
    #expect(own.uuid == UniqueID(ofCertificate: serialNumber, digest: MessageDigest.sha256.of(octets)))
    // Its issuer's name and serial number are the same, and somebody else has signed it.
    var foreign = ElsewhereCertificate()
    foreign.signer = SigningKeys.ed25519
    let other = try #require(try desk.decide(foreign.upload(id: "f")).certificate)
    let digest = MessageDigest.sha256.of(try foreign.der())
    #expect(other.uuid == UniqueID(ofCertificate: serialNumber, digest: digest))
    #expect(other.authority != own.authority)
  }

  @Test("refuses a second one of an authority with the same serial number")
  func ambiguous() throws {
    var desk = try Desk()
    #expect(try desk.answer(ElsewhereCertificate().upload()) == "OK")
    var twin = ElsewhereCertificate()
    twin.subject = "CN=another.example"
    #expect(
      try desk.answer(twin.upload(id: "t"))
        == "VALIDATION_FAILED certificate.ambiguous /body/certificate: More than one certificate found with serial "
        + "number: 5101")
  }

  @Test("refuses what is no certificate, in the API's words")
  func malformedContent() throws {
    var desk = try Desk()
    let der = try ElsewhereCertificate().der()
    func text(_ octets: [UInt8]) -> String { String(decoding: Base64.encode(octets), as: UTF8.self) }
    var store = DERWriter()
    store.sequence {
      $0.integer(3)
      $0.sequence { _ in }
    }
    var twoAlgorithms = ElsewhereCertificate()
    twoAlgorithms.statedAlgorithm = try SigningKeys.p256.get().signatureAlgorithm
    let pem = PEM.encode(der, label: "CERTIFICATE")
    let rows: [(content: String, answer: String)] = [
      (text(store.bytes), "Unsupported certificate format PKCS#12"),
      (
        String(decoding: PEM.encode(der, label: "PRIVATE KEY"), as: UTF8.self),
        "Uploaded PEM encoded content is not certificate. Uploaded PEM type: PRIVATE KEY"
      ),
      ("!", unsupported + "it is neither base64 nor PEM"),
      (text(pem + pem), unsupported + "it has more than one PEM block"),
      (text(Array(pem.dropLast(30))), unsupported + "its PEM block is malformed"),
      (text(CertificateBag.der([der, der])), unsupported + "it holds 2 certificates"),
      (text(try twoAlgorithms.der()), unsupported + "its two signature algorithms differ"),
      (text(der + [0]), unsupported + "bytes follow the element (at octet \(der.count))"),
    ]
    for (index, row) in rows.enumerated() {
      #expect(try desk.answer(ElsewhereCertificate.upload(row.content, id: "u-\(index)")) == malformed + row.answer)
    }
    #expect(
      try desk.answer(#"{"id":"none","operation":"uploadCertificate","body":{}}"#)
        == #"BAD_REQUEST member.missing /body/certificate: member "certificate" is missing"#)
    let pinned = #""requestSha256":"\#(String(repeating: "0", count: 64))""#
    #expect(
      try desk.answer(ElsewhereCertificate.upload(text(der), pinned))
        == "BAD_REQUEST request.digest /body/certificate: the certificate is not the one that requestSha256 names")
    #expect(desk.ledger.certificates.isEmpty)
  }

  @Test("keeps custom attributes, and refuses wrong ones")
  func customAttributes() throws {
    let definition = """
      [{"uuid":"00000000-0000-4000-8000-000000000001","name":"owner","contentType":"string",\
      "properties":{"label":"Owner"},"effect":"record"}]
      """
    var desk = try Desk(extra: ["custom-attributes.json": definition])
    func upload(_ id: String, _ data: String) throws -> String {
      """
      {"id":"\(id)","operation":"uploadCertificate","body":{"certificate":"\(try ElsewhereCertificate().base64())",\
      "customAttributes":[{"name":"owner","contentType":"string","content":[{"data":\(data)}]}]}}
      """
    }
    #expect(try desk.answer(upload("w", "7")).hasPrefix("VALIDATION_FAILED attribute.wrongType "))
    let record = try #require(try desk.decide(upload("u", #""Ann""#)).certificate)
    let kept = try #require(desk.ledger.attributes[record.uuid])
    #expect(String(decoding: kept, as: UTF8.self).contains(#""content":[{"data":"Ann"}]"#))
  }
}
