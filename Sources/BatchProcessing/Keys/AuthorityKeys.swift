import Configuration
import Diagnostics
import FilePublishing
import Logging
package import OpenSSLBackend
import PKIModel
import RequestResolution

/// Asks for the passphrase of an authority's key or a token, such as `authority web`; called at most once for each.
package typealias PassphraseAsking = @Sendable (_ owner: String) throws -> SecretOctets

/// A key that was opened, together with the authority that it belongs to.
struct SigningKey: Sendable {
  let issuer: Issuer
  let material: KeyMaterial
}

/// Opens the keys of authorities when they are needed first.
final class AuthorityKeys {
  private let home: Home
  private let ask: PassphraseAsking
  private let log: Logger
  private var opened: [UniqueID: SigningKey] = [:]

  init(home: Home, surroundings: RunSurroundings) {
    self.home = home
    ask = surroundings.askPassphrase
    log = surroundings.log
  }

  /// The authorities whose keys are open.
  var open: [SigningKey] { opened.values.sorted { $0.issuer.authority.name < $1.issuer.authority.name } }

  /// The key of an authority; the problem's exit code is that of keys.
  func key(of authority: UniqueID) throws(RunProblem) -> SigningKey {
    if let key = opened[authority] { return key }
    guard case .success(let issuer) = home.issuers[authority] else {
      throw RunProblem(.keyProblem, "authority \(authority) cannot issue")
    }
    let key = SigningKey(issuer: issuer, material: try openKey(of: issuer))
    opened[authority] = key
    log.info("key is open", metadata: ["authority": "\(issuer.authority.name)"])
    return key
  }

  private func openKey(of issuer: Issuer) throws(RunProblem) -> KeyMaterial {
    let path = "\(home.path)/\(issuer.authority.keyPath)"
    let name = issuer.authority.name
    do {
      let pem = try FileReading.privateContents(path, limit: 1 << 20)
      let material = try KeyMaterial(pem: pem, passphrase: try ask("authority \(name)"))
      guard material.publicKey == issuer.certificate.tbs.publicKey else {
        throw RunProblem(
          .keyProblem, "\(path): the key is not that of the certificate in \(issuer.authority.chainPath)")
      }
      return material
    } catch let error as RunProblem {
      throw error
    } catch let error as KeyError {
      throw RunProblem(.keyProblem, "\(path): \(error.text(of: "authority \(name)"))")
    } catch let error as FileError {
      throw RunProblem(.keyProblem, error.text)
    } catch {
      throw RunProblem(.keyProblem, "\(path): \(error)")
    }
  }
}

extension KeyError {
  /// What is wrong with the key of an authority or a token, for people.
  func text(of owner: String) -> String {
    switch self {
    case .wrongPassphrase: "wrong passphrase for the key of \(owner)"
    case .notPKCS8PEM: "not an encrypted PKCS#8 key in PEM"
    case .unencrypted: "the key is not encrypted; encrypt it with `openssl pkcs8 -topk8 -v2 aes-256-cbc`"
    case .unsupportedAlgorithm: "certmill cannot sign with a key of this kind"
    case .openSSL(let error): error.text
    }
  }
}
