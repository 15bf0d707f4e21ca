import Diagnostics
import DocumentModel
import Testing

@testable import AttributeValidation

@Suite("Custom attributes")
struct CustomAttributeTests {
  private func catalog(_ others: String, properties: String = "") throws -> AttributeCatalog {
    AttributeCatalog(
      custom: [try entry(definitionText("string", properties: properties, others: others), in: .custom)],
      of: .certificates)
  }

  private static let given = #"[{"name": "a", "content": [{"data": "x"}]}]"#

  @Test("are for certificates unless they say otherwise, and enabled")
  func defaults() throws {
    for others in ["", #""enabled": true, "resources": ["users", "certificates"]"#, #""resources": null"#] {
      let result = try Judgement(CustomAttributeTests.given, by: catalog(others))
      #expect(result.findings == [] && result.values == ["a": ["x"]])
    }
  }

  @Test(
    "are refused in the API's words where they are disabled or for something else, and then not required",
    arguments: [
      (
        #""enabled": false"#, "attribute.disabled: Content for custom attribute a is provided but attribute is disabled"
      ),
      (
        #""resources": ["raProfiles", "keys"]"#,
        "attribute.resource: Content for custom attribute a is provided but resource Certificate is not associated with it"
      ),
      (
        #""resources": []"#,
        "attribute.resource: Content for custom attribute a is provided but resource Certificate is not associated with it"
      ),
    ])
  func unusable(others: String, problem: String) throws {
    let catalog = try catalog(others, properties: #""required": true"#)
    #expect(try Judgement(CustomAttributeTests.given, by: catalog).findings == ["/0 " + problem])
    #expect(try Judgement("[]", by: catalog).findings == [])
  }

  @Test("are required where they can be used")
  func required() throws {
    #expect(
      try Judgement("[]", by: catalog("", properties: #""required": true"#)).findings == [
        "/body/attributes attribute.required: Content for required Custom attribute a is not provided."
      ])
  }

  @Test("are for the API's 18 resources")
  func resources() throws {
    #expect(
      AttributeResource.allCases.map { "\($0.rawValue)=\($0.label)" } == [
        "credentials=Credential", "connectors=Connector", "users=User", "roles=Role", "acmeProfiles=ACME Profile",
        "scepProfiles=SCEP Profile", "cmpProfiles=CMP Profile", "authorities=Authority", "raProfiles=RA Profile",
        "certificates=Certificate", "groups=Group", "complianceProfiles=Compliance Profile", "discoveries=Discovery",
        "entities=Entity", "locations=Location", "tokenProfiles=Token Profile", "tokens=Token", "keys=Key",
      ])
    #expect(
      try problems(definitionText("string", others: #""resources": ["keys", "jobs", "Users"]"#), in: .custom) == [
        "/resources attribute.definition: \"jobs\" is not a resource with custom attributes",
        "/resources attribute.definition: \"Users\" is not a resource with custom attributes",
      ])
  }
}
