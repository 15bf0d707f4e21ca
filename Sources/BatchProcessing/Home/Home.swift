package import Configuration
import Diagnostics
import DocumentModel
import FilePublishing
import IssuanceLedger
import OpenSSLBackend
package import PKIModel
package import RequestResolution
import XMLReading

/// A home that has been read: its configuration is consistent, its authorities' certificates are loaded.
package struct Home: Sendable {
  package let path: String
  package let configuration: HomeConfiguration
  /// SHA-256 of the configuration's content, whatever its form, and of the program's version.
  package let configurationDigest: [UInt8]
  package let issuers: [UniqueID: Result<Issuer, IssuerProblem>]

  private static let largestFile = 16 << 20
  /// A million compromised keys.
  private static let largestKeyList = 64 << 20

  /// Reads a home; everything that is wrong with its files is reported at once.
  package init(opening path: String) throws(RunProblem) {
    guard FileReading.exists(path + "/" + Home.ledgerName) else {
      throw RunProblem(.unreadableInput, "\(path): not a home of certmill; make one with `certmill init \(path)`")
    }
    self.path = path
    configuration = try Home.configuration(in: path)
    let cryptography = try RunProblem.translating { try LaneCryptography() }
    // A later version may decide otherwise, so its own refusals are not those of an earlier one.
    configurationDigest = cryptography.sha256(configuration.canonicalOctets + Array(ProgramVersion.text.utf8))
    var issuers: [UniqueID: Result<Issuer, IssuerProblem>] = [:]
    for authority in configuration.authorities {
      issuers[authority.uuid] = Home.issuer(authority, home: path, cryptography)
    }
    self.issuers = issuers
  }

  /// The ledger's name in a home.
  static let ledgerName = "ledger.sqlite"

  var ledgerPath: String { path + "/" + Home.ledgerName }

  /// The files that decide what comes out, for make: configuration and authorities' chains and keys.
  package var files: [String] {
    configuration.files.map { "\(path)/\($0)" }
      + configuration.authorities.flatMap { ["\(path)/\($0.chainPath)", "\(path)/\($0.keyPath)"] }
  }

  /// The authorities that can issue.
  var workingIssuers: [Issuer] {
    configuration.authorities.compactMap { authority in
      if case .success(let issuer) = issuers[authority.uuid] { issuer } else { nil }
    }
  }

  private static func configuration(in path: String) throws(RunProblem) -> HomeConfiguration {
    do {
      return try HomeConfiguration(files: try files(in: path), parse: parse)
    } catch let error as ConfigurationError {
      throw RunProblem(
        .unreadableInput,
        error.files.flatMap { file in file.findings.map { "\(path)/\(file.file) \($0.text)" } })
    } catch {
      throw RunProblem(error)
    }
  }

  private static func files(in path: String) throws(FileError) -> [HomeFile] {
    var names: [String] = []
    for kind in HomeFileKind.allCases {
      if kind.hasFolder {
        names += try FileReading.names(inFolder: "\(path)/\(kind.rawValue)").map { "\(kind.rawValue)/\($0)" }
      } else {
        names += [".json", ".xml"].map { kind.rawValue + $0 }.filter { FileReading.exists("\(path)/\($0)") }
      }
    }
    var files: [HomeFile] = []
    for name in names where name.hasSuffix(".json") || name.hasSuffix(".xml") {
      files.append(try Home.file(name, at: "\(path)/\(name)"))
    }
    let keyList = HomeConfiguration.compromisedKeysFile
    if FileReading.exists("\(path)/\(keyList)") {
      let octets = try FileReading.contents("\(path)/\(keyList)", limit: largestKeyList)
      files.append(HomeFile(path: keyList, octets: octets))
    }
    return files
  }

  /// A configuration file that lies somewhere, under a path relative to its home.
  static func file(_ name: String, at path: String) throws(FileError) -> HomeFile {
    HomeFile(path: name, octets: try FileReading.contents(path, limit: largestFile))
  }

  /// What a configuration file says, by the form that its name says.
  static func parse(_ file: HomeFile) throws(DocumentError) -> Document {
    file.path.hasSuffix(".xml")
      ? try XMLDocumentReader.document(file.octets, limits: DocumentLimits(), namespace: .home)
      : try JSONReader.document(file.octets)
  }

  private static func issuer(
    _ authority: Authority, home: String, _ cryptography: LaneCryptography
  ) -> Result<Issuer, IssuerProblem> {
    do throws(FileError) {
      let pem = try FileReading.contents("\(home)/\(authority.chainPath)", limit: largestFile)
      guard let chain = try? PEM.decodeAll(pem, labels: ["CERTIFICATE"]) else {
        return .failure(IssuerProblem(text: "\(authority.chainPath) is not a chain of PEM certificates"))
      }
      do {
        return .success(try Issuer(authority: authority, chain: chain, cryptography: cryptography))
      } catch {
        return .failure(error)
      }
    } catch {
      return .failure(IssuerProblem(text: error.text))
    }
  }
}
