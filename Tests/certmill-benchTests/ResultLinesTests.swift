import TestSupport
import Testing

@testable import certmill_bench

@Suite("Reading results")
struct ResultLinesTests {
  @Test("finds the certificate of each line that has one, in order, and nothing that only looks like it")
  func uuids() throws {
    let uuids = ["6b06e66d-4428-884d-94c7-daedcf819e17", "00000000-0000-4000-8000-000000000001"]
    let text = """
      {"id":"a","certificateUuid":"\(uuids[0])","state":"issued"}
      {"id":"b","outcome":"VALIDATION_FAILED"}
      {"certificateUuid":"\(uuids[1])","certificateUuids":"x"}
      {"certificateUuid":"cut
      """
    let folder = try TemporaryFolder()
    let path = try folder.write(text.utf8, to: "results.jsonl")
    #expect(try ResultLines.certificateUUIDs(in: path) == uuids)
    #expect(try ResultLines.certificateUUIDs(in: folder.write([], to: "empty")) == [])
  }
}
