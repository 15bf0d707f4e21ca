import Diagnostics
import PKIModel

/// Certificate requests that are made with a key of a token: issueCertificate, submitCertificateRequest and
/// rekeyCertificate.
extension ConformanceTable {
  static let keyedRequests = keyed + keyedFaults + csrAttributes + signatures + keyedSuccessors

  private static let nobody = "3f0c7a52-8d3e-4f1b-9a53-1d1f6f0e7b17"
  private static let forbidden = "Key needs to be Active and enabled."

  private static func missing(_ type: String, _ id: String) -> String {
    "Object of type '\(type)' identified by \(id) is not found."
  }

  /// The members of a body that name the row's key `k`.
  private static func k(_ algorithm: KeyAlgorithm = .ed25519, under profile: String = "soft") -> String {
    ConformanceStores.signing("{{key:k}}", algorithm, under: profile)
  }

  private static func issue(
    _ name: String, _ rule: String, before: [ConformanceRow.Given] = [.key("k")], under profile: String = "tls-server",
    _ members: String = k(), subject: String = ConformanceStores.subject, and envelope: String? = nil,
    _ answer: ConformanceRow.Answer, insteadOf: Divergence? = nil
  ) -> ConformanceRow {
    let body = #"{\#(members),\#(subject),"attributes":[]}"#
    return ConformanceRow(
      "keyed-" + name, rule, before: before,
      envelope.map { ConformanceRow.ask("issueCertificate", under: profile, $0, body: body) }
        ?? ConformanceRow.ask("issueCertificate", under: profile, body: body),
      answer, after: answer.code == nil && answer.status == 200 ? [.own(.issued)] : [], insteadOf: insteadOf)
  }

  /// A request that is submitted; the answer shows its subject.
  private static func submit(
    _ name: String, _ rule: String, subject: String = ConformanceStores.subject, _ subjectDN: String,
    of commonName: String, insteadOf: Divergence? = nil
  ) -> ConformanceRow {
    ConformanceRow(
      "keyed-submit-" + name, rule, before: [.key("k")],
      ConformanceRow.ask(
        "submitCertificateRequest", under: "others", body: #"{\#(k()),\#(subject),"issueAttributes":[]}"#),
      .ok(
        """
        {"uuid":"{{uuid}}","commonName":"\(commonName)","subjectDn":"\(subjectDN)",\
        "publicKeyAlgorithm":"Ed25519","keySize":256,"state":"requested","certificateType":"X.509",\
        "raProfile":{"uuid":"{{profile:others}}","name":"others"},"subjectAlternativeNames":{"otherName":[],\
        "rfc822Name":[],"dNSName":[],"x400Address":[],"directoryName":[],"ediPartyName":[],\
        "uniformResourceIdentifier":[],"iPAddress":[],"registeredID":[]},\
        "certificateRequest":{"certificateType":"X.509","certificateRequestFormat":"pkcs10",\
        "content":"{{request}}"}}
        """), after: [.own(.requested)], insteadOf: insteadOf)
  }

  // MARK: What is made

  private static let keyed = [
    issue("ed25519", "3.5 a request made with a key", k(), .issued()),
    issue("rsa", "3.4 RSA: scheme and digest", before: [.key("k", .active, .rsa2048)], k(.rsa2048), .issued()),
    issue(
      "beside-request", "1.2 keyUuid beside a request: the request's key", before: [.key("k")],
      #""request":"{{csr:plain}}","# + k(), subject: #""csrAttributes":[]"#,
      .invalid(.keyMismatch, "the certificate request is not one of key {{key:k}}"),
      insteadOf: .because("1.2: upstream stores the association and checks nothing")),
    submit(
      "plain", "1.2 submitCertificateRequest with a key", "CN=plain.example, O=Example, C=DE", of: "plain.example"),
    ConformanceRow(
      "keyed-submit-unknown", "1.4 NotFoundException",
      ConformanceRow.ask(
        "submitCertificateRequest", under: "others",
        body: #"{\#(ConformanceStores.signing(nobody)),\#(ConformanceStores.subject),"issueAttributes":[]}"#),
      .notFound(.keyUnknown, missing("CryptographicKey", nobody))),
    ConformanceRow(
      "keyed-issue-new", "1.1 issueNewCertificate of what a key has signed",
      before: [.key("k")],
      beside: [
        (
          "s",
          ConformanceRow.ask(
            "submitCertificateRequest", under: "others",
            body: #"{\#(k()),\#(ConformanceStores.subject),"issueAttributes":[]}"#)
        )
      ],
      ConformanceRow.ask("issueNewCertificate", under: "others", #""certificateUuid":"@{{name:s}}""#), .issued(),
      after: [.certificate("s", .issued)]),
  ]

  // MARK: Which key

  private static let keyedFaults = [
    issue(
      "key-alone", "1.2 both keyUuid and tokenProfileUuid", #""keyUuid":"{{key:k}}""#,
      .invalid(.keyReference, "Token Profile UUID Cannot be empty")),
    issue(
      "profile-alone", "1.2 both keyUuid and tokenProfileUuid", before: [],
      #""tokenProfileUuid":"{{tokenProfile:soft}}""#, .invalid(.keyReference, "Key UUID Cannot be empty")),
    issue(
      "unknown", "1.4 NotFoundException", before: [], ConformanceStores.signing(nobody),
      .notFound(.keyUnknown, missing("CryptographicKey", nobody))),
    issue(
      "invalid", "1.4 bad UUID", before: [], ConformanceStores.signing("166b5cf52-63f2"),
      .badRequest(.memberValue, "Unable to read HTTP message: Invalid UUID string: 166b5cf52-63f2")),
    issue(
      "unknown-profile", "1.4 NotFoundException", ConformanceStores.signing("{{key:k}}", under: nobody),
      .notFound(.tokenProfileUnknown, missing("TokenProfile", nobody))),
    issue(
      "disabled-profile", "3.5 the caller may use the profile", k(under: "shut"),
      .invalid(.tokenProfileForbids, "token profile shut is disabled")),
    issue(
      "mute-profile", "3.5 usages", before: [.key("k", under: "mute")], k(under: "mute"),
      .invalid(.tokenProfileForbids, "token profile mute does not allow to sign")),
    issue(
      "foreign-profile", "3.5 the key belongs to that token profile", k(under: "other"),
      .invalid(.keyReference, "Key and Token Profile are not associated to each other")),
    issue("destroyed", "3.5 active and enabled", before: [.key("k", .destroyed)], k(), .invalid(.keyState, forbidden)),
    issue(
      "compromised", "3.5 active and enabled", before: [.key("k", .compromised)], k(), .invalid(.keyState, forbidden)),
    issue(
      "faded", "1.5 issueCertificate: the request cannot be generated", before: [.key("k", under: "fading")],
      k(under: "fading"),
      .unavailable(
        .tokenUnavailable, "token fading-token: keys/tokens/fading/{{key:k}}.pem: No such file or directory")),
    issue(
      "not-allowed", "design 7 the end-entity profile judges the key", before: [.key("k", .active, .rsa2048)],
      under: "people", k(.rsa2048), .invalid(.keyNotAllowed, "an RSA key of 2048 bits is not allowed")),
    issue(
      "crmf", "3.10 generation of CRMF is unsupported", k() + #","format":"crmf""#,
      .invalid(.csrFormat, "CRMF format is not supported for CSR generation")),
    issue(
      "approved", "design 6 requestSha256 pins a request that is given",
      and: #""requestSha256":"\#(String(repeating: "00", count: 32))""#,
      .badRequest(.requestDigest, "no certificate request is given that could be the approved one")),
    issue(
      "of-nobody", "7.1 @ names an earlier request", before: [], ConformanceStores.signing("@{{name:later}}"),
      .badRequest(.requestReference, "request {{name:later}} does not stand before this one")),
  ]

  // MARK: csrAttributes

  private static func subject(_ given: (name: String, data: String)...) -> String {
    let all = given.map { ConformanceStores.attribute($0.name, #""\#($0.data)""#) }.joined(separator: ",")
    return #""csrAttributes":[\#(all)]"#
  }

  private static let tooLong = String(repeating: "a", count: 65)

  private static let csrAttributes = [
    submit(
      "all", "3.3 the order of the subject",
      subject: subject(
        ("commonName", "a"), ("organizationalUnit", "b"), ("organization", "c"), ("locality", "d"), ("state", "e"),
        ("country", "FR")), "CN=a, OU=b, O=c, L=d, ST=e, C=FR", of: "a"),
    submit(
      "hyphen", "3.3 commonName: up to 64 characters; an empty value gives nothing",
      subject: subject(("commonName", "web-1 of us"), ("organizationalUnit", "")), "CN=web-1 of us", of: "web-1 of us",
      insteadOf: .because("3.3: 2.13 allows letters, digits, dots and underscores only; later versions take all")),
    submit(
      "comma", "3.3 without escaping, a comma breaks the name",
      subject: subject(("commonName", "a"), ("organization", "A, CN=b")), #"CN=a, O=A\\, CN\\=b"#, of: "a",
      insteadOf: .because("3.3: upstream puts the subject together as text")),
    issue(
      "subject-none", "3.3 commonName is required", subject: subject(),
      .invalid(.attributeRequired, required("commonName"))),
    issue(
      "subject-null", "1.5 issueCertificate: csrAttributes null is as good as none", subject: #""csrAttributes":null"#,
      .invalid(.attributeRequired, required("commonName")),
      insteadOf: .because("1.5: upstream runs into a null pointer")),
    issue(
      "subject-long", "3.3 commonName: up to 64 characters", subject: subject(("commonName", tooLong)),
      .invalid(.attributeRegExp, "Value \(tooLong) of attribute Common Name doesn't match regex ^.{0,64}$")),
    issue(
      "subject-country", "3.3 country: two capital letters", subject: subject(("commonName", "a"), ("country", "de")),
      .invalid(.attributeRegExp, "Value de of attribute Country doesn't match regex ^[A-Z]{2}$")),
    issue(
      "subject-unknown", "3.3 the complete list", subject: subject(("commonName", "a"), ("title", "Doctor")),
      .invalid(.attributeUnknown, undefined("title"))),
    issue(
      "subject-not-allowed", "design 7 the end-entity profile judges the subject", under: "people",
      subject: subject(("commonName", "a"), ("locality", "Berlin")),
      .invalid(.subjectNotAllowed, "the subject's locality is not one that the profile lists")),
  ]

  // MARK: signatureAttributes

  private static func signature(
    _ name: String, _ rule: String, _ algorithm: KeyAlgorithm, _ given: (name: String, data: String)...,
    answer: ConformanceRow.Answer, insteadOf: Divergence? = nil
  ) -> ConformanceRow {
    let all = given.map { ConformanceStores.attribute($0.name, #""\#($0.data)""#) }.joined(separator: ",")
    return issue(
      "signature-" + name, rule, before: [.key("k", .active, algorithm)],
      """
      "keyUuid":"{{key:k}}","tokenProfileUuid":"{{tokenProfile:soft}}","signatureAttributes":[\(all)]
      """, answer, insteadOf: insteadOf)
  }

  private static func required(_ name: String) -> String {
    "Content for required Data attribute \(name) is not provided."
  }

  private static func undefined(_ name: String) -> String {
    "Content for attribute \(name) is provided but definition is not found"
  }

  private static let scheme = "data_rsaSigScheme"
  private static let digest = "data_sigDigest"

  private static let signatures = [
    signature(
      "rsa-none", "3.4 RSA: all required", .rsa2048,
      answer: .invalid(.attributeRequired, required(scheme), required(digest))),
    signature(
      "ecdsa-none", "3.4 ECDSA: the digest is required", .p256, answer: .invalid(.attributeRequired, required(digest))),
    signature(
      "ecdsa-scheme", "3.4 the scheme is RSA's", .p256, (scheme, "PSS"), (digest, "SHA-256"),
      answer: .invalid(.attributeUnknown, undefined(scheme))),
    signature(
      "ed25519-digest", "docs/tokens.md: Ed25519 has none", .ed25519, (digest, "SHA-512"),
      answer: .invalid(.attributeUnknown, undefined(digest))),
    signature(
      "other-digest", "3.4 a digest that is not listed", .p256, (digest, "SHA-3"),
      answer: .invalid(.attributeNotInList, unlisted("46bfdc2f-a96f-4f5d-a218-d538fde92e6d", digest))),
    signature(
      "other-scheme", "3.4 a scheme that is not listed", .rsa2048, (scheme, "OAEP"), (digest, "SHA-256"),
      answer: .invalid(.attributeNotInList, unlisted("0b13c68c-4d56-4901-baf1-af859c8f75ee", scheme))),
    signature(
      "sha1", "3.4 the profile may forbid MD5 and SHA-1", .rsa2048, (scheme, "PSS"), (digest, "SHA-1"),
      answer: .invalid(.csrSignatureAlgorithm, "a request signed with SHA-1 is not allowed"),
      insteadOf: .because("3.4: upstream signs with it")),
    signature(
      "ecdsa-sha3", "docs/tokens.md: OpenSSL 3.0 could not verify it", .p256, (digest, "SHA3-256"),
      answer: .invalid(.csrSignatureAlgorithm, "a request signed with SHA3-256 is not allowed"),
      insteadOf: .because("3.4: upstream signs with it")),
  ]

  // MARK: rekeyCertificate and renewCertificate

  private static func rekey(
    _ name: String, _ rule: String, before: [ConformanceRow.Given] = [.issued("a"), .key("k")], _ members: String,
    _ answer: ConformanceRow.Answer, insteadOf: Divergence? = nil
  ) -> ConformanceRow {
    ConformanceRow(
      "keyed-rekey-" + name, rule, before: before,
      ConformanceRow.ask("rekeyCertificate", under: "tls-server", ConformanceRow.about("a"), body: "{\(members)}"),
      answer, after: answer.code == nil ? [.own(.issued)] : [], insteadOf: insteadOf)
  }

  private static let both = #""keyUuid":"{{key:k}}","tokenProfileUuid":"{{tokenProfile:soft}}""#

  private static let keyedSuccessors = [
    rekey("plain", "3.7 without a request: keyUuid and token profile", k(), .issued()),
    rekey(
      "old-signature", "3.7 signature attributes of the request on record",
      before: [.keyed("a", by: "old", .rsa2048), .key("k", .active, .rsa2048)], both, .issued()),
    rekey(
      "no-signature", "1.5 rekey: no signature attributes here and there",
      before: [.issued("a"), .key("k", .active, .rsa2048)], both,
      .invalid(.attributeRequired, "Signature Attributes are not provided in request and old certificate")),
    rekey(
      "key-alone", "1.5 rekey: no token profile", #""keyUuid":"{{key:k}}""#,
      .invalid(.keyReference, "Token Profile cannot be empty for creating new CSR")),
    rekey(
      "profile-alone", "1.5 rekey: no key", #""tokenProfileUuid":"{{tokenProfile:soft}}""#,
      .invalid(
        .keyReference, "Key UUID is not provided in the request and old certificate does not have key reference")),
    rekey(
      "same-key", "1.5 rekey: the same key", before: [.keyed("a", by: "k")], k(),
      .invalid(.keyMismatch, "Rekey operation not permitted. Cannot use same key to rekey certificate")),
    rekey(
      "usable-key", "1.5 rekey: keyUuid null although the old key is usable", before: [.keyed("a", by: "k")],
      #""replaceInLocations":false"#, .invalid(.certificateRequestMissing, "Invalid key information")),
    rekey(
      "unknown", "1.4 NotFoundException", before: [.issued("a")], ConformanceStores.signing(nobody),
      .notFound(.keyUnknown, missing("CryptographicKey", nobody))),
    rekey(
      "destroyed", "3.5 active and enabled", before: [.issued("a"), .key("k", .destroyed)], k(),
      .invalid(.keyState, forbidden)),
    rekey(
      "foreign-profile", "3.5 the key belongs to that token profile", k(under: "other"),
      .invalid(.keyReference, "Key and Token Profile are not associated to each other")),
    rekey(
      "beside-request", "8 rekey: a key beside a request means nothing", before: [.issued("a")],
      #""request":"{{csr:rekeyed}}","keyUuid":"\#(nobody)","tokenProfileUuid":"\#(nobody)""#, .issued(),
      insteadOf: .section8(.rekeyMembers, "the schema of 2.13 asks for keyUuid and tokenProfileUuid")),
    ConformanceRow(
      "keyed-rekey-lost-key", "1.5 rekey: the old key is in an incorrect state", before: [.keyed("a", by: "k")],
      beside: [("d", ConformanceRow.ask("destroyKey", #""keyUuid":"{{key:k}}","destroyActiveKey":true"#))],
      ConformanceRow.ask("rekeyCertificate", under: "tls-server", ConformanceRow.about("a"), body: "{}"),
      .invalid(
        .certificateRequestMissing, "Old certificate does not have private key or private key is in incorrect state"),
      after: [.key("k", .destroyed)]),
    ConformanceRow(
      "keyed-renew", "3.6 the request on record, whatever became of the key", before: [.keyed("a", by: "k")],
      beside: [("d", ConformanceRow.ask("destroyKey", #""keyUuid":"{{key:k}}","destroyActiveKey":true"#))],
      ConformanceRow.ask("renewCertificate", under: "tls-server", ConformanceRow.about("a"), body: "{}"), .issued(),
      after: [.own(.issued), .key("k", .destroyed)]),
    ConformanceRow(
      "keyed-renew-member", "1.2 a renewal has no keyUuid", before: [.issued("a")],
      ConformanceRow.ask(
        "renewCertificate", under: "tls-server", ConformanceRow.about("a"), body: #"{"keyUuid":"\#(nobody)"}"#),
      .badRequest(.memberUnknown, #"Unable to read HTTP message: member "keyUuid" is unknown"#)),
  ]
}
