// swift-tools-version: 6.1
import PackageDescription

// The floors of docs/architecture.md, lowest first: a target imports only targets on lower floors.
// `Tests/ArchitectureTests` reads the import lines and holds them against that table.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let toml: Target.Dependency = .product(name: "TOMLKit", package: "TOMLKit")

func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

let floor0: [Target] = [
  .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
  .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
  .systemLibrary(
    name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
  .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
  .target(name: "CPosix"),
]

let floor1: [Target] = [
  room("Model", []),
  room("Selection", ["CPosix"]),
]

let floor2: [Target] = [
  room("Host", ["Model", "CPosix", system]),
  room("Settings", ["Model", toml]),
]

let floor3: [Target] = [
  room("Trust", ["Model", "COpenSSL"]),
  room("Transport", ["Model", "Host", "CCurl", system]),
  room("Pack", ["Model", "Host", "CArchive", "CZstd", system]),
  room("Store", ["Model", "Host", "Selection", "Settings", system]),
]

let floors1to3: [Target.Dependency] = [
  "Model", "Selection", "Host", "Settings", "Trust", "Transport", "Pack", "Store", system,
]

let floor4: [Target] = [
  room("Installer", floors1to3),
  room("Publisher", floors1to3 + ["COpenSSL", toml]),
  room("CommandParsing", ["Model", "Host", arguments]),
]

let floor5: [Target] = [
  room("StigmerupCLI", floors1to3 + ["Installer", "CommandParsing", arguments]),
  room("PublisherCLI", floors1to3 + ["Publisher", "CommandParsing", arguments]),
]

var floor6: [Target] = [
  .executableTarget(name: "stigmerup", dependencies: ["StigmerupCLI"], swiftSettings: strict),
  .executableTarget(
    name: "stigmerup-publish", dependencies: ["PublisherCLI"], swiftSettings: strict),
  .executableTarget(
    name: "tuf-conformance-client",
    dependencies: ["Model", "Trust", "Transport", "Host", system], swiftSettings: strict),
]

#if os(Linux)
  // The shim starts thousands of times a day: Embedded Swift, static, no runtime to load.
  // `SelectionEmbedded` is a link to `Selection`: one source, built twice.
  let embedded: [SwiftSetting] =
    strict + [
      .enableExperimentalFeature("Embedded"),
      .unsafeFlags(["-wmo", "-parse-as-library", "-Osize"]),
    ]
  floor6 += [
    .target(name: "SelectionEmbedded", dependencies: ["CPosix"], swiftSettings: embedded),
    .executableTarget(
      name: "stigmer-shim", dependencies: ["SelectionEmbedded", "CPosix"],
      swiftSettings: embedded,
      linkerSettings: [.unsafeFlags(["-Xclang-linker", "-static"])]),
  ]
#else
  floor6 += [
    .executableTarget(
      name: "stigmer-shim", dependencies: ["Selection", "CPosix"], swiftSettings: strict)
  ]
#endif

let testTargets: [Target] = [
  .target(
    name: "TestSupport", dependencies: floors1to3 + ["CPosix"], path: "Tests/TestSupport",
    swiftSettings: strict),
  tests("ModelTests", ["Model"]),
  tests("SelectionTests", ["Selection", "CPosix"]),
  tests("HostTests", ["Host", "Model", "CPosix", system]),
  tests("SettingsTests", ["Settings", "Model"]),
  tests("TrustTests", ["Trust", "Model"]),
  tests("TransportTests", ["Transport", "Host", "Model", system]),
  tests("PackTests", ["Pack", "Host", "Model", system, "CArchive", "CZstd", "COpenSSL"]),
  tests("StoreTests", ["Store", "Host", "Model", "Selection", "Settings", "CPosix", system]),
  tests("InstallerTests", floors1to3 + ["Installer"]),
  tests("PublisherTests", floors1to3 + ["Publisher", "CPosix"]),
  tests("CommandTests", ["Model", "Host", system]),
  tests("EndToEndTests", ["Model", "Host", "Trust", "Publisher", system]),
  tests("ArchitectureTests", ["Host", "Model", system]),
]

let package = Package(
  name: "stigmerup",
  platforms: [.macOS(.v13)],
  products: [
    .executable(name: "stigmerup", targets: ["stigmerup"]),
    .executable(name: "stigmerup-publish", targets: ["stigmerup-publish"]),
    .executable(name: "stigmer-shim", targets: ["stigmer-shim"]),
    .executable(name: "tuf-conformance-client", targets: ["tuf-conformance-client"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: floor0 + floor1 + floor2 + floor3 + floor4 + floor5 + floor6 + testTargets,
  swiftLanguageModes: [.v6]
)
