import OpenSSLBackend
import PKIModel

extension SizingEstimate {
  /// A table for people.
  package var lines: [String] {
    let header = ["CA key", "request key", "lanes", "requests", "time", "ledger", "output", "memory"]
    let rows = [header] + sizings.map(SizingEstimate.cells)
    let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { SizingEstimate.line($0, widths) } + [
      "",
      "These are estimates: verifying and signing were measured just now with \(OpenSSLLibrary.version);",
      "what else a run does was measured once, on another machine, and is scaled to this one.",
    ]
  }

  private static func cells(_ sizing: Sizing) -> [String] {
    [
      sizing.authorityKey.rawValue, sizing.requestKey.rawValue, String(sizing.lanes), String(sizing.requestCount),
      time(sizing.seconds), size(sizing.ledgerOctets), size(sizing.outputOctets), size(sizing.memoryOctets),
    ]
  }

  /// Words to the left, numbers to the right.
  private static func line(_ cells: [String], _ widths: [Int]) -> String {
    zip(cells, widths).enumerated().map { column, cell in
      let padding = String(repeating: " ", count: cell.1 - cell.0.count)
      return column < 2 ? cell.0 + padding : padding + cell.0
    }.joined(separator: "  ")
  }

  static func time(_ seconds: Double) -> String {
    if seconds < 10 { return "\((seconds * 10).rounded() / 10) s" }
    let whole = Int(seconds.rounded())
    if whole < 120 { return "\(whole) s" }
    let minutes = (whole + 30) / 60
    return minutes < 120 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
  }

  static func size(_ octets: Int) -> String {
    let megabytes = Double(octets) / 1e6
    if megabytes < 10 { return "\((megabytes * 10).rounded() / 10) MB" }
    return megabytes < 10_000 ? "\(Int(megabytes.rounded())) MB" : "\(Int((megabytes / 1000).rounded())) GB"
  }
}
