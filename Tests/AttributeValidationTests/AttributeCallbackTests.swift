import Diagnostics
import DocumentModel
import Testing

@testable import AttributeValidation

@Suite("Callbacks")
struct AttributeCallbackTests {
  private func problems(_ callback: String) throws -> [String] {
    let collector = FindingCollector()
    let callback = AttributeCallback(try json(callback), findings: collector)
    #expect((callback == nil) == !collector.isEmpty)
    return lines(collector)
  }

  @Test(
    "have a context and a method, in the API's words",
    arguments: [
      (
        "{}",
        [
          "/callbackContext attribute.definition: Callback context not set",
          "/callbackMethod attribute.definition: Callback method not set",
        ]
      ),
      (
        #"{"callbackContext": "", "callbackMethod": "get"}"#,
        [
          "/callbackContext attribute.definition: Callback context not set",
          "/callbackMethod attribute.definition: Callback method invalid, because of get, "
            + "which is not a method of HTTP",
        ]
      ),
      (#"{"callbackContext": "/x", "callbackMethod": "GET"}"#, []),
      (
        #"{"callbackContext": "/x", "callbackMethod": "POST", "mappings": {}, "path": 1}"#,
        ["/mappings member.type: an array is expected", "/path member.unknown: member \"path\" is unknown"]
      ),
    ])
  func address(callback: String, expected: [String]) throws {
    #expect(try problems(callback) == expected)
  }

  private static let mappings: [(String, [String])] = [
    (#"{"from": "a", "to": "x", "targets": ["pathVariable", "requestParameter", "body"]}"#, []),
    (#"{"value": "a", "to": "x", "targets": ["pathVariable"]}"#, []),
    (#"{"value": {"a": 1}, "to": "x", "targets": ["body"]}"#, []),
    (
      "{}",
      [
        " attribute.definition: Callback mapping invalid - 'from' not set and value in null",
        " attribute.definition: Callback mapping invalid - 'to' not set",
        " attribute.definition: Callback mapping invalid - 'targets' not set",
      ]
    ),
    (
      #"{"from": "", "to": "", "targets": []}"#,
      [
        " attribute.definition: Callback mapping invalid - 'from' not set and value in null",
        " attribute.definition: Callback mapping invalid - 'to' not set",
        " attribute.definition: Callback mapping invalid - 'targets' not set",
      ]
    ),
    (
      #"{"from": "a", "value": 1, "to": "x", "targets": ["body"]}"#,
      [" attribute.definition: Callback mapping invalid - 'from' and 'value' are both set"]
    ),
    (
      #"{"from": "a", "to": "x", "targets": ["header"]}"#,
      [" attribute.definition: Callback mapping invalid - 'header' is not a target"]
    ),
    (
      #"{"from": "a.value", "to": "x", "targets": ["body"]}"#,
      ["/from attribute.definition: \"a.value\" does not lead to a value of an attribute"]
    ),
    (
      #"{"from": "a", "attributeContentType": "credential", "to": "x", "targets": ["pathVariable"]}"#,
      [" attribute.definition: Callback mapping invalid - a credential can only go to the body"]
    ),
    (#"{"from": "a.data.id", "attributeContentType": "object", "to": "x", "targets": ["pathVariable"]}"#, []),
    (#"{"from": "a.reference", "attributeContentType": "object", "to": "x", "targets": ["requestParameter"]}"#, []),
    (
      #"{"from": "a", "attributeType": "x", "to": "x", "targets": ["body"]}"#,
      ["/attributeType member.value: \"attributeType\" cannot be \"x\""]
    ),
  ]

  @Test("map values to variables, in the API's words", arguments: mappings)
  func mapping(mapping: String, expected: [String]) throws {
    let found = try problems(
      #"{"callbackContext": "/x", "callbackMethod": "GET", "mappings": [\#(mapping)]}"#)
    #expect(found == expected.map { "/mappings/0" + $0 })
  }

  @Test("map each variable once")
  func repeated() throws {
    let mapping = #"{"from": "a", "to": "x", "targets": ["body"]}"#
    #expect(
      try problems(#"{"callbackContext": "/x", "callbackMethod": "GET", "mappings": [\#(mapping), \#(mapping)]}"#) == [
        "/mappings attribute.definition: variable x is mapped twice"
      ])
  }

  @Test("are written as the API lists them")
  func writing() throws {
    let text =
      #"{"callbackContext":"/x/{id}","callbackMethod":"GET","mappings":[{"from":"a.data.id","attributeType":"data","#
      + #""attributeContentType":"object","to":"id","targets":["pathVariable"]},{"attributeContentType":"integer","#
      + #""to":"b","targets":["body"],"value":5},{"to":"c","targets":["body"],"value":"5"}]}"#
    let callback = try #require(AttributeCallback(json(text), findings: FindingCollector()))
    var writer = JSONWriter()
    callback.write(to: &writer)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    let secret =
      #"{"callbackContext":"/x","callbackMethod":"GET","mappings":[{"attributeContentType":"secret","to":"b","#
      + #""targets":["body"],"value":{"secret":"hunter2"}}]}"#
    var listed = JSONWriter()
    try #require(AttributeCallback(json(secret), findings: FindingCollector())).write(to: &listed)
    #expect(!String(decoding: listed.bytes, as: UTF8.self).contains("hunter2"))
  }

  @Test(
    "go with lists that have no values of their own",
    arguments: [
      (#""readOnly": true"#, #"[{"data": "x"}]"#, "Read only attribute cannot have callback"),
      ("", "", "the answers of a callback are the values of a list"),
      (#""list": true"#, #"[{"data": "x"}]"#, "the values come from the callback and from \"content\""),
    ])
  func definitions(properties: String, content: String, problem: String) throws {
    let callback = #""attributeCallback": {"callbackContext": "/x", "callbackMethod": "GET"}"#
    let found = try AttributeValidationTests.problems(
      definitionText("string", properties: properties, content: content, others: callback))
    #expect(found.contains(" attribute.definition: \(problem)"), "\(found)")
  }
}
