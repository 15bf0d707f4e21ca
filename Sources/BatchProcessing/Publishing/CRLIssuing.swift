import Configuration
import DERCoding
import Diagnostics
import IssuanceLedger
import Logging
import OpenSSLBackend
import PKIModel
import RequestResolution

/// Signs full CRLs of authorities (RFC 5280 5) and records them.
struct CRLIssuing {
  /// What most entries need: a serial number of 20 octets, a date and a reason.
  private static let entryOctets = 54

  let ledger: Ledger
  let now: UTCInstant
  let log: Logger

  init(ledger: Ledger, surroundings: RunSurroundings) {
    self.ledger = ledger
    now = surroundings.now
    log = surroundings.log
  }

  /// Makes the next CRL of a key's authority; its number is one more than that of the last.
  @discardableResult
  func issue(with key: SigningKey) throws -> IssuedCRL {
    let authority = key.issuer.authority
    var issued: IssuedCRL?
    try ledger.recordNextCRL(authority: authority.uuid) { last, listed in
      let list = try list(after: last, number: listed.number, of: key.issuer)
      let crl = try sign(list, listed, with: key)
      issued = crl
      return (crl.record, crl.frame)
    }
    guard let issued else { throw RunProblem(.internalError, "a CRL was recorded and not made") }
    log.info("CRL is signed", metadata: ["authority": "\(authority.name)", "number": "\(issued.record.number)"])
    return issued
  }

  private func list(after last: RecordedCRL?, number: Int, of issuer: Issuer) throws -> TBSCertificateList {
    let authority = issuer.authority
    if let last, now < last.thisUpdate {
      throw RunProblem(
        .inputOutput,
        "the clock says \(now), but CRL \(last.number) of \(authority.name) was made at \(last.thisUpdate); "
          + "set the clock")
    }
    guard let nextUpdate = now.adding(seconds: Int64(authority.crlValiditySeconds)) else {
      throw RunProblem(.unreadableInput, "authority \(authority.name): the CRL's validity leads beyond year 9999")
    }
    return TBSCertificateList(
      signatureAlgorithm: issuer.signatureAlgorithm, issuer: issuer.certificate.tbs.subject, thisUpdate: now,
      nextUpdate: nextUpdate, authorityKeyIdentifier: issuer.keyIdentifier, number: number)
  }

  /// The list with its entries and signature, built in one place: it may be large.
  private func sign(
    _ list: TBSCertificateList, _ listed: ListedRevocations, with key: SigningKey
  ) throws -> IssuedCRL {
    var writer = DERWriter(capacity: try listed.upperBound() * CRLIssuing.entryOctets + 4096)
    let entryCount = try listed.write(to: &writer)
    let (head, tail) = list.parts(entryOctets: writer.bytes.count)
    writer.prepend(head)
    writer.raw(tail)
    var ending = DERWriter()
    key.issuer.signatureAlgorithm.write(to: &ending)
    ending.bitString(try writer.bytes.withUnsafeBytes { try sign($0, with: key) })
    var outer = DERWriter()
    outer.header(.sequence, contentOctets: writer.bytes.count + ending.bytes.count)
    return try IssuedCRL(
      record: RecordedCRL(
        authority: key.issuer.authority.uuid, number: list.number, thisUpdate: list.thisUpdate,
        nextUpdate: list.nextUpdate, entryCount: entryCount),
      pieces: [outer.bytes, writer.bytes, ending.bytes], head: outer.bytes + head, tail: tail + ending.bytes)
  }

  private func sign(_ signed: UnsafeRawBufferPointer, with key: SigningKey) throws -> [UInt8] {
    let signature = try key.material.makeSigner().sign(signed)
    let verifier = try SignatureVerifier(
      publicKey: key.issuer.certificate.tbs.publicKey, algorithm: key.issuer.signatureAlgorithm)
    guard try verifier.isValid(signature: signature, of: signed) else {
      throw RunProblem(.keyProblem, "the signature of the CRL of \(key.issuer.authority.name) does not verify")
    }
    return signature
  }
}

/// A CRL that was just made, with its octets at hand.
struct IssuedCRL {
  private static let partOctets = 1 << 20

  let record: RecordedCRL
  /// What the ledger keeps of it.
  let frame: CRLFrame
  /// All of it; the first piece and the last are short.
  private let pieces: [[UInt8]]

  fileprivate init(record: RecordedCRL, pieces: [[UInt8]], head: [UInt8], tail: [UInt8]) throws {
    let digest = try IncrementalSHA256()
    for piece in pieces { try piece.withUnsafeBytes { try digest.update($0) } }
    self.record = record
    self.pieces = pieces
    frame = CRLFrame(head: head, tail: tail, digest: try digest.finish())
  }

  /// Gives the octets part by part, as the ledger would.
  func forEachPart(_ body: ([UInt8]) throws -> Void) rethrows {
    for piece in pieces {
      for start in stride(from: 0, to: piece.count, by: IssuedCRL.partOctets) {
        try body(Array(piece[start..<min(start + IssuedCRL.partOctets, piece.count)]))
      }
    }
  }
}
