import Foundation

/// What a folder holds at one moment, but for the timings, which differ from run to run.
enum Snapshot {
  static let timings = "timings.jsonl"

  /// The octets of each file below the folder.
  static func contents(of folder: String) throws -> [String: Data] {
    try each(folder) { try Data(contentsOf: URL(fileURLWithPath: $0)) }
  }

  /// When each file was changed.
  static func times(of folder: String) throws -> [String: Date] {
    try each(folder) { try attributes($0)[.modificationDate] as? Date }
  }

  /// The permissions of each file.
  static func modes(of folder: String) throws -> [String: Int] {
    try each(folder) { try attributes($0)[.posixPermissions] as? Int }
  }

  private static func attributes(_ path: String) throws -> [FileAttributeKey: Any] {
    try FileManager.default.attributesOfItem(atPath: path)
  }

  private static func each<Value>(_ folder: String, _ value: (String) throws -> Value?) throws -> [String: Value] {
    var values: [String: Value] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      var isFolder: ObjCBool = false
      guard (name as NSString).lastPathComponent != timings else { continue }
      let path = folder + "/" + name
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else { continue }
      values[name] = try value(path)
    }
    return values
  }
}
