import Diagnostics
import FilePublishing
package import OpenSSLBackend

/// Reads passphrases from where no other user can see them: never from arguments or the environment.
package enum PassphraseReading {
  private static let largest = 4096

  /// From a file of mode 0600 or less.
  ///
  /// - Parameter name: What problems call the file; its path where there is none.
  package static func fromFile(_ path: String, named name: String? = nil) throws(RunProblem) -> SecretOctets {
    do {
      return try secret(FileReading.privateContents(path, limit: largest), from: name ?? path)
    } catch let error as FileError {
      throw RunProblem(.keyProblem, FileError(name ?? path, error.cause).text)
    } catch {
      throw RunProblem(error)
    }
  }

  /// From an open file descriptor, up to its end.
  package static func fromDescriptor(_ number: Int32) throws(RunProblem) -> SecretOctets {
    do {
      return try secret(
        FileReading.contents(ofDescriptor: number, limit: largest), from: "file descriptor \(number)")
    } catch let error as FileError {
      throw RunProblem(.keyProblem, error.text)
    } catch {
      throw RunProblem(error)
    }
  }

  /// One line end at the end does not belong to the passphrase.
  private static func secret(_ octets: [UInt8], from source: String) throws(RunProblem) -> SecretOctets {
    var octets = octets
    if octets.last == 0x0A { octets.removeLast() }
    if octets.last == 0x0D { octets.removeLast() }
    guard !octets.isEmpty else { throw RunProblem(.keyProblem, "\(source): the passphrase is empty") }
    return SecretOctets(copying: octets)
  }
}
