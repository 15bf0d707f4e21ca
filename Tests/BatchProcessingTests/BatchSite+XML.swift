import Configuration
import FilePublishing
import ManifestReading
import PKIModel
import TestSupport
import Testing

@testable import BatchProcessing

extension BatchSite {
  /// Runs a manifest in JSON after its conversion to XML.
  @discardableResult
  func run(inXML manifest: String, lanes: Int, out: String = "out") throws -> RunReport {
    let source = try folder.write(manifest.utf8, to: "source.json")
    var converted: [UInt8] = []
    try ManifestConversion.convert(from: ManifestReader(opening: source), to: .xml) { converted += $0 }
    return try run(file: folder.write(converted, to: "manifest.xml"), lanes: lanes, out: out)
  }

  /// Runs a manifest where it lies.
  @discardableResult
  func run(file manifest: String, lanes: Int = 2, out: String = "out") throws -> RunReport {
    try Workplace(home: home(), settings: BatchSite.settings(lanes: lanes), surroundings: surroundings())
      .run(manifest: manifest, out: folder.file(out))
  }

  /// The configuration files of the home, relative to it.
  func configurationFiles() throws -> [String] {
    try folder.tree().filter { $0.hasPrefix("home/") && ($0.hasSuffix(".json") || $0.hasSuffix(".xml")) }
      .map { String($0.dropFirst("home/".count)) }.filter { HomeFileKind(path: $0) != nil }
  }

  /// Rewrites the files of the home that are JSON as XML.
  func rewriteHomeAsXML() throws {
    for name in try configurationFiles() where name.hasSuffix(".json") {
      let path = folder.file("home/" + name)
      let kind = try #require(HomeFileKind(path: name))
      let text = try HomeFileConversion.convert(path, of: kind, to: .xml)
      try folder.write(text, to: "home/" + name.dropLast("json".count) + "xml")
      FileTree.remove(path)
    }
  }
}

/// A file of the samples.
func sample(_ name: String) -> String {
  #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/samples/" + name
}
