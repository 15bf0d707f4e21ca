import Diagnostics
import DocumentModel
import TestSupport
import Testing
import XMLReading

@Suite struct XMLNodeReaderTests {
  /// Where each element begins: its offset, line and name.
  private func places(_ octets: [UInt8]) throws(DocumentError) -> [(offset: Int, line: Int, name: [UInt8])] {
    let result = octets.withUnsafeBytes { bytes in
      Result { () throws(DocumentError) in
        var places: [(offset: Int, line: Int, name: [UInt8])] = []
        let reader = try XMLNodeReader(bytes, owner: nil)
        while let node = try reader.next() {
          if node == .start { places.append((reader.offset, reader.line, reader.localName)) }
        }
        return places
      }
    }
    return try result.get()
  }

  private func error(_ text: String) -> DocumentError? {
    do {
      _ = try places(Array(text.utf8))
      return nil
    } catch {
      return error
    }
  }

  @Test("Lines are counted past 65,535, whatever stands between the elements")
  func lines() throws {
    let text =
      "<a>\n" + String(repeating: "\n", count: 70_000) + "<b x=\">\n\"/><c\n/><!-- <d>\n -->"
      + "<![CDATA[<e>\n]]><f/></a>"
    let places = try places(Array(text.utf8))
    #expect(places.map(\.line) == [1, 70_002, 70_003, 70_006])
    #expect(places.map { String(decoding: $0.name, as: UTF8.self) } == ["a", "b", "c", "f"])
  }

  @Test("The place of an element is that of its tag, in texts of any layout")
  func layout() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SplitMix(seed: seed)
    let pieces = [
      "<b/>", "<b>", "</b>", "<c d='>'/>", "<c d=\"/>'\" />", "<!-- <x> -->",
      "<!----->".replacing("-----", with: "----"),
      "<![CDATA[<x/>]]>", "<![CDATA[]]]>", "text > \n", "&amp;", "\n", String(repeating: " ", count: 3990), "<e\n>",
      "</e\n>",
    ]
    var read = 0
    for _ in 0..<3000 {
      var text = "<a>"
      for _ in 0..<Int.random(in: 1...8, using: &generator) { text += pieces.randomElement(using: &generator) ?? "" }
      text += "</a>"
      let octets = Array(text.utf8)
      guard let places = try? places(octets) else { continue }
      read += 1
      for place in places {
        let line = octets[..<place.offset].count { $0 == 0x0A } + 1
        #expect(octets[place.offset...].starts(with: [0x3C] + place.name) && line == place.line, "seed \(seed)")
      }
    }
    #expect(read > 300, "seed \(seed)")
  }

  @Test(
    "What would cost libxml2 too much is refused at once",
    arguments: [
      (
        "<a " + (0..<100_000).map { "a\($0)=''" }.joined(separator: " ") + "/>",
        "an element has more than 16 attributes (line 1)"
      ),
      (
        "<a " + (0..<100_000).map { "xmlns:a\($0)='u'" }.joined(separator: " ") + "/>",
        "an element has more than 16 attributes (line 1)"
      ),
      ("<a b='" + String(repeating: "x", count: 6 << 20) + "'/>", "a tag has more than 5242880 octets (line 1)"),
      (String(repeating: "<a>\n", count: 100_000), "elements are nested more than 250 deep (line 251)"),
    ])
  func expensive(text: String, problem: String) {
    let time = ThreadClock.measure {
      let error = error(text)
      #expect(error?.code == .documentLimit)
      #expect(error?.problem == problem)
    }
    #expect(time < .seconds(2))
  }

  @Test("Names of a hundred thousand kinds are refused before libxml2 becomes slow")
  func manyNames() {
    let time = ThreadClock.measure {
      let error = error("<a>" + (0..<500_000).map { "<name-\($0)/>" }.joined() + "</a>")
      #expect(error?.code == .documentLimit)
    }
    #expect(time < .seconds(4))
    #expect(error("<a>" + (0..<20_000).map { "<name-\($0)/>" }.joined() + "</a>") == nil)
  }

  /// The text of each element that has some; nil where it is refused.
  private func texts(_ xml: [UInt8]) throws -> [Int?] {
    try xml.withUnsafeBytes { bytes in
      let reader = try XMLNodeReader(bytes, owner: nil)
      var counts: [Int?] = []
      while let node = try reader.next() {
        if node == .text { counts.append((try? reader.text())?.count) }
      }
      return counts
    }
  }

  @Test(
    "Only the text that is too long is refused, wherever its characters and references lie; the rest is read",
    arguments: ["x", "ü", "&amp;", "&#x0041;", "0123456789abcdefgh&lt;", "x\n"], [0, 1, 2, 3])
  func longTextAmongOthers(unit: String, shift: Int) throws {
    let long = String(repeating: "y", count: shift) + String(repeating: unit, count: (20 << 20) / unit.utf8.count)
    let text = Array("<m><a>before</a>\n<a>\(long)</a><b>after</b><a>]</a></m>".utf8)
    if unit.hasPrefix("&") {
      // Nothing but references is never cut; libxml2 counts the characters that they stand for.
      #expect(try texts(text).last == 1)
    } else {
      #expect(try texts(text) == [6, 1, nil, 5, 1])
    }
    let place = try places(text).last
    #expect(place?.offset == text.count - "<a>]</a></m>".utf8.count)
    #expect(place?.line == 2 + (unit == "x\n" ? 10 << 20 : 0))
  }

  @Test("Long texts are read or refused in time, and never in part", arguments: [1 << 20, 8 << 20, 12 << 20])
  func longText(count: Int) throws {
    let text = Array("<a>".utf8) + Array(repeating: 0x78, count: count) + Array("&amp;y</a>".utf8)
    let time = ThreadClock.measure {
      let result = text.withUnsafeBytes { bytes in
        Result { () throws(DocumentError) in
          let reader = try XMLNodeReader(bytes, owner: nil)
          var total = 0
          while let node = try reader.next() { if node == .text { total += try reader.text().count } }
          return total
        }
      }
      switch result {
      case .success(let total): #expect(count < 9 << 20 && total == count + 2)
      case .failure(let error): #expect(count > 9 << 20 && error.code == .documentLimit, "\(error.problem)")
      }
    }
    #expect(time < .seconds(2))
  }

  @Test(
    "Hostile documents are refused, each in less than two seconds",
    .enabled(if: SharedFolder.corpora("xml-attack") != nil))
  func attacks() throws {
    let files = Corpus.files("xml-attack")
    #expect(files.count == 27)
    var read: [String] = []
    for file in files {
      let time = ThreadClock.measure {
        do throws(DocumentError) {
          _ = try places(file.octets)
          read.append(file.name)
        } catch {
          let text = String(decoding: file.octets, as: UTF8.self)
          let hasDeclaration = ["<!DOCTYPE", "<!ENTITY", "<?pi "].contains { text.contains($0) }
          #expect(error.code == (hasDeclaration ? .documentForbidden : .documentSyntax), "\(file.name)")
        }
      }
      #expect(time < .seconds(2), "\(file.name)")
    }
    // These are dangerous to other programs only: plain elements of other namespaces.
    let harmless = ["defusedxml-schema-include.xsd", "defusedxml-simple.xml", "defusedxml-xalan_write.xsl"]
    #expect(read == harmless.map { "xml-attack/" + $0 })
    for file in files {
      #expect(throws: DocumentError.self, "\(file.name)") { try XMLDocumentReader.document(file.octets) }
    }
  }

  @Test("Mutations of a document never crash the reader")
  func mutations() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SplitMix(seed: seed)
    let text = Array(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a xmlns=\"u\"><!-- c --><b d=\"e\">x&amp;<![CDATA[y]]></b><f/>ü</a>"
        .utf8)
    var accepted = 0
    for _ in 0..<20_000 {
      var octets = text
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<octets.count, using: &generator)
        let replacements: [UInt8] =
          Array("<>&\"'/!?-[]= ;".utf8) + [0, 0x80, 0xFF, UInt8.random(in: 0...255, using: &generator)]
        octets[index] = replacements.randomElement(using: &generator) ?? 0
      }
      if (try? places(octets)) != nil { accepted += 1 }
    }
    #expect(accepted > 0, "seed \(seed)")
  }
}
