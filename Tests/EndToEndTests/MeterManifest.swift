import Foundation

/// JSON Lines manifests that ask for certificates of one meter over and over.
enum MeterManifest {
  static func header(batch: String) -> String {
    #"{"manifestVersion":1,"batchId":"\#(batch)","defaults":{"raProfileName":"device"}}"# + "\n"
  }

  /// One request.
  static func line(id: String, request: String, days: Int = 365) -> String {
    #"{"id":"\#(id)","operation":"issueCertificate","body":{"request":"\#(request)","format":"pkcs10","attributes":["#
      + #"{"name":"validityDays","contentType":"integer","content":[{"data":\#(days)}]}]}}"# + "\n"
  }

  /// A whole manifest of some requests.
  static func text(count: Int, batch: String, days: Int = 365) throws -> String {
    let request = try meterRequest()
    return header(batch: batch) + (0..<count).map { line(id: "r-\($0)", request: request, days: days) }.joined()
  }

  /// A certificate request, base64 of DER.
  static func meterRequest() throws -> String {
    try String(contentsOfFile: Program.packaged("samples/requests/meter-02.csr"), encoding: .utf8)
      .split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }.joined()
  }
}
