import Foundation

/// A certificate request of the corpora, as their `MANIFEST.tsv` judges it.
package struct JudgedRequest: Sendable {
  /// What a reader says of a request.
  package enum Word: String, Sendable {
    case good = "ok"
    /// Read, and its proof of possession is none.
    case unproved
    /// Not read.
    case unreadable = "parse"
    /// Read, and its algorithm is one that the reader does not know.
    case unsupported

    fileprivate init?(column: Substring) {
      switch column {
      case "badsig", "badpop": self = .unproved
      case "-": return nil
      default: self.init(rawValue: String(column))
      }
    }
  }

  /// The corpus and the file's name in it.
  package let path: String
  /// The class that the manifest gives it, which is its corpus.
  package let corpus: String
  /// What each reader says; empty where the column names none.
  package let words: [String: Word]
  /// What is special about the file: its algorithms, or why it was made.
  package let note: String

  /// The certificate requests of all corpora whose names begin with `csr-` or `crmf-`; none where there is no manifest.
  package static let all: [JudgedRequest] = {
    guard let path = SharedFolder.corpora("MANIFEST.tsv"), let text = try? String(contentsOfFile: path, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").compactMap { JudgedRequest(line: $0) }
  }()

  private init?(line: Substring) {
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard columns.count == 8, columns[1].hasPrefix("csr-") || columns[1].hasPrefix("crmf-") else { return nil }
    path = String(columns[0])
    corpus = String(columns[1])
    let pairs = columns[6].split(separator: " ").compactMap { pair -> (String, Word)? in
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, let word = Word(column: parts[1]) else { return nil }
      return (String(parts[0]), word)
    }
    note = String(columns[7])
    words = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// What is expected of a reader by the column: OpenSSL's word where readers disagree, because it verifies for certmill;
  /// where no reader is named, what the corpus is said to hold.
  package var word: Word {
    if let openSSL = words["openssl"] { return openSSL }
    switch corpus.split(separator: "-").last {
    case "bad", "badsig": return .unproved
    case "malformed": return .unreadable
    default: return .good
    }
  }

  /// Whether some reader does not read it.
  package var isUnreadableForSome: Bool { words.values.contains(.unreadable) }
}
