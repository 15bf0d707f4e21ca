// swift-tools-version: 6.2
import PackageDescription

// Every Swift target is built alike: warnings of ours are errors, imports are internal unless said otherwise.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .treatWarning("DeprecatedDeclaration", as: .warning),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let strictC: [CSetting] = [
  .treatAllWarnings(as: .error), .enableWarning("all"), .enableWarning("extra"),
]

/// A library target; its dependencies are the arrows of docs/modules.md.
func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// The unit tests of one module.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    swiftSettings: strict)
}

let package = Package(
  name: "certmill",
  products: [
    .executable(name: "certmill", targets: ["certmill"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    // Tests only: the second opinion on every certificate.
    .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
  ],
  targets: [
    // C libraries, each behind one Swift module.
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "COpenSSLShims", dependencies: ["COpenSSL"], cSettings: strictC),
    .target(name: "CMultiBufferShims", cSettings: strictC),
    .target(name: "CSystemShims", cSettings: strictC),
    .target(
      name: "CSQLiteShims", dependencies: [.product(name: "GRDBSQLite", package: "GRDB.swift")], cSettings: strictC),

    // The field and its laws: no I/O, no Foundation, no C.
    module("DERCoding"),
    module("PKIModel", ["DERCoding"]),
    module("Diagnostics"),

    // Reading.
    module("DocumentModel", ["Diagnostics"]),
    module("XMLReading", ["CLibXML2", "DocumentModel", "Diagnostics"]),
    module(
      "ManifestReading", ["PKIModel", "XMLReading", "DocumentModel", "Diagnostics"],
      resources: [.embedInCode("Schemas")]),

    // Rules.
    module("AttributeValidation", ["PKIModel", "DocumentModel", "Diagnostics"]),
    module(
      "Configuration",
      ["PKIModel", "AttributeValidation", "DocumentModel", "Diagnostics"],
      resources: [.embedInCode("Schemas")]),
    module(
      "RequestResolution",
      [
        "DERCoding", "PKIModel", "AttributeValidation", "Configuration", "ManifestReading",
        "DocumentModel", "Diagnostics",
      ]),

    // Stores that others read.
    module("KeystoreFormats", ["PKIModel"]),

    // Boundaries.
    module(
      "OpenSSLBackend",
      ["COpenSSL", "COpenSSLShims", "CMultiBufferShims", "DERCoding", "PKIModel", "KeystoreFormats"]),
    module(
      "IssuanceLedger",
      [
        "CSQLiteShims", "DERCoding", "PKIModel", "OpenSSLBackend", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    module("FilePublishing", ["CSystemShims"]),
    module("SigningLanes"),
    module(
      "ResultWriting",
      [
        "DERCoding", "PKIModel", "Diagnostics", "DocumentModel", "ManifestReading", "Configuration",
        "RequestResolution", "FilePublishing", "OpenSSLBackend",
      ]),

    // The use cases and the program.
    module(
      "BatchProcessing",
      [
        "DERCoding", "PKIModel", "Diagnostics", "DocumentModel", "XMLReading", "ManifestReading",
        "AttributeValidation", "Configuration", "RequestResolution", "OpenSSLBackend", "IssuanceLedger",
        "FilePublishing", "SigningLanes", "ResultWriting", "KeystoreFormats",
        .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "certmill",
      dependencies: [
        "BatchProcessing", "ResultWriting", "OpenSSLBackend", "FilePublishing", "PKIModel", "Diagnostics",
        "DocumentModel", "ManifestReading", "Configuration",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict,
      // Memory for the whole program: what one lane asks for, another gives back (docs/decisions.md, 71).
      linkerSettings: [.linkedLibrary("jemalloc")]),

    // The benchmark: it measures the built program, and OpenSSL alone.
    .executableTarget(
      name: "certmill-bench",
      dependencies: [
        "BatchProcessing", "OpenSSLBackend", "PKIModel", "DERCoding",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // Tests.
    .target(name: "TestSupport", dependencies: [], path: "Tests/TestSupport", swiftSettings: strict),
    tests("DocumentModel", ["Diagnostics"]),
    tests("XMLReading", ["DocumentModel", "Diagnostics"]),
    tests("ManifestReading", ["PKIModel", "XMLReading", "DocumentModel", "Diagnostics"]),
    tests("ResultWriting", ["PKIModel"]),
    tests("DERCoding"),
    tests("PKIModel", ["DERCoding"]),
    tests("AttributeValidation", ["PKIModel", "DocumentModel", "Diagnostics"]),
    tests("Configuration", ["PKIModel", "AttributeValidation", "DocumentModel", "Diagnostics"]),
    tests("FilePublishing"),
    tests("IssuanceLedger", ["DERCoding", "PKIModel", "OpenSSLBackend"]),
    tests("OpenSSLBackend", ["DERCoding", "PKIModel", "KeystoreFormats"]),
    tests("SigningLanes"),
    tests("KeystoreFormats", ["PKIModel", "OpenSSLBackend"]),
    tests("certmill-bench", ["DERCoding", "PKIModel", "OpenSSLBackend"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "certmill", "certmill-bench", "TestSupport", "PKIModel", "OpenSSLBackend",
        .product(name: "X509", package: "swift-certificates"),
      ],
      swiftSettings: strict),
    tests(
      "RequestResolution",
      [
        "DERCoding", "PKIModel", "Diagnostics", "DocumentModel", "ManifestReading", "Configuration", "OpenSSLBackend",
      ]),
    tests(
      "BatchProcessing",
      [
        "PKIModel", "DERCoding", "Diagnostics", "DocumentModel", "ManifestReading", "Configuration",
        "RequestResolution", "OpenSSLBackend", "IssuanceLedger", "FilePublishing", "ResultWriting", "KeystoreFormats",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
