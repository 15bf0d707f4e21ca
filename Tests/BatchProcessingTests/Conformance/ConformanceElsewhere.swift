import OpenSSLBackend
import PKIModel
import TestSupport
import Testing

/// The certificates of the table that were signed without certmill, each with one DNS name: the one it has in the run.
struct ConformanceElsewhere {
  /// DER, by that name.
  private(set) var certificates: [String: [UInt8]] = [:]
  private var serialNumbers: [String: String] = [:]
  private let home: SigningElsewhere
  private let stranger: SigningElsewhere
  /// DER.
  private let request: [UInt8]

  init(of rows: [ConformanceRow], _ site: BatchSite, request: [UInt8]) throws {
    home = try SigningElsewhere(as: site)
    stranger = try SigningElsewhere(asStranger: "Somebody Else")
    self.request = request
    for row in rows {
      for given in row.before {
        switch given {
        case .elsewhere(let name, let kind), .uploaded(let name, let kind): try sign(name, kind, row.name)
        default: break
        }
      }
    }
  }

  private mutating func sign(_ name: String, _ kind: ConformanceRow.Elsewhere, _ row: String) throws {
    var number = String(0x5000 + certificates.count, radix: 16)
    if case .twin(let other) = kind { number = try #require(serialNumbers["\(row).\(other)"]) }
    let constraints = kind == .authority ? "critical,CA:TRUE" : "CA:FALSE"
    let id = "\(row).\(name)"
    serialNumbers[id] = number
    certificates[id] = try (kind == .stranger ? stranger : home).certificate(
      for: request, serialNumber: number,
      extensions: ["basicConstraints=\(constraints)", "subjectAltName=DNS:\(id)"])
  }

  /// What rows need to know of them, for those too that are not on record.
  func fill(_ blanks: inout Blanks) {
    for (id, der) in certificates {
      blanks["der:\(id)"] = ManifestText.base64(der)
      blanks["serial:\(id)"] = serialNumbers[id]
      blanks["fingerprint:\(id)"] = Hex.encode(MessageDigest.sha256.of(der))
    }
  }
}
