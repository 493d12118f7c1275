// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "empty-parser",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .executableTarget(
      name: "empty-parser",
      dependencies: [.product(name: "ArgumentParser", package: "swift-argument-parser")])
  ]
)
