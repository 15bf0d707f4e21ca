import FilePublishing
import KeystoreFormats
import PKIModel

/// A folder with one PEM file for each alias.
struct CertificateFolder: CertificateStore {
  private static let largest = 1 << 20
  private static let ending = ".pem"

  private let folder: OutputFolder
  /// What was changed and is not written yet; nil for what is to go.
  private var changed: [String: [UInt8]?] = [:]

  /// Opens the folder; makes it where it is missing.
  init(_ path: String) throws(FileError) {
    folder = try OutputFolder(path)
  }

  func certificate(under alias: String) throws(StoreProblem) -> [UInt8]? {
    if let certificate = changed[alias] { return certificate }
    let text: [UInt8]?
    do throws(FileError) {
      text = try folder.contents(CertificateFolder.name(alias), limit: CertificateFolder.largest)
    } catch {
      throw .refused(FileError(CertificateFolder.name(alias), error.cause).text)
    }
    guard let text else { return nil }
    guard let certificate = try? PEM.decodeSingle(text, labels: ["CERTIFICATE"]) else { throw .otherEntry(alias) }
    return certificate
  }

  func hasEntries(besides alias: String) throws(StoreProblem) -> Bool {
    let names: [String]
    do throws(FileError) {
      names = try FileReading.names(inFolder: folder.path).filter { $0.hasSuffix(CertificateFolder.ending) }
    } catch {
      throw .refused(error.text)
    }
    let gone = changed.filter { $0.value == nil }.map { CertificateFolder.name($0.key) }
    let own = [CertificateFolder.name(alias)] + gone
    return names.contains { !own.contains($0) } || changed.contains { $0.key != alias && $0.value != nil }
  }

  mutating func put(_ certificate: [UInt8], under alias: String) { changed[alias] = .some(certificate) }

  mutating func remove(_ alias: String) { changed[alias] = .some(nil) }

  /// Writes what was changed; durable when this returns.
  func write() throws(FileError) {
    for (alias, certificate) in changed {
      guard let certificate else { continue }
      try folder.write(PEM.encode(certificate, label: "CERTIFICATE"), to: CertificateFolder.name(alias))
    }
    try folder.flush()
    try folder.removeDurably(changed.filter { $0.value == nil }.map { CertificateFolder.name($0.key) })
  }

  private static func name(_ alias: String) -> String { alias + ending }
}
