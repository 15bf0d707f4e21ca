import DERCoding
import OpenSSLBackend
import PKIModel

/// The descriptions of structures that are DER.
struct StructureText {
  private let cryptography: LaneCryptography

  init(cryptography: LaneCryptography) {
    self.cryptography = cryptography
  }

  /// Hands over the description of one structure, or of each in a bag.
  ///
  /// - Parameter rank: What tells this structure from others in its file, such as ` (1 of 3)`.
  /// - Throws: `UnreadableStructure`, before anything of the structure is handed over, or what `write` throws.
  func describe(
    _ der: [UInt8], as kind: StructureKind, rank: String = "", write: (String) throws -> Void
  ) throws {
    switch kind {
    case .bag: try describeBag(der, rank: rank, write: write)
    case .certificate, .request, .certificateList: try write(text(der, as: kind, rank: rank))
    }
  }

  private func text(_ der: [UInt8], as kind: StructureKind, rank: String) throws(UnreadableStructure) -> String {
    // PEM says the same of both formats.
    if kind == .request, RequestFormat(der: der) == .crmf { return try messageText(der, rank: rank) }
    var sheet = Sheet()
    do throws(DERError) {
      switch kind {
      case .certificate: sheet.describe(try Certificate(der: der), rank: rank)
      case .request:
        let request = try CertificationRequest(der: der)
        sheet.describe(request, proof: RequestProof(of: request, by: cryptography), rank: rank)
      case .certificateList: sheet.describe(try CertificateList(der: der), rank: rank)
      case .bag: break
      }
    } catch {
      throw UnreadableStructure(problem: "\(kind.name)\(rank): \(error.text)")
    }
    return sheet.text
  }

  private func messageText(_ der: [UInt8], rank: String) throws(UnreadableStructure) -> String {
    var sheet = Sheet()
    do {
      sheet.describe(try CertificateRequestMessage(der: der), by: cryptography, rank: rank)
    } catch {
      throw UnreadableStructure(problem: "CRMF request\(rank): \(error.text)")
    }
    return sheet.text
  }

  private func describeBag(_ der: [UInt8], rank: String, write: (String) throws -> Void) throws {
    let contents: CertificateBag.Contents
    do {
      contents = try CertificateBag.contents(der: der)
    } catch {
      throw UnreadableStructure(problem: "\(StructureKind.bag.name)\(rank): \(error.text)")
    }
    var sheet = Sheet()
    sheet.heading("PKCS#7 bag\(rank)")
    sheet.field("Certificates", String(contents.certificates.count))
    if !contents.certificateLists.isEmpty { sheet.field("CRLs", String(contents.certificateLists.count)) }
    try write(sheet.text)
    try describe(each: contents.certificates, as: .certificate, write: write)
    try describe(each: contents.certificateLists, as: .certificateList, write: write)
  }

  private func describe(each all: [[UInt8]], as kind: StructureKind, write: (String) throws -> Void) throws {
    for (index, der) in all.enumerated() {
      try write("\n")
      try describe(der, as: kind, rank: " (\(index + 1) of \(all.count))", write: write)
    }
  }
}

/// Why a structure cannot be described.
struct UnreadableStructure: Error {
  /// What is wrong with which structure, for people.
  let problem: String
}
