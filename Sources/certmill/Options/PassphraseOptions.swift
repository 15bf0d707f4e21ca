import ArgumentParser
import BatchProcessing
import OpenSSLBackend
import Synchronization

/// Where the passphrase of the keys comes from; without an option it is asked for on the terminal.
struct PassphraseOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("A file of mode 0600 with the passphrase.", valueName: "file"))
  var passphraseFile: String?

  @Option(name: .long, help: ArgumentHelp("An open file descriptor that gives the passphrase.", valueName: "number"))
  var passphraseFd: Int32?

  func validate() throws {
    if passphraseFile != nil, passphraseFd != nil {
      throw ValidationError("give --passphrase-file or --passphrase-fd, not both")
    }
  }

  /// Asks when a key is opened; a descriptor gives its passphrase once, for all keys.
  var asking: PassphraseAsking {
    let stated = Mutex<SecretOctets?>(nil)
    let options = self
    return { owner in
      if let secret = try stated.withLock({ kept in
        kept = try kept ?? options.stated()
        return kept
      }) {
        return secret
      }
      return try PassphrasePrompt.ask("Passphrase of \(owner)")
    }
  }

  /// The passphrase for keys that are about to be made.
  func forNewKeys() throws -> SecretOctets {
    try stated() ?? PassphrasePrompt.askForNew("Passphrase for the new keys")
  }

  private func stated() throws -> SecretOctets? {
    if let passphraseFile { return try PassphraseReading.fromFile(passphraseFile) }
    if let passphraseFd { return try PassphraseReading.fromDescriptor(passphraseFd) }
    return nil
  }
}
