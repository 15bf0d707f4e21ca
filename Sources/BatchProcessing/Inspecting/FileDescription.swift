import DERCoding
import Diagnostics
import FilePublishing
import OpenSSLBackend
import PKIModel

/// A view for people of one file of the field: certificates, requests, CRLs, bags, manifests and results.
///
/// Whatever the file holds, no line of the view holds a character that a terminal obeys.
package enum FileDescription {
  private static let largest = 512 << 20
  private static let understood =
    "show understands certificates, requests (PKCS#10, CRMF) and CRLs (DER, PEM or base64), certs-only PKCS#7 (DER or "
    + "PEM), manifests (JSON, JSON Lines or XML) and results.jsonl"

  /// Describes a file piece by piece; manifests and results in memory that does not grow with their requests.
  ///
  /// - Parameters:
  ///   - path: The file; what it holds is told by its content and not by its name.
  ///   - write: Gets the view in pieces of whole lines, each with its end. What it throws ends the view; an error
  ///     of a type that `RunProblem` does not know counts as a bug.
  /// - Throws: `RunProblem` with `unreadableInput` where the file cannot be read, is of an unknown kind or is
  ///   malformed. Of a file with several parts, those before the malformed one have been written then.
  package static func describe(path: String, write: (String) throws -> Void) throws(RunProblem) {
    do {
      try view(path, write)
    } catch {
      throw problem(error, path)
    }
  }

  private static func view(_ path: String, _ write: (String) throws -> Void) throws {
    let beginning = try FileReading.beginning(path, count: FileContent.octetsNeeded)
    switch FileContent(beginning: beginning) {
    case .der: try describe(der: try FileReading.contents(path, limit: largest), write)
    case .pem: try describe(pem: try FileReading.contents(path, limit: largest), write)
    case .base64:
      guard let octets = Base64.decode(try FileReading.contents(path, limit: largest)) else {
        throw UnknownContent(problem: "neither base64 nor anything else that is known")
      }
      if PEM.isPresent(in: octets) { try describe(pem: octets, write) } else { try describe(der: octets, write) }
    case .results: try ResultsListing.describe(path: path, write: write)
    case .manifest(let form): try ManifestListing.describe(path: path, form: form, write: write)
    case nil: throw UnknownContent(problem: beginning.isEmpty ? "the file is empty" : "a file of an unknown kind")
    }
  }

  private static func describe(der: [UInt8], _ write: (String) throws -> Void) throws {
    var reader = DERReader(der)
    do {
      _ = try reader.next()
      try reader.finish()
    } catch {
      throw UnknownContent(problem: "not DER: \(error.text)")
    }
    guard let kind = StructureKind(der: der) else { throw UnknownContent(problem: "DER of an unknown kind") }
    try StructureText(cryptography: try LaneCryptography()).describe(der, as: kind, write: write)
  }

  /// All blocks are found before the first one is described: their number belongs to every title.
  private static func describe(pem text: [UInt8], _ write: (String) throws -> Void) throws {
    let blocks = try blocks(text)
    guard blocks.contains(where: { StructureKind(label: $0.label) != nil }) else {
      throw UnknownContent(problem: "PEM of an unknown kind: \(blocks.first?.label ?? "")")
    }
    let structures = StructureText(cryptography: try LaneCryptography())
    for (index, block) in blocks.enumerated() {
      if index > 0 { try write("\n") }
      let rank = blocks.count > 1 ? " (\(index + 1) of \(blocks.count))" : ""
      if let kind = StructureKind(label: block.label) {
        try structures.describe(try octets(block, "\(kind.name)\(rank)"), as: kind, rank: rank, write: write)
      } else {
        var sheet = Sheet()
        sheet.heading("\(block.label)\(rank), not shown")
        try write(sheet.text)
      }
    }
  }

  private static func blocks(_ text: [UInt8]) throws(UnreadableStructure) -> [PEMBlock] {
    var all = PEMBlocks(text)
    var blocks: [PEMBlock] = []
    do {
      while let block = try all.next() { blocks.append(block) }
    } catch {
      throw UnreadableStructure(problem: "PEM block \(blocks.count + 1) \(error.shownText)")
    }
    return blocks
  }

  private static func octets(_ block: PEMBlock, _ name: String) throws(UnreadableStructure) -> [UInt8] {
    do {
      return try block.octets()
    } catch {
      throw UnreadableStructure(problem: "\(name): its PEM block \(error.shownText)")
    }
  }

  /// Problems quote what the file holds, so they are escaped too.
  private static func problem(_ error: any Error, _ path: String) -> RunProblem {
    let problem: RunProblem
    switch error {
    case let error as UnreadableStructure: problem = RunProblem(.unreadableInput, "\(path): \(error.problem)")
    case let error as UnknownContent: problem = RunProblem(.unreadableInput, ["\(path): \(error.problem)", understood])
    case let error as FileError where error.path == path: problem = RunProblem(.unreadableInput, error.text)
    default: problem = RunProblem(error)
    }
    return RunProblem(problem.status, problem.lines.map(TerminalText.escape))
  }
}

/// Why nobody knows how to describe a file.
private struct UnknownContent: Error {
  let problem: String
}

extension PEM.Problem {
  /// What is wrong with a block, behind its name.
  fileprivate var shownText: String {
    switch self {
    case .noBlock: "is not there"
    case .label(let label): "is a \(label)"
    case .unterminated: "does not end"
    case .headers: "has headers"
    case .base64: "is not base64"
    case .moreThanOneBlock: "is not the only one"
    }
  }
}
