import Foundation
import TestSupport
import Testing

extension Site {
  /// A site with what a sample needs besides a new home.
  static func prepared(for sample: String) throws -> Site {
    let site = try Site()
    let preparation = Program.packaged("samples/" + sample.prefix { $0 != "/" } + "/prepare")
    if FileManager.default.isExecutableFile(atPath: preparation) {
      let prepared = try Command.run(preparation, [site.home])
      try #require(prepared.status == 0, "\(prepared.errors)")
    }
    return site
  }
}
