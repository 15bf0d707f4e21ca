import Foundation

/// One file of a corpus.
package struct CorpusFile: Sendable, CustomStringConvertible {
  /// The corpus and the file's name in it: `csr-good/0088bf47271810a8.der`.
  package let name: String
  package let octets: [UInt8]

  package var description: String { name }
}

/// Reads corpora whole.
package enum Corpus {
  /// The files of the corpora, sorted by name; none where a corpus is absent.
  package static func files(_ names: String...) -> [CorpusFile] {
    names.flatMap { corpus -> [CorpusFile] in
      guard let folder = SharedFolder.corpora(corpus),
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder)
      else { return [] }
      return files.sorted().compactMap { file in
        FileManager.default.contents(atPath: folder + "/" + file).map {
          CorpusFile(name: corpus + "/" + file, octets: [UInt8]($0))
        }
      }
    }
  }
}
