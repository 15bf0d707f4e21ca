import ManifestReading
import PKIModel
import TestSupport

@testable import BatchProcessing

extension BatchSite {
  /// Runs a manifest in JSON after its conversion to XML.
  @discardableResult
  func run(inXML manifest: String, lanes: Int, out: String = "out") throws -> RunReport {
    let source = try folder.write(manifest.utf8, to: "source.json")
    var converted: [UInt8] = []
    try ManifestConversion.convert(from: ManifestReader(opening: source), to: .xml) { converted += $0 }
    return try Workplace(home: home(), settings: BatchSite.settings(lanes: lanes), surroundings: surroundings())
      .run(manifest: folder.write(converted, to: "manifest.xml"), out: folder.file(out))
  }
}
