import ManifestReading

/// Bodies of one operation: such as it takes, and such as it does not, each with the code that it is refused with.
struct PayloadCase: Sendable {
  let operation: Operation
  let good: [String]
  let bad: [(body: String, code: String)]

  init(_ operation: Operation, good: [String], bad: (String, String)...) {
    self.operation = operation
    self.good = good
    self.bad = bad.map { (body: $0.0, code: $0.1) }
  }

  /// Members that say what each operation is about; those that mean nothing to one are passed over.
  static let envelope =
    #""certificateUuid":"3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b13","username":"nobody","#
    + #""tokenProfileUuid":"0e7b5f0a-93c4-4d53-8f0e-2b1a6c9d4e10","keyUuid":"3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b14","#
    + #""locationUuid":"10ca7100-0000-4000-8000-000000000001""#

  static let all = issuing + revoking + people + inventory + stores + withoutBody

  private static let issuing = [
    PayloadCase(
      .issueCertificate,
      good: [
        #"{"request":"MII","format":"pkcs10","attributes":[],"customAttributes":[{"name":"a"}],"keyUuid":null}"#,
        #"{"keyUuid":"@k","tokenProfileUuid":"3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b15","csrAttributes":[{"name":"commonName","contentType":null}],"#
          + #""signatureAttributes":[{"name":"data_sigDigest","content":[{"reference":"r","data":"SHA-256"}]}]}"#,
      ],
      bad: (#"{"pkcs10":"MII"}"#, "member.unknown"), (#"{"request":5}"#, "member.type"),
      (#"{"format":"PKCS10"}"#, "member.value"), (#"{"attributes":{"name":"san"}}"#, "member.type"),
      (#"{"attributes":[{"content":[]}]}"#, "member.missing"),
      (#"{"attributes":[{"name":"san","contentType":"STRING","content":[{"data":"x"}]}]}"#, "attribute.contentType"),
      (#"{"attributes":[{"name":"san","content":[{"value":"x"}]}]}"#, "attribute.malformed"),
      (#"{"attributes":[{"name":"san","content":{"data":"x"}}]}"#, "member.type")),
    PayloadCase(
      .submitCertificateRequest,
      good: [#"{"raProfileUuid":null,"request":"","issueAttributes":[],"sourceCertificateUuid":null}"#],
      bad: (#"{"attributes":[]}"#, "member.unknown"), (#"{"sourceCertificateUuid":"x"}"#, "member.unsupported")),
    PayloadCase(
      .renewCertificate, good: ["{}", #"{"request":"MII","format":"crmf","replaceInLocations":false}"#],
      bad: (#"{"replaceInLocations":"yes"}"#, "member.type"), (#"{"attributes":[]}"#, "member.unknown")),
    PayloadCase(
      .rekeyCertificate,
      good: [
        #"{"keyUuid":"@k","tokenProfileUuid":"3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b15","signatureAttributes":[]}"#
      ],
      bad: (#"{"keyUuid":7}"#, "member.type"), (#"{"csrAttributes":[]}"#, "member.unknown")),
    PayloadCase(
      .validateIssueCertificateAttributes,
      good: ["[]", #"[{"uuid":null,"name":"validityDays","content":[{"data":90}],"label":"l","type":"data"}]"#],
      bad: (#"{"attributes":[]}"#, "member.type"), (#"[{"label":"l"}]"#, "member.missing"),
      (#"[{"name":"validityDays","value":1}]"#, "member.unknown")),
    PayloadCase(
      .legacyIssueCertificate, good: [#"{"username":"u","password":"p","pkcs10":"MII"}"#],
      bad: (#"{"username":"u","pkcs10":"MII"}"#, "member.missing"),
      (#"{"username":"","password":"p","pkcs10":"MII"}"#, "member.value"),
      (#"{"username":"u","password":"p","request":"MII"}"#, "member.unknown")),
  ]

  private static let revoking = [
    PayloadCase(
      .revokeCertificate, good: ["{}", #"{"reason":null,"attributes":null,"destroyKey":true}"#],
      bad: (#"{"reason":"lost"}"#, "revocation.reason"), (#"{"destroyKey":"false"}"#, "member.type"),
      (#"{"reasonCode":1}"#, "member.unknown")),
    PayloadCase(
      .validateRevokeCertificateAttributes, good: ["[]"],
      bad: ("{}", "member.type"), (#"[{"name":""}]"#, "member.value")),
    PayloadCase(
      .legacyRevokeCertificate, good: [#"{"certificateSN":"0a","issuerDN":"CN=A","reason":"superseded"}"#],
      bad: (#"{"certificateSN":"0a","issuerDN":"CN=A"}"#, "member.missing"),
      (#"{"certificateSN":"0a","issuerDN":"CN=A","reason":null}"#, "member.missing"),
      (#"{"certificateSN":"0a","issuerDN":"CN=A","reason":"lost"}"#, "revocation.reason")),
    PayloadCase(
      .bulkRevoke,
      good: [
        #"{"certificateUuids":["@x",{"fingerprint":"\#(String(repeating: "ab", count: 32))"}],"filters":null}"#,
        #"{"filters":[{"fieldSource":"property","fieldIdentifier":"COMMON_NAME","condition":"EMPTY"}]}"#,
      ],
      bad: (#"{"certificateUuids":"@x"}"#, "member.type"), (#"{"certificateUuids":[{"sha1":"ab"}]}"#, "member.unknown"),
      (#"{"certificateUuids":["@x"],"destroyKey":1}"#, "member.type")),
  ]

  private static let people = [
    PayloadCase(
      .addEndEntity,
      good: [
        #"{"raProfile":{"name":"x","any":[1]},"username":"u","password":"geheim und lang","subjectDN":"CN=u","#
          + #""subjectAltName":"","email":null,"extensionData":[{"name":"n","value":"v"},{"name":"n"}]}"#
      ],
      bad: (#"{"username":"u","subjectDN":"CN=u"}"#, "member.missing"),
      (#"{"username":"u","password":"p","subjectDN":""}"#, "member.value"),
      (#"{"username":"u","password":"p","subjectDN":"CN=u","extensionData":[{"value":"v"}]}"#, "member.missing"),
      (#"{"username":"u","password":"p","subjectDN":"CN=u","status":"NEW"}"#, "member.unknown")),
    PayloadCase(
      .editEndEntity, good: ["{}", #"{"password":"","subjectDN":"","status":"HISTORICAL","extensionData":[]}"#],
      bad: (#"{"status":"new"}"#, "member.value"), (#"{"username":"u"}"#, "member.unknown"),
      (#"{"email":5}"#, "member.type")),
  ]

  private static let inventory = [
    PayloadCase(
      .listCertificates,
      good: [
        "null",
        #"{"filters":[{"fieldSource":"property","fieldIdentifier":"SUBJECTDN","condition":"EQUALS","value":["a","b"]},"#
          + #"{"fieldSource":"property","fieldIdentifier":"NOT_AFTER","condition":"LESSER","#
          + #""value":"2026-01-31T12:00:00Z"}],"itemsPerPage":1000,"pageNumber":1000000000}"#,
      ],
      bad: (#"{"itemsPerPage":0}"#, "member.value"), (#"{"itemsPerPage":"5"}"#, "member.type"),
      (#"{"itemsPerPage":1001}"#, "member.value"), (#"{"pageNumber":0}"#, "member.value"),
      (#"{"page":1}"#, "member.unknown"),
      (#"{"filters":[{"fieldSource":"meta","fieldIdentifier":"SUBJECTDN","condition":"EMPTY"}]}"#, "member.value"),
      (#"{"filters":[{"fieldSource":"property","fieldIdentifier":"OWNER","condition":"EMPTY"}]}"#, "member.value"),
      (#"{"filters":[{"fieldSource":"property","fieldIdentifier":"SUBJECTDN"}]}"#, "member.missing")),
    PayloadCase(
      .uploadCertificate, good: [#"{"certificate":"MII","customAttributes":[]}"#],
      bad: (#"{"certificate":"MII","attributes":[]}"#, "member.unknown"), (#"{"certificate":["MII"]}"#, "member.type")),
    PayloadCase(
      .identifyCertificate, good: ["null", #"{"raProfileUuid":null,"groupUuids":null,"trustedCa":null}"#],
      bad: (#"{"trustedCa":true}"#, "member.unsupported"), (#"{"groupUuids":[]}"#, "member.unsupported"),
      (#"{"raProfileName":"x"}"#, "member.unknown")),
    PayloadCase(
      .getCrl, good: ["null", #"{"delta":false,"raProfileAttributes":[{"any":1}]}"#],
      bad: (#"{"delta":true}"#, "member.value"), (#"{"full":true}"#, "member.unknown")),
  ]

  private static let stores = [
    PayloadCase(
      .createKey,
      good: [
        #"{"name":"n","description":"d","enabled":true,"customAttributes":[],"#
          + #""attributes":[{"name":"data_keyAlias","content":[{"data":"a"}]}]}"#
      ],
      bad: (#"{"enabled":false}"#, "member.unsupported"),
      (#"{"customAttributes":[{"name":"a"}]}"#, "member.unsupported"), (#"{"alias":"a"}"#, "member.unknown")),
    PayloadCase(
      .pushCertificate, good: ["{}", #"{"attributes":[{"name":"alias","content":[{"data":"a"}]}]}"#],
      bad: (#"{"alias":"a"}"#, "member.unknown"), (#"{"attributes":"a"}"#, "member.type")),
    PayloadCase(
      .listLocations, good: ["null", #"{"filters":[],"pageNumber":1}"#],
      bad: (
        #"{"filters":[{"fieldSource":"property","fieldIdentifier":"SUBJECTDN","condition":"EMPTY"}]}"#, "member.value"
      ), (#"{"name":"x"}"#, "member.unknown")),
  ]

  private static let withoutBody = Operation.allCases.filter { operation in
    !(issuing + revoking + people + inventory + stores).contains { $0.operation == operation }
  }.map { operation in
    PayloadCase(
      operation, good: ["null", "{}"],
      bad: (#"{"uuid":"x"}"#, operation == .destroyKey ? "member.unsupported" : "member.unknown"))
  }
}
