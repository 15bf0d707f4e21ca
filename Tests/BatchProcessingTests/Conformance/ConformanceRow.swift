import Diagnostics
import PKIModel

/// One row of the conformance table: what was there, what is asked, what is answered, and what is there afterwards.
///
/// To add one, append it to the `Rows+….swift` of its operations, or add such a file and name it in
/// `ConformanceTable.rows`. In requests and bodies, `{{…}}` stands for what only the run knows; see `Blanks`.
struct ConformanceRow: Sendable {
  /// The id of the row's request; what stands in `before` and `beside` has its name below this one.
  let name: String
  /// The failure or the rule, with the section of the API's domain notes that has it.
  let rule: String
  /// Recorded by a batch of its own, which runs first.
  let before: [Given]
  /// Requests that stand before the row's own in the same manifest: a name, and the members.
  let beside: [(name: String, members: String)]
  /// The members of the row's request but for its id, as JSON.
  let request: String
  let answer: Answer
  /// What has changed of `before`, and what is new; everything else must be as it was.
  let after: [After]
  /// Why it is answered otherwise than upstream does.
  let insteadOf: Divergence?

  init(
    _ name: String, _ rule: String, before: [Given] = [], beside: [(name: String, members: String)] = [],
    _ request: String, _ answer: Answer, after: [After] = [], insteadOf: Divergence? = nil
  ) {
    self.name = name
    self.rule = rule
    self.before = before
    self.beside = beside
    self.request = request
    self.answer = answer
    self.after = after
    self.insteadOf = insteadOf
  }
}

extension ConformanceRow {
  /// What a row needs to be there; its name is local to the row.
  enum Given: Sendable {
    /// A certificate with one DNS name, of the certificate request `plain`.
    case issued(String, under: String = "tls-server")
    case revoked(String)
    case submitted(String, under: String = "tls-server")
    /// A certificate whose signature could not be made.
    case failed(String)
    case endEntity(String, EndEntityStatus = .new)
    /// An end entity that is gone.
    case deleted(String)
    /// An end entity that has enrolled for a certificate.
    case enrolled(String, certificate: String)
    /// A certificate that was signed without certmill and is not on record.
    case elsewhere(String, Elsewhere = .signed)
    /// The same, taken in; of no RA profile.
    case uploaded(String, Elsewhere = .signed)
    /// A key of a token profile; its alias is its name.
    case key(String, KeyState = .active, KeyAlgorithm = .ed25519, under: String = "soft")
    /// A certificate whose request was made with a key that is there for it alone.
    case keyed(String, by: String, KeyAlgorithm = .ed25519)
    /// A certificate that stands in a location, under its own name.
    case placed(String, in: String)
  }

  /// What a certificate is that was signed without certmill.
  enum Elsewhere: Equatable, Sendable {
    /// Signed by `issuing-ca`.
    case signed
    /// Signed by `issuing-ca`, with the serial number of another one of the row that stands before it.
    case twin(of: String)
    /// A CA's, signed by `issuing-ca`.
    case authority
    /// Signed by nobody of the home.
    case stranger
  }

  /// What a row leaves.
  enum After: Sendable {
    /// The certificate of the row's own request.
    case own(CertificateState)
    case certificate(String, CertificateState)
    /// A certificate that was taken in, of no RA profile; of the row's own request where it has no name.
    case uploaded(String? = nil)
    case revoked(String, RevocationReason)
    case endEntity(String, EndEntityStatus)
    /// An end entity whose name the row did not choose.
    case named(String, EndEntityStatus)
    case gone(String)
    /// The key that the row's own request made.
    case ownKey(KeyState)
    case key(String, KeyState)
    /// What stands in a location under a name of the row; nil for the certificate of the row's own request.
    case stands(String?, in: String, under: String)
    /// Nothing stands in a location under a name of the row any more.
    case cleared(String, in: String)
  }

  /// What is answered: the HTTP status, the first problem's code, the exact body, and the codes of all warnings.
  struct Answer: Sendable {
    let status: Int?
    let code: FindingCode?
    /// JSON; nil where there is none.
    let body: String?
    var warnings: [FindingCode] = []

    /// 200, with a body or without.
    static func ok(_ body: String? = nil, warnings: FindingCode...) -> Answer {
      Answer(status: 200, code: nil, body: body, warnings: warnings)
    }

    /// 200 with the certificate of the row's own request.
    static func issued(warnings: FindingCode...) -> Answer {
      Answer(status: 200, code: nil, body: #"{"certificateData":"{{der}}","uuid":"{{uuid}}"}"#, warnings: warnings)
    }

    /// 204.
    static func noContent(warnings: FindingCode...) -> Answer {
      Answer(status: 204, code: nil, body: nil, warnings: warnings)
    }

    /// 207: some of it is done.
    static func partial(_ code: FindingCode, _ body: String, warnings: FindingCode...) -> Answer {
      Answer(status: 207, code: code, body: body, warnings: warnings)
    }

    static func badRequest(_ code: FindingCode, _ message: String) -> Answer { refusal(400, code, message) }
    static func notFound(_ code: FindingCode, _ message: String) -> Answer { refusal(404, code, message) }
    static func authorityError(_ code: FindingCode, _ message: String) -> Answer { refusal(502, code, message) }
    static func unavailable(_ code: FindingCode, _ message: String) -> Answer { refusal(503, code, message) }

    /// 422 with the list of everything that is wrong.
    static func invalid(_ code: FindingCode, _ texts: String...) -> Answer {
      Answer(status: 422, code: code, body: "[" + texts.map(quoted).joined(separator: ",") + "]")
    }

    /// Nothing was asked of the API.
    static func skipped(_ code: FindingCode) -> Answer { Answer(status: nil, code: code, body: nil) }

    private static func refusal(_ status: Int, _ code: FindingCode, _ message: String) -> Answer {
      Answer(status: status, code: code, body: #"{"message":\#(quoted(message))}"#)
    }

    private static func quoted(_ text: String) -> String {
      "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
  }
}

extension ConformanceRow {
  /// The members of a request under an RA profile.
  static func ask(
    _ operation: String, under profile: String? = nil, _ members: String..., body: String? = nil
  ) -> String {
    let own = [#""operation":"\#(operation)""#] + (profile.map { [#""raProfileName":"\#($0)""#] } ?? [])
    return (own + members + (body.map { [#""body":\#($0)"#] } ?? [])).joined(separator: ",")
  }

  /// The member `certificateUuid` for a certificate of the row.
  static func about(_ certificate: String) -> String { #""certificateUuid":"{{uuid:\#(certificate)}}""# }
}
