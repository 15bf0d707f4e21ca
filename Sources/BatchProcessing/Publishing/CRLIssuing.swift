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
  func issue(with key: SigningKey) throws -> RecordedCRL {
    let authority = key.issuer.authority
    let last = try ledger.lastCRL(authority: authority.uuid)
    if let last, now < last.thisUpdate {
      throw RunProblem(
        .inputOutput,
        "the clock says \(now), but CRL \(last.number) of \(authority.name) was made at \(last.thisUpdate); "
          + "set the clock")
    }
    guard let nextUpdate = now.adding(seconds: Int64(authority.crlValiditySeconds)) else {
      throw RunProblem(.unreadableInput, "authority \(authority.name): the CRL's validity leads beyond year 9999")
    }
    let list = TBSCertificateList(
      signatureAlgorithm: key.issuer.signatureAlgorithm, issuer: key.issuer.certificate.tbs.subject, thisUpdate: now,
      nextUpdate: nextUpdate, authorityKeyIdentifier: key.issuer.keyIdentifier, number: (last?.number ?? 0) + 1)
    let (der, count) = try sign(list, with: key)
    let crl = RecordedCRL(
      authority: authority.uuid, number: list.number, thisUpdate: now, nextUpdate: nextUpdate, entryCount: count)
    try ledger.record(crl, der: der)
    log.info("CRL is signed", metadata: ["authority": "\(authority.name)", "number": "\(crl.number)"])
    return crl
  }

  /// The list with its entries and signature, built in one place: it may be large.
  private func sign(
    _ list: TBSCertificateList, with key: SigningKey
  ) throws -> (der: [UInt8], entryCount: Int) {
    let authority = key.issuer.authority
    let expected = try ledger.revocationCount(authority: authority.uuid)
    var writer = DERWriter(capacity: expected * CRLIssuing.entryOctets + 1024)
    let start = writer.begin(.sequence)
    var count = 0
    try list.write(to: &writer) { writer in
      var entries = CertificateListEntryWriter()
      try ledger.forEachListed(authority: authority.uuid) { entry in
        entries.write(entry, to: &writer)
        count += 1
      }
    }
    let signature = try writer.bytes.withUnsafeBytes {
      try sign(UnsafeRawBufferPointer(rebasing: $0[start...]), with: key)
    }
    key.issuer.signatureAlgorithm.write(to: &writer)
    writer.bitString(signature)
    writer.end(start)
    return (writer.bytes, count)
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
