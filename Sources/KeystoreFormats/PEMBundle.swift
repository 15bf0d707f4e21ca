import PKIModel

/// One file with many certificates: PEM blocks, each right below a line with its alias, `friendlyName: web-1`.
///
/// Whatever else the file holds stays as it is: other blocks, blocks without an alias, text.
package struct PEMBundle: CertificateStore {
  /// A block with all that stands before it since the last one, or what stands behind the last one.
  private struct Part {
    /// The text before the line with the alias.
    var lead: [UInt8]
    /// The line with the alias, as it stands there; empty where there is none.
    var heading: [UInt8] = []
    var alias: String?
    /// From BEGIN to the end of the line with END.
    var block: [UInt8]
    /// Nil for blocks of another kind.
    var certificate: [UInt8]?
  }

  private static let label = "CERTIFICATE"
  private static let heading = "friendlyName: "

  private var parts: [Part] = []
  /// Where each alias stands.
  private var places: [String: Int] = [:]

  /// - Parameter text: of the file; empty for a new one.
  package init(_ text: [UInt8]) throws(StoreProblem) {
    var rest = text[...]
    while PEM.isPresent(in: rest) {
      let part = try PEMBundle.firstPart(of: &rest)
      if let alias = part.alias {
        guard places.updateValue(parts.count, forKey: alias) == nil else {
          throw .malformed("the alias \(alias) stands twice in it")
        }
      }
      parts.append(part)
    }
    if !rest.isEmpty { parts.append(Part(lead: Array(rest), block: [])) }
  }

  private static func firstPart(of text: inout ArraySlice<UInt8>) throws(StoreProblem) -> Part {
    do throws(PEM.Problem) {
      let (block, after) = try PEM.firstBlock(of: text)
      let lineEnd = after.drop { $0 == 0x0D }
      let rest = lineEnd.first == 0x0A ? lineEnd.dropFirst() : after
      let whole = text[..<rest.startIndex]
      let begin = whole.range(ofOctets: Array("-----BEGIN ".utf8))?.lowerBound ?? whole.startIndex
      var part = Part(lead: Array(whole[..<begin]), block: Array(whole[begin...]))
      text = rest
      guard block.label == label else { return part }
      part.certificate = try block.octets()
      takeAlias(of: &part)
      return part
    } catch {
      throw .malformed("it has a PEM block that cannot be read")
    }
  }

  /// Moves the last line of the lead to where it belongs, if it is one with an alias.
  private static func takeAlias(of part: inout Part) {
    let lines = part.lead.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count > 1, lines[lines.count - 1].isEmpty else { return }
    let line = lines[lines.count - 2]
    let text = String(decoding: line.drop { $0 == 0x20 }.filter { $0 != 0x0D }, as: UTF8.self)
    guard text.hasPrefix(heading) else { return }
    part.alias = String(text.dropFirst(heading.count))
    part.heading = Array(part.lead[line.startIndex...])
    part.lead = Array(part.lead[..<line.startIndex])
  }

  package func certificate(under alias: String) -> [UInt8]? { places[alias].flatMap { parts[$0].certificate } }

  package func hasEntries(besides alias: String) -> Bool {
    parts.contains { $0.certificate != nil && $0.alias != alias }
  }

  package mutating func put(_ certificate: [UInt8], under alias: String) {
    let block = PEM.encode(certificate, label: PEMBundle.label)
    if let place = places[alias] {
      parts[place].block = block
      parts[place].certificate = certificate
    } else {
      // Another line must not run into ours.
      let last = parts.last.map { $0.block.last ?? $0.lead.last } ?? nil
      places[alias] = parts.count
      parts.append(
        Part(
          lead: last ?? 0x0A == 0x0A ? [] : [0x0A], heading: Array("\(PEMBundle.heading)\(alias)\n".utf8), alias: alias,
          block: block, certificate: certificate))
    }
  }

  package mutating func remove(_ alias: String) {
    guard let place = places.removeValue(forKey: alias) else { return }
    parts[place] = Part(lead: parts[place].lead, block: [])
  }

  /// The file's text.
  package var octets: [UInt8] { parts.flatMap { $0.lead + $0.heading + $0.block } }
}
