import Configuration
import DERCoding
import Diagnostics
import IssuanceLedger
import OpenSSLBackend
import PKIModel
import RequestResolution

/// Signs the full CRL of an authority (RFC 5280 5) and records it.
struct CRLIssuing {
  let ledger: Ledger
  let key: SigningKey

  /// Makes the next CRL; its number is one more than that of the last.
  @discardableResult
  func issue(at now: UTCInstant) throws -> RecordedCRL {
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
    let (entries, count) = try encodedEntries()
    let signed = list.der(encodedEntries: entries)
    let signature = try key.material.makeSigner().sign(signed)
    let isValid = try SignatureVerification.isValid(
      signature: signature, of: signed, algorithm: key.issuer.signatureAlgorithm,
      publicKey: key.issuer.certificate.tbs.publicKey)
    guard isValid else {
      throw RunProblem(.keyProblem, "the signature of the CRL of \(authority.name) does not verify")
    }
    let crl = RecordedCRL(
      authority: authority.uuid, number: list.number, thisUpdate: now, nextUpdate: nextUpdate, entryCount: count,
      der: SignedStructure.der(signed: signed, algorithm: key.issuer.signatureAlgorithm, signature: signature))
    try ledger.record(crl)
    return crl
  }

  private func encodedEntries() throws -> (octets: [UInt8], count: Int) {
    var writer = DERWriter()
    var count = 0
    try ledger.forEachRevocation(authority: key.issuer.authority.uuid) { entry in
      TBSCertificateList.Entry(
        serialNumber: entry.certificate.serialNumber, revocationDate: entry.revocation.date,
        reason: entry.revocation.reason, invalidityDate: entry.revocation.invalidityDate
      ).write(to: &writer)
      count += 1
    }
    return (writer.bytes, count)
  }
}
