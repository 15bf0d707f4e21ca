import Configuration
import Diagnostics
import FilePublishing
import IssuanceLedger
import PKIModel
import RequestResolution
import ResultWriting

/// The output folder of a batch: results, certificates, CRLs, reports, checksums.
///
/// All of it is a projection of the ledger; a run fills it while it goes on, `publish` fills it again. No file is begun
/// before there is something to write.
final class BatchOutput {
  /// Results after which the files that were written are made durable.
  private static let flushInterval = 4096

  let renderer: ResultRenderer
  private let home: Home
  private let ledger: Ledger
  private let folder: OutputFolder
  private let mode: ResultsWriter.Mode
  private let lanes: Int
  private var begunWriter: ResultsWriter?
  private var unflushed = 0

  init(home: Home, ledger: Ledger, folder: OutputFolder, mode: ResultsWriter.Mode, lanes: Int) {
    self.home = home
    self.ledger = ledger
    self.folder = folder
    self.mode = mode
    self.lanes = lanes
    let names = Dictionary(
      home.configuration.profiles.map { ($0.raProfile.uuid, $0.raProfile.name) },
      uniquingKeysWith: { first, _ in first })
    let issuers = Dictionary(
      home.workingIssuers.map { ($0.authority.uuid, IssuerFiles($0, profileNames: names)) },
      uniquingKeysWith: { first, _ in first })
    renderer = ResultRenderer(issuers: issuers, bundles: BundleWriter(folder: folder, mode: mode))
  }

  var counts: RunCounts { begunWriter?.counts ?? RunCounts() }

  private func writer() throws -> ResultsWriter {
    if let begunWriter { return begunWriter }
    let writer = try ResultsWriter(folder: folder, mode: mode)
    begunWriter = writer
    return writer
  }

  func append(_ results: [RenderedResult]) throws {
    let writer = try writer()
    for result in results { try writer.append(result) }
    unflushed += results.count
    if mode != .bulk, unflushed >= BatchOutput.flushInterval {
      try folder.flush()
      unflushed = 0
    }
  }

  /// Adds what concerns the whole batch and makes everything durable; the checksums come last.
  func finish(batchID: String, batch: OpenBatch) throws {
    let writer = try writer()
    var sections: [RevocationReport.AuthoritySection] = []
    for issuer in home.workingIssuers {
      let crl = try ledger.lastCRL(authority: issuer.authority.uuid)
      if let crl { try write(crl, of: issuer, to: writer) }
      sections.append(RevocationReport.AuthoritySection(issuer, crl))
      if mode != .files {
        let chain = issuer.chain.flatMap { PEM.encode($0.der, label: "CERTIFICATE") }
        try writer.add(chain, as: "bundles/\(issuer.authority.name)-chain.pem")
      }
    }
    try RevocationReporting(ledger: ledger, lanes: lanes)
      .write(batch: batch, batchID: batchID, authorities: sections, to: writer)
    try writer.add(RunSummary(batchID: batchID, counts: counts, authorities: sections).octets, as: "summary.json")
    try writer.finish()
  }

  private func write(_ crl: RecordedCRL, of issuer: Issuer, to writer: ResultsWriter) throws {
    let der = try writer.begin("crl/\(issuer.authority.name).crl")
    let pem = try writer.begin("crl/\(issuer.authority.name).pem")
    try CRLFiles.write(der: der.write, pem: pem.write) { try ledger.forEachPart(of: crl, $0) }
    try writer.end(der)
    try writer.end(pem)
  }
}

/// The two forms in which a CRL is written.
enum CRLFiles {
  /// Hands on a CRL's octets and their text, both in pieces.
  ///
  /// - Parameter parts: gives the octets of the CRL one after the other.
  static func write(
    der: @escaping ([UInt8]) throws -> Void, pem: @escaping ([UInt8]) throws -> Void,
    parts: (([UInt8]) throws -> Void) throws -> Void
  ) throws {
    var text = PEMStream(label: "X509 CRL")
    try parts { part in
      try der(part)
      try pem(text.append(part))
    }
    try pem(text.finish())
  }
}

extension RevocationReport.AuthoritySection {
  /// An authority and its last CRL.
  init(_ issuer: Issuer, _ crl: RecordedCRL?) {
    self.init(
      uuid: issuer.authority.uuid, name: issuer.authority.name,
      issuerDN: issuer.certificate.tbs.subject.description, crlNumber: crl?.number, thisUpdate: crl?.thisUpdate,
      nextUpdate: crl?.nextUpdate)
  }
}
