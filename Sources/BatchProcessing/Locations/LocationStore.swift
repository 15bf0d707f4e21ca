import Configuration
import FilePublishing
import KeystoreFormats
import OpenSSLBackend
import PKIModel

/// The store of one location.
struct LocationStore {
  /// A million certificates.
  private static let largest = 1 << 31

  let location: Location
  /// The home's path.
  let home: String
  /// What entries give as their date, where the store has one.
  let now: UTCInstant

  /// Reads the store, makes changes, and writes it once, beside its place first.
  ///
  /// - Returns: for each change, why it was not made; nil where it was.
  func make(_ changes: [StoreChange]) -> [String?] {
    do throws(StoreProblem) {
      return try makeAll(changes).map { $0.map(text) }
    } catch {
      let text = text(error)
      return changes.map { _ in text }
    }
  }

  private func makeAll(_ changes: [StoreChange]) throws(StoreProblem) -> [StoreProblem?] {
    switch location.kind {
    case .directory:
      let folder = try withFiles { () throws(FileError) in try CertificateFolder(path(location.path)) }
      return try make(changes, in: folder) { (folder) throws(StoreProblem) in
        try withFiles { () throws(FileError) in try folder.write() }
      }
    case .pemBundle:
      return try make(changes, in: PEMBundle(contents() ?? [])) { (bundle) throws(StoreProblem) in
        try write(bundle.octets, mode: .everybodyReads)
      }
    case .pkcs12:
      let store = try PKCS12Store(
        contents(), password: password(), managesKeys: location.supportsKeyManagement)
      return try make(changes, in: store) { (store) throws(StoreProblem) in
        try write(store.octets(), mode: .ownerOnly)
      }
    case .jks:
      let password = try password()
      let store = try JavaKeystore(contents(), creation: now) { password.sha1InUTF16(before: $0) }
      return try make(changes, in: store) { (store) throws(StoreProblem) in
        try write(store.octets, mode: .ownerOnly)
      }
    }
  }

  private func make<Store: CertificateStore>(
    _ changes: [StoreChange], in store: Store, _ write: (Store) throws(StoreProblem) -> Void
  ) throws(StoreProblem) -> [StoreProblem?] {
    var store = store
    var isChanged = false
    var problems: [StoreProblem?] = []
    for change in changes {
      do throws(StoreProblem) {
        // Only the store knows what others have put there.
        let isNew = change.certificate != nil && change.replaced == nil
        if isNew, !location.supportsMultipleEntries, try store.hasEntries(besides: change.alias) { throw .full }
        isChanged = try store.apply(change) || isChanged
        problems.append(nil)
      } catch {
        problems.append(error)
      }
    }
    if isChanged { try write(store) }
    return problems
  }

  // MARK: Files

  private func path(_ path: String) -> String { path.hasPrefix("/") ? path : "\(home)/\(path)" }

  /// The store's octets; nil where there is none yet.
  private func contents() throws(StoreProblem) -> [UInt8]? {
    do throws(FileError) {
      return try FileReading.contents(path(location.path), limit: LocationStore.largest)
    } catch {
      if error.isMissing { return nil }
      throw .refused(FileError(location.path, error.cause).text)
    }
  }

  private func write(_ octets: [UInt8], mode: FileMode) throws(StoreProblem) {
    try withFiles { () throws(FileError) in
      try WholeFile.replace(octets, at: path(location.path), newMode: mode)
    }
  }

  private func password() throws(StoreProblem) -> SecretOctets {
    let file = location.passwordPath ?? ""
    do throws(RunProblem) {
      return try PassphraseReading.fromFile(path(file), named: file)
    } catch {
      throw .refused("the password cannot be read: \(error.lines.joined(separator: "; "))")
    }
  }

  private func withFiles<Value>(_ body: () throws(FileError) -> Value) throws(StoreProblem) -> Value {
    do throws(FileError) {
      return try body()
    } catch {
      // By the name that the home has for it.
      throw .refused(FileError(location.path, error.cause).text)
    }
  }

  private func text(_ problem: StoreProblem) -> String {
    switch problem {
    case .malformed(let text): "\(location.path) cannot be used: \(text)"
    case .wrongPassword: "\(location.path): wrong password"
    case .otherEntry(let alias): "something else stands under the alias \(alias)"
    case .full: "Location \(location.name) does not support multiple entries"
    case .keyEntry where !location.supportsKeyManagement:
      "Location \(location.name) does not support key management"
    case .keyEntry(let alias): "the private key under the alias \(alias) would lose its certificate"
    case .refused(let text): text
    }
  }
}

extension SecretOctets {
  /// SHA-1 of the octets' characters in UTF-16BE and what follows: how Java's old keystores know their password.
  fileprivate func sha1InUTF16(before octets: [UInt8]) -> [UInt8] {
    withBytes { own in
      let characters = String(decoding: own, as: UTF8.self).utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
      return MessageDigest.sha1.of(characters + octets)
    }
  }
}
