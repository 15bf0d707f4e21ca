import BatchProcessing
import Diagnostics
import Glibc
import OpenSSLBackend

/// Asks for a passphrase on the terminal, without echo.
enum PassphrasePrompt {
  /// Asks once.
  static func ask(_ question: String) throws -> SecretOctets {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else {
      throw RunProblem(
        .keyProblem, "there is no terminal to ask for the passphrase; give --passphrase-file or --passphrase-fd")
    }
    defer { close(terminal) }
    var settings = termios()
    guard tcgetattr(terminal, &settings) == 0 else { throw RunProblem(.keyProblem, "the terminal cannot be set") }
    var silent = settings
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(terminal, TCSAFLUSH, &silent)
    defer {
      tcsetattr(terminal, TCSAFLUSH, &settings)
      Console.put([0x0A], to: terminal)
    }
    Console.put(Array("\(question): ".utf8), to: terminal)
    return try line(from: terminal)
  }

  /// Asks for a new passphrase, twice.
  static func askForNew(_ question: String) throws -> SecretOctets {
    let first = try ask(question)
    let second = try ask("\(question) again")
    let isEqual = first.withBytes { left in second.withBytes { right in left.elementsEqual(right) } }
    guard isEqual else { throw RunProblem(.keyProblem, "the two passphrases differ") }
    return first
  }

  private static func line(from terminal: Int32) throws -> SecretOctets {
    var isTooLong = false
    let secret = SecretOctets(capacity: 1024) { storage in
      var count = 0
      while let base = storage.baseAddress, read(terminal, base + count, 1) == 1, storage[count] != 0x0A {
        guard count + 1 < storage.count else {
          isTooLong = true
          return 0
        }
        count += 1
      }
      return count
    }
    guard !isTooLong, secret.count > 0 else { throw RunProblem(.keyProblem, "the passphrase is empty or too long") }
    return secret
  }
}
