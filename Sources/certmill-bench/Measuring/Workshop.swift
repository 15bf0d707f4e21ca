import BatchProcessing
import Foundation
import PKIModel

/// Where works are measured: homes, manifests and limits, each made when it is needed first.
final class Workshop {
  let scale: Scale
  let program: String
  /// Options of certmill that each run and each check get.
  let options: [String]
  let cores = Machine.this.cores
  private let folder: String
  private var sites: [KeyAlgorithm: BenchSite] = [:]
  private var manifests: [Int: String] = [:]
  private var limits: [KeyAlgorithm?: RawLimit] = [:]
  private var factory: RequestFactory?
  private var batch: FinishedBatch?

  /// - Parameter folder: A folder that is there and empty; everything goes into it.
  init(folder: String, program: String, options: [String], scale: Scale) {
    self.folder = folder
    self.program = program
    self.options = options
    self.scale = scale
  }

  /// A folder of its own for something that is measured.
  func newFolder(_ name: String) throws -> String {
    let path = "\(folder)/\(name)-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  /// A rate on all cores as a share of the limit, which is measured right before and right after it.
  ///
  /// - Parameter authority: The kind of the CA's key; nil for the limit of verifying alone.
  func share(of authority: KeyAlgorithm?, _ rate: () throws -> Double) throws -> Double {
    let before = try limit(authority, lanes: cores)
    let rate = try rate()
    let after = try limit(authority, lanes: cores)
    return rate / ((before + after) / 2)
  }

  /// Requests that OpenSSL alone can serve in a second: half a second's measurement, made now.
  ///
  /// - Parameter authority: The kind of the CA's key; nil for verifying alone.
  func limit(_ authority: KeyAlgorithm?, lanes: Int) throws -> Double {
    let limit = try limits[authority] ?? RawLimit(authority: authority, request: .p256)
    limits[authority] = limit
    return try limit.requestsPerSecond(lanes: lanes, for: 0.5)
  }

  /// The home that runs get copies of.
  func site(_ algorithm: KeyAlgorithm) throws -> BenchSite {
    if let site = sites[algorithm] { return site }
    let site = try BenchSite(
      folder: newFolder(algorithm.rawValue), program: program, options: options, algorithm: algorithm)
    sites[algorithm] = site
    return site
  }

  func requests() throws -> RequestFactory {
    if let factory { return factory }
    let made = try RequestFactory()
    factory = made
    return made
  }

  /// A manifest that asks for that many certificates.
  func manifest(_ count: Int) throws -> String {
    if let path = manifests[count] { return path }
    let path = "\(folder)/issue-\(count).jsonl"
    try requests().writeManifest(count: count, to: path)
    manifests[count] = path
    return path
  }

  /// The large batch, issued with P-256; the works that look at a finished batch share it.
  ///
  /// - Parameter standing: How many of its certificates must not be revoked yet.
  func finishedBatch(standing: Int = 0) throws -> FinishedBatch {
    if let batch, batch.count - batch.revokedCount >= standing { return batch }
    return try keep(FinishedBatch(issuing: scale.bulk, in: self))
  }

  /// Keeps a batch as the finished one, in place of the one before.
  @discardableResult
  func keep(_ new: FinishedBatch) throws -> FinishedBatch {
    if let batch { try batch.mill.remove() }
    batch = new
    return new
  }
}
