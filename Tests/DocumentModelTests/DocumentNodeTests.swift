import Diagnostics
import DocumentModel
import TestSupport
import Testing

@Suite struct DocumentNodeTests {
  private func document(_ text: String) throws -> DocumentNode {
    try JSONReader.document(Array(text.utf8)).root
  }

  @Test("A pointer leads from the outermost value to each other one (RFC 6901)")
  func pointers() throws {
    let root = try document(#"{"a":[1,{"b/c":2,"~":[[3]]}],"":4}"#)
    var pointers: [String] = []
    func visit(_ node: DocumentNode) {
      pointers.append(node.pointer)
      for child in node.children { visit(child) }
    }
    visit(root)
    #expect(pointers == ["", "/a", "/a/0", "/a/1", "/a/1/b~1c", "/a/1/~0", "/a/1/~0/0", "/a/1/~0/0/0", "/"])
  }

  @Test("Members are read by name, however that is written, and among whichever others")
  func members() throws {
    let findings = FindingCollector()
    var reader = ObjectReader(try document(#"{"\u0061b":"1","cd":"2"}"#), findings: findings)
    #expect(reader.string("ab") == "1" && reader.string("cd") == "2" && reader.string("ad") == nil)
    reader.finish()
    var other = ObjectReader(try document(#"{"":"0","id":"3","if":null}"#), findings: findings)
    #expect(other.string("id") == "3" && other.string("if") == nil && other.string("is") == nil)
    #expect(findings.isEmpty)
    other.finish()
    #expect(findings.findings.map(\.pointer) == ["/"])
  }

  @Test("Pointers of 90,000 unknown members are found in time")
  func manyPointers() throws {
    let members = (0..<90_000).map { "\"m\($0)\":0" }.joined(separator: ",")
    let findings = FindingCollector()
    let time = try ThreadClock.measure { ObjectReader(try document("{\(members)}"), findings: findings).finish() }
    #expect(findings.findings.count == 90_000)
    #expect(findings.findings.last?.pointer == "/m89999")
    #expect(time < .seconds(20))
  }

  @Test("Values have one type: text is no number, 1.0 no whole number")
  func types() throws {
    let root = try document(#"{"s":"1","n":1,"f":1.0,"e":1e2,"big":9223372036854775808,"b":true,"z":null,"o":{}}"#)
    #expect(root.children.map { $0.integer } == [nil, 1, nil, nil, nil, nil, nil, nil])
    #expect(root.children.map { $0.string } == ["1", nil, nil, nil, nil, nil, nil, nil])
    #expect(root.children.map { $0.boolean } == [nil, nil, nil, nil, nil, true, nil, nil])
    #expect(root.children.map { $0.number } == [nil, 1, 1, 100, 9223372036854775808, nil, nil, nil])
  }

  @Test("The canonical form does not depend on order, white space or escapes, and on nothing else")
  func canonical() throws {
    func canonical(_ text: String) throws -> [UInt8] {
      var octets: [UInt8] = []
      try document(text).writeCanonical(to: &octets)
      return octets
    }
    #expect(try canonical(#"{"a":1,"b":[2,"x"]}"#) == canonical(#" { "b" : [2,"\u0078"], "\u0061" : 1 } "#))
    #expect(try canonical("[1,2]") != canonical("[2,1]"))
    #expect(try canonical("[[1],2]") != canonical("[[1,2]]"))
    #expect(try canonical(#"{"a":"b"}"#) != canonical(#"["a","b"]"#))
    #expect(try canonical("null") != canonical(#""""#))
  }

  @Test("Readers of objects report what is missing, unknown or of another type")
  func objectReader() throws {
    let findings = FindingCollector()
    var reader = ObjectReader(
      try document(#"{"text":5,"count":"5","flag":1,"list":{},"empty":"","null":null,"more":0,"words":[1,"a"]}"#),
      findings: findings)
    #expect(reader.string("text") == nil)
    #expect(reader.integer("count") == nil)
    #expect(reader.boolean("flag") == nil)
    #expect(reader.array("list").isEmpty)
    #expect(reader.requiredString("empty") == nil)
    #expect(reader.requiredString("null") == nil)
    #expect(reader.strings("words") == ["a"])
    reader.finish()
    #expect(
      findings.findings.map { $0.pointer + " " + $0.code.rawValue } == [
        "/text member.type", "/count member.type", "/flag member.type", "/list member.type", "/empty member.value",
        " member.missing", "/words/0 member.type", "/more member.unknown",
      ])
  }
}
