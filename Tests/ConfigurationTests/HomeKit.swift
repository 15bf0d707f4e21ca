import Diagnostics
import DocumentModel
import PKIModel
import Testing

@testable import Configuration

/// The files of a new home, some of them changed.
struct HomeKit {
  static let authority = "11111111-1111-4111-8111-111111111111"
  static let profiles = [
    "22222222-2222-4222-8222-222222222222", "33333333-3333-4333-8333-333333333333",
    "44444444-4444-4444-8444-444444444444",
  ]

  private(set) var files: [HomeFile]

  init() throws {
    files = DefaultHome.files(
      authority: try #require(UniqueID(HomeKit.authority)), profiles: HomeKit.profiles.compactMap { UniqueID($0) })
  }

  /// Replaces a text that must stand in a file.
  mutating func change(_ path: String, _ old: String, _ new: String) throws {
    let index = try #require(files.firstIndex { $0.path == path })
    let text = String(decoding: files[index].octets, as: UTF8.self)
    try #require(text.contains(old), "\(path) has no \(old)")
    files[index] = HomeFile(path: path, octets: Array(text.replacing(old, with: new, maxReplacements: 1).utf8))
  }

  /// Adds a file, or replaces one.
  mutating func put(_ path: String, _ text: String) {
    files.removeAll { $0.path == path }
    files.append(HomeFile(path: path, octets: Array(text.utf8)))
  }

  mutating func remove(_ path: String) { files.removeAll { $0.path == path } }

  func text(_ path: String) throws -> String {
    String(decoding: try #require(files.first { $0.path == path }).octets, as: UTF8.self)
  }

  func load() throws(ConfigurationError) -> HomeConfiguration {
    try HomeConfiguration(files: files) { (file) throws(DocumentError) in try JSONReader.document(file.octets) }
  }

  /// `file#/pointer code: problem` of everything that is wrong.
  func problems() -> [String] {
    do throws(ConfigurationError) {
      _ = try load()
      return []
    } catch {
      return error.files.flatMap { file in
        file.findings.map { finding in
          #expect(!finding.remedy.isEmpty)
          return "\(file.file)#\(finding.pointer) \(finding.code.rawValue): \(finding.problem)"
        }
      }
    }
  }
}
