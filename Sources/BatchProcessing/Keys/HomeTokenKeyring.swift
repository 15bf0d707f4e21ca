import Configuration
import Diagnostics
import FilePublishing
package import OpenSSLBackend
package import PKIModel
import RequestResolution
import Synchronization

/// Makes a key pair that nobody has had before.
package typealias KeyMaking = @Sendable (KeyAlgorithm) throws(KeyError) -> KeyMaterial

/// The tokens of a home: their keys lie in files, encrypted under one passphrase for each token.
///
/// A token's passphrase is asked for when it is needed first, once a run, and held against one of its keys. Opening a key
/// costs as much as hundreds of signatures, so those that were used stay open.
final class HomeTokenKeyring: TokenKeyring {
  private static let largestKey = 1 << 20
  private static let mostOpen = 256

  private let home: Home
  private let makeKey: KeyMaking
  private let ask: PassphraseAsking
  private let passphrases = Mutex<[UniqueID: Result<SecretOctets, TokenProblem>]>([:])
  private let openKeys = Mutex<[UniqueID: KeyMaterial]>([:])

  init(home: Home, surroundings: RunSurroundings) {
    self.home = home
    makeKey = surroundings.makeKey
    ask = surroundings.askPassphrase
  }

  func makeKey(_ algorithm: KeyAlgorithm, in tokenProfile: UniqueID) -> Result<NewTokenKey, TokenProblem> {
    using(tokenProfile) { _, passphrase in
      let material = try makeKey(algorithm)
      return NewTokenKey(publicKey: material.publicKey, file: try material.encryptedPEM(passphrase: passphrase))
    }
  }

  func sign(_ message: [UInt8], with key: TokenKey, by method: SignatureMethod) -> Result<[UInt8], TokenProblem> {
    using(key.tokenProfile) { try material(of: key, $0, $1).sign(message, by: method) }
  }

  private func material(
    of key: TokenKey, _ profile: TokenProfile, _ passphrase: SecretOctets
  ) throws -> KeyMaterial {
    if let open = openKeys.withLock({ $0[key.uuid] }) { return open }
    let path = profile.keyPath(key.uuid)
    let material = try open(path, passphrase)
    guard material.publicKey == key.publicKey else { throw TokenProblem(text: "\(path) is not the key of that name") }
    openKeys.withLock { keys in
      if keys.count >= HomeTokenKeyring.mostOpen { keys.removeAll() }
      keys[key.uuid] = material
    }
    return material
  }

  /// Does something with a token's passphrase; what goes wrong is told by the token's name, and never by its secrets.
  private func using<Value>(
    _ tokenProfile: UniqueID, _ body: (TokenProfile, SecretOctets) throws -> Value
  ) -> Result<Value, TokenProblem> {
    guard let profile = home.configuration.tokenProfile(tokenProfile) else {
      return .failure(TokenProblem(text: "the home has no token profile \(tokenProfile)"))
    }
    do {
      return .success(try body(profile, try passphrase(of: profile).get()))
    } catch {
      return .failure(TokenProblem(text: "token \(profile.tokenName): \(HomeTokenKeyring.text(error))"))
    }
  }

  private func passphrase(of profile: TokenProfile) -> Result<SecretOctets, TokenProblem> {
    passphrases.withLock { passphrases in
      if let known = passphrases[profile.uuid] { return known }
      let found: Result<SecretOctets, TokenProblem>
      do {
        let passphrase = try stated(profile)
        try prove(passphrase, profile)
        found = .success(passphrase)
      } catch {
        found = .failure(TokenProblem(text: HomeTokenKeyring.text(error)))
      }
      passphrases[profile.uuid] = found
      return found
    }
  }

  private func stated(_ profile: TokenProfile) throws -> SecretOctets {
    switch profile.passphrase {
    case .file(let path):
      let full = path.hasPrefix("/") ? path : "\(home.path)/\(path)"
      // As the token profile names it: results do not tell where the home lies.
      return try PassphraseReading.fromFile(full, named: path)
    case .descriptor(let number): return try PassphraseReading.fromDescriptor(Int32(number))
    case .asked: return try ask("token \(profile.tokenName)")
    }
  }

  /// A passphrase that opens none of the token's keys would make a token with two.
  private func prove(_ passphrase: SecretOctets, _ profile: TokenProfile) throws {
    let names: [String]
    do throws(FileError) {
      names = try FileReading.names(inFolder: "\(home.path)/\(profile.folder)")
    } catch {
      throw TokenProblem(text: FileError(profile.folder, error.cause).text)
    }
    let keys = names.lazy.filter { $0.hasSuffix(".pem") && UniqueID(String($0.dropLast(4))) != nil }
    guard let first = keys.first else { return }
    _ = try open("\(profile.folder)/\(first)", passphrase)
  }

  private func open(_ path: String, _ passphrase: SecretOctets) throws -> KeyMaterial {
    do {
      let pem = try FileReading.privateContents("\(home.path)/\(path)", limit: HomeTokenKeyring.largestKey)
      return try KeyMaterial(pem: pem, passphrase: passphrase)
    } catch let error as FileError {
      // By its name in the home, for the same reason.
      throw TokenProblem(text: FileError(path, error.cause).text)
    } catch let error as KeyError {
      throw TokenProblem(text: "\(path): \(error.text(of: "the token"))")
    }
  }

  private static func text(_ error: any Error) -> String {
    switch error {
    case let problem as TokenProblem: problem.text
    case let problem as RunProblem: problem.lines.joined(separator: "; ")
    case let error as FileError: error.text
    case let error as KeyError: error.text(of: "the token")
    case let error as OpenSSLError: error.text
    default: "\(error)"
    }
  }
}

/// Tokens of a run that only checks: keys are made and thrown away, nothing is signed, no passphrase is asked for.
struct CheckingTokenKeyring: TokenKeyring {
  func makeKey(_ algorithm: KeyAlgorithm, in tokenProfile: UniqueID) -> Result<NewTokenKey, TokenProblem> {
    do throws(KeyError) {
      return .success(NewTokenKey(publicKey: try KeyGenerator.make(algorithm).publicKey, file: []))
    } catch {
      return .failure(TokenProblem(text: error.text(of: "the token")))
    }
  }

  func sign(_ message: [UInt8], with key: TokenKey, by method: SignatureMethod) -> Result<[UInt8], TokenProblem> {
    .success([])
  }
}
