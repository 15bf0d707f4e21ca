import Foundation
import OpenSSLBackend

/// The machine that is measured on.
struct Machine: Codable, Equatable, Sendable {
  let cores: Int
  let processor: String
  let cryptography: String

  static let this = Machine(
    cores: ProcessInfo.processInfo.activeProcessorCount,
    processor: value(of: "model name", in: "/proc/cpuinfo") ?? "unknown", cryptography: OpenSSLLibrary.version)

  /// The same, with the library that does operations eight at a time.
  var withMultiBuffer: Machine {
    Machine(cores: cores, processor: processor, cryptography: cryptography + ", crypto_mb")
  }

  /// The numbers of some of the cores that this process may use, as `taskset` takes them.
  static func cores(_ cores: Range<Int>) throws -> String {
    let numbers = numbers(in: value(of: "Cpus_allowed_list", in: "/proc/self/status") ?? "")
    guard numbers.count >= cores.upperBound else {
      throw WorkUnavailable(reason: "there are not \(cores.upperBound) cores")
    }
    return numbers[cores].map(String.init).joined(separator: ",")
  }

  /// The numbers in a list such as `0,2-4`.
  static func numbers(in list: String) -> [Int] {
    list.split(separator: ",").flatMap { part -> [Int] in
      let bounds = part.split(separator: "-").compactMap { Int($0) }
      guard let first = bounds.first, let last = bounds.last, first <= last else { return [] }
      return Array(first...last)
    }
  }

  private static func value(of name: String, in file: String) -> String? {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }),
      let colon = line.firstIndex(of: ":")
    else { return nil }
    return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
  }
}
