import AttributeValidation
import PKIModel
import Testing

@testable import Configuration

@Suite("Certificate profile files")
struct CertificateProfileTests {
  private static let path = "certificate-profiles/device.json"

  static let faults = [
    Fault(path, #""name": "device","#, "", " member.missing: member \"name\" is missing"),
    Fault(path, #""validity""#, #""lifetime""#, " member.missing: member \"validity\" is missing"),
    Fault(path, #""days": 3650,"#, "", "/validity member.missing: member \"days\" is missing"),
    Fault(path, #""days": 3650"#, #""days": 0"#, "/validity/days member.value: 0 is not allowed"),
    Fault(path, #""days": 3650"#, #""days": -1"#, "/validity/days member.value: -1 is not allowed"),
    Fault(path, #""days": 3650"#, #""days": 36525"#, "/validity/days member.value: 36525 is not allowed"),
    Fault(
      path, #""days": 3650"#, #""days": 9223372036854775808"#, "/validity/days member.type: a whole number is expected"),
    Fault(
      path, #""days": 3650"#, #""days": 3651"#, "/validity/days member.value: the days do not fit minDays and maxDays"),
    Fault(
      path, #""minDays": 1"#, #""minDays": 3651"#,
      "/validity/days member.value: the days do not fit minDays and maxDays"),
    Fault(path, #""minDays": 1"#, #""minDays": 0"#, "/validity/minDays member.value: 0 is not allowed"),
    Fault(
      path, #""backdateMinutes": 5"#, #""backdateMinutes": 2881"#,
      "/validity/backdateMinutes member.value: 2881 is not allowed"),
    Fault(
      path, #""backdateMinutes": 5"#, #""backdateMinutes": -1"#,
      "/validity/backdateMinutes member.value: -1 is not allowed"),
    Fault(
      path, #""shorten""#, #""ignore""#,
      "/validity/beyondAuthority member.value: \"beyondAuthority\" cannot be \"ignore\""),
    Fault(
      path, #""digitalSignature""#, #""sign""#,
      "/keyUsage member.value: \"sign\" is not a key usage such as digitalSignature"),
    Fault(
      path, #""digitalSignature""#, #""keyCertSign""#,
      "/keyUsage member.value: an end entity's key may not sign certificates or CRLs"),
    Fault(
      path, #""digitalSignature""#, #""digitalSignature", "cRLSign""#,
      "/keyUsage member.value: an end entity's key may not sign certificates or CRLs"),
    Fault(path, #""digitalSignature""#, "5", "/keyUsage/0 member.type: a string is expected"),
    Fault(path, #""policies": []"#, #""policies": ["1"]"#, "/policies member.value: \"1\" is not an OID"),
    Fault(
      path, #""crlDistributionPoints": []"#, #""crlDistributionPoints": ["a.crl"]"#,
      "/crlDistributionPoints member.value: \"a.crl\" is not a URI"),
    Fault(
      path, #""crlDistributionPoints": []"#, #""crlDistributionPoints": ["http://a b"]"#,
      "/crlDistributionPoints member.value: \"http://a b\" is not a URI"),
    Fault(
      path, #""crlDistributionPoints": []"#, #""crlDistributionPoints": ["http://ä"]"#,
      "/crlDistributionPoints member.value: \"http://ä\" is not a URI"),
    Fault(
      path, #""policies": []"#, #""authorityInfoAccess": {"ocsp": ["x"]}"#,
      "/authorityInfoAccess/ocsp member.value: \"x\" is not a URI"),
    Fault(
      path, #""policies": []"#, #""authorityInfoAccess": {"issuers": []}"#,
      "/authorityInfoAccess/issuers member.unknown: member \"issuers\" is unknown"),
    Fault(
      path, #""basicConstraints": true"#, #""basicConstraints": "CA:TRUE""#,
      "/basicConstraints member.type: true or false is expected"),
    Fault(path, #""policies": []"#, #""isCA": true"#, "/isCA member.unknown: member \"isCA\" is unknown"),
  ]

  @Test("are refused with the place of the fault", arguments: faults)
  func refused(_ fault: Fault) throws {
    #expect(try fault.problems().first == fault.path + "#" + fault.problem)
  }

  @Test("bound the days by themselves where they do not say more")
  func defaults() throws {
    var home = try HomeKit()
    home.put(CertificateProfileTests.path, #"{"name": "device", "validity": {"days": 90}}"#)
    let profile = try #require(try home.load().profile(named: "device")).certificateProfile
    #expect(profile.validityDays == 90 && profile.allowedDays == 90...90)
    #expect(profile.backdateMinutes == 0 && profile.beyondAuthority == .shorten)
    #expect(profile.keyUsage == [] && profile.extendedKeyUsage == [] && profile.policies == [])
    #expect(profile.hasBasicConstraints)
  }

  @Test("keep what they say")
  func values() throws {
    var home = try HomeKit()
    home.put(
      CertificateProfileTests.path,
      #"{"name": "device", "description": "d", "validity": {"days": 9, "minDays": 2, "maxDays": 10, "#
        + #""beyondAuthority": "refuse"}, "keyUsage": ["contentCommitment"], "extendedKeyUsage": ["1.2.3"], "#
        + #""basicConstraints": false, "policies": ["2.999"], "crlDistributionPoints": ["http://a/x"], "#
        + #""authorityInfoAccess": {"ocsp": ["http://o"], "caIssuers": ["ldap://c"]}}"#)
    let profile = try #require(try home.load().profile(named: "device")).certificateProfile
    #expect(profile.allowedDays == 2...10 && profile.beyondAuthority == .refuse)
    #expect(profile.keyUsage == .nonRepudiation && profile.extendedKeyUsage == [OID(1, 2, 3)])
    #expect(!profile.hasBasicConstraints && profile.policies == [OID(2, 999)])
    #expect(profile.crlDistributionPoints == ["http://a/x"])
    #expect(profile.ocspResponders == ["http://o"] && profile.caIssuers == ["ldap://c"])
  }
}
