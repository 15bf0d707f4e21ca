import PKIModel
import TestSupport
import Testing

@testable import BatchProcessing

/// A home with a location of each kind, `folder`, `bundle`, `p12` and `jks`, and what foreign programs find in them.
struct LocationSite {
  static let password = "store-Password-1"

  /// UUIDs by name.
  static let uuids = [
    "bundle": "5c0de000-0000-4000-8000-000000000002", "folder": "5c0de000-0000-4000-8000-000000000001",
    "jks": "5c0de000-0000-4000-8000-000000000004", "p12": "5c0de000-0000-4000-8000-000000000003",
  ]
  static let names = uuids.keys.sorted()

  let site: BatchSite

  init() throws {
    site = try BatchSite()
    try define("folder", kind: "directory", path: "stores/folder")
    try define("bundle", kind: "pemBundle", path: "stores/bundle.pem")
    try define("p12", kind: "pkcs12", path: "stores/store.p12")
    try define("jks", kind: "jks", path: "stores/store.jks")
    try setPassword(LocationSite.password)
    try site.folder.write([], to: "home/stores/.keep")
  }

  /// Writes the home file of a location.
  func define(_ name: String, kind: String, path: String, isSingle: Bool = false, managesKeys: Bool = false) throws {
    let password = kind == "pkcs12" || kind == "jks" ? #","password":{"file":"stores/password"}"# : ""
    let text = """
      {"uuid":"\(LocationSite.uuids[name] ?? "")","name":"\(name)","enabled":true,"kind":"\(kind)","path":"\(path)",\
      "supportMultipleEntries":\(!isSingle),"supportKeyManagement":\(managesKeys)\(password)}
      """
    try site.folder.write(text.utf8, to: "home/locations/\(name).json")
  }

  func setPassword(_ password: String) throws {
    let path = try site.folder.write(password.utf8, to: "home/stores/password")
    let changed = try Command.run("chmod", ["600", path])
    try #require(changed.status == 0)
  }

  // MARK: Requests

  static func push(_ id: String, _ certificate: String, _ location: String, alias: String? = nil) -> String {
    let attributes = alias.map { #"{"name":"alias","contentType":"string","content":[{"data":"\#($0)"}]}"# } ?? ""
    return ManifestText.request(
      id, "pushCertificate", #""certificateUuid":"\#(certificate)""#, #""locationUuid":"\#(uuids[location] ?? "")""#,
      #""body":{"attributes":[\#(attributes)]}"#)
  }

  static func remove(_ id: String, _ certificate: String, _ location: String) -> String {
    ManifestText.request(
      id, "removeCertificate", #""certificateUuid":"\#(certificate)""#,
      #""locationUuid":"\#(uuids[location] ?? "")""#)
  }

  static func replace(_ id: String, _ certificate: String) -> String {
    ManifestText.request(
      id, "renewCertificate", #""certificateUuid":"\#(certificate)""#, #""body":{"replaceInLocations":true}"#)
  }

  // MARK: What is there

  /// Aliases and serial numbers as OpenSSL and Java find them, sorted.
  func contents(_ location: String) throws -> [String: String] {
    switch location {
    case "folder":
      let names = try site.folder.tree().filter { $0.hasPrefix("home/stores/folder/") && $0.hasSuffix(".pem") }
      return Dictionary(
        uniqueKeysWithValues: try names.map { name in
          (
            String(name.dropFirst("home/stores/folder/".count).dropLast(4)),
            try LocationSite.serialNumber(["-in", site.folder.file(name)])
          )
        })
    case "bundle":
      guard let text = site.folder.contents("home/stores/bundle.pem") else { return [:] }
      return try LocationSite.entries(in: String(decoding: text, as: UTF8.self))
    case "p12":
      let arguments = ["-in", site.folder.file("home/stores/store.p12"), "-nokeys", "-passin"]
      let text = try Command.run("openssl", ["pkcs12"] + arguments + ["pass:\(LocationSite.password)"])
      try #require(text.status == 0, "\(text.errors)")
      return try LocationSite.entries(in: text.output)
    default: return try java(home: "home/stores/store.jks", kind: "JKS")
    }
  }

  /// The trusted certificates of a keystore, as Java lists them.
  func java(home path: String, kind: String) throws -> [String: String] {
    let common = ["-keystore", site.folder.file(path), "-storetype", kind, "-storepass", LocationSite.password]
    let listed = try Command.run("keytool", ["-list", "-v"] + common)
    try #require(listed.status == 0, "\(listed.output)")
    var entries: [String: String] = [:]
    for entry in listed.output.split(separator: "Alias name: ").dropFirst() {
      let lines = entry.split(separator: "\n").map(String.init)
      try #require(lines.contains("Entry type: trustedCertEntry"), "\(entry)")
      entries[lines[0]] = lines.first { $0.hasPrefix("Serial number: ") }.map { String($0.dropFirst(15)) }
    }
    return entries
  }

  private static func entries(in text: String) throws -> [String: String] {
    var entries: [String: String] = [:]
    for part in text.split(separator: "friendlyName: ", omittingEmptySubsequences: false).dropFirst() {
      let alias = String(part.prefix { $0 != "\n" })
      entries[alias] = try serialNumber([], input: Array(part.utf8))
    }
    return entries
  }

  private static func serialNumber(_ arguments: [String], input: [UInt8] = []) throws -> String {
    let text = try Command.run("openssl", ["x509", "-noout", "-serial"] + arguments, input: input)
    try #require(text.status == 0, "\(text.errors)")
    return text.output.dropFirst("serial=".count).trimmingPrefix { $0 == "0" }.filter { !$0.isNewline }.lowercased()
  }
}
