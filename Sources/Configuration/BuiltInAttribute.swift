import AttributeValidation
import DocumentModel

/// The issue attributes that EJBCA's connector has, with their UUIDs; an RA profile takes them in by name.
enum BuiltInAttribute: String, CaseIterable {
  case email, san
  case extensionData = "extension"

  var entry: AttributeEntry? {
    var writer = JSONWriter()
    writer.object {
      $0.member("uuid", uuid)
      $0.member("name", rawValue)
      $0.member("contentType", "string")
      $0.member("properties") { $0.object { $0.member("label", label) } }
      $0.member("effect", effect)
    }
    guard let document = try? JSONReader.document(writer.bytes) else { return nil }
    return AttributeEntry(document.root, in: .profile, findings: FindingCollector())
  }

  private var uuid: String {
    switch self {
    case .email: "0b378474-ebe9-4a17-9d3d-0577eb16aa34"
    case .san: "2cfd8c1a-e867-42f1-ab6c-67fb1964e163"
    case .extensionData: "72324d22-12cb-47ee-a02e-0b1da2013eee"
    }
  }

  private var label: String {
    switch self {
    case .email: "Email"
    case .san: "Subject Alternative Name"
    case .extensionData: "Extension Data"
    }
  }

  private var effect: String {
    switch self {
    case .email: "record"
    case .san: "san"
    case .extensionData: "extension"
    }
  }
}
