import ManifestReading

/// Takes the requests of a manifest some at a time, as they are handed to lanes.
struct RequestChunks {
  /// The most requests or certificates that are handed to a lane together.
  static let largest = 64
  /// Octets of requests beyond which no more are handed to a lane together: a bulk revocation is work for some time.
  private static let mostOctets = 1 << 16

  /// How many requests make a chunk: few where there are few, so that all lanes have some.
  let chunkSize: Int
  private let reader: ManifestReader
  private var isAtEnd = false

  init(_ reader: ManifestReader, lanes: Int) {
    self.reader = reader
    chunkSize = max(1, min(RequestChunks.largest, reader.requestCount / (4 * max(1, lanes))))
  }

  /// The next requests; none at the end.
  mutating func next() -> [ManifestRecord] {
    var records: [ManifestRecord] = []
    var octets = 0
    while !isAtEnd, records.count < chunkSize, octets < RequestChunks.mostOctets {
      guard let record = reader.next() else {
        isAtEnd = true
        break
      }
      records.append(record)
      octets += record.octetCount
    }
    return records
  }
}
