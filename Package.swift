// swift-tools-version: 6.2
import PackageDescription

// Targets in the order of their rank: a target imports only lower ranks.
// `ArchitectureTests` compares every import line of Sources/ with the table in ARCHITECTURE.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    // Run-time exclusivity checks cost one part in twenty of a run; tests are built with them.
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "tocsin",
    products: [.executable(name: "tocsin", targets: ["tocsin"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // Rank 0: system libraries, one box each.
        .systemLibrary(
            name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        .systemLibrary(
            name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        // Rank 1
        .target(
            name: "CTocsinLua", dependencies: ["CLua"],
            // The sandbox's budgets are steps: tests count them at the speed rules run at.
            cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),
        .target(name: "CTocsinCurl", dependencies: ["CCurl"]),
        .target(name: "CTocsinProcess"),
        .target(name: "CTocsinText"),
        module("TocsinModel"),
        // Rank 2
        module("TocsinText", ["TocsinModel", "CStemmer", "CTocsinText"]),
        module("TocsinLua", ["CTocsinLua"]),
        module("TocsinTransfer", ["TocsinModel", "CTocsinCurl"]),
        // Rank 3
        module("TocsinReaders", ["TocsinModel", "TocsinText", "CXML2", "CZlib", "CZstd"]),
        module("TocsinSources", ["TocsinModel", "TocsinTransfer"]),
        module("TocsinMatching", ["TocsinModel", "TocsinText", "CTocsinText"]),
        module(
            "TocsinAlerting",
            ["TocsinModel", "TocsinText", .product(name: "Mustache", package: "swift-mustache")]),
        module(
            "TocsinDelivery",
            [
                "TocsinModel", "TocsinTransfer", "CTocsinProcess",
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        module("TocsinStore", ["TocsinModel", .product(name: "GRDB", package: "GRDB.swift")]),
        // Rank 4
        module("TocsinExtraction", ["TocsinModel", "TocsinText", "TocsinMatching"]),
        // Rank 5
        module(
            "TocsinPlugins",
            ["TocsinModel", "TocsinText", "TocsinMatching", "TocsinExtraction", "TocsinLua"]),
        // Rank 6
        module(
            "TocsinWorkspace",
            [
                "TocsinModel", "TocsinText", "TocsinReaders", "TocsinSources", "TocsinMatching",
                "TocsinAlerting", "TocsinDelivery", "TocsinTransfer", "TocsinExtraction",
                "TocsinPlugins", "TocsinLua", "TocsinStore",
            ]),
        // Rank 7
        module(
            "TocsinAuthoring",
            [
                "TocsinModel", "TocsinText", "TocsinReaders", "TocsinSources", "TocsinMatching",
                "TocsinAlerting", "TocsinExtraction", "TocsinPlugins", "TocsinLua",
                "TocsinWorkspace",
                "TocsinStore", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        // Rank 8
        .target(
            name: "TocsinWeb",
            dependencies: [
                "TocsinModel", "TocsinText", "TocsinMatching", "TocsinReaders", "TocsinSources",
                "TocsinStore", "TocsinAlerting", "TocsinDelivery", "TocsinPlugins", "TocsinLua",
                "TocsinWorkspace", "TocsinAuthoring",
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ],
            resources: [.copy("Templates"), .copy("Assets")], swiftSettings: strict),
        // Rank 9
        .executableTarget(
            name: "tocsin",
            dependencies: [
                "TocsinWeb", "TocsinAuthoring", "TocsinWorkspace", "TocsinModel", "TocsinLua",
                "TocsinMatching", "TocsinText", "TocsinReaders", "TocsinSources", "TocsinStore",
                "TocsinAlerting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ],
            swiftSettings: strict),
        // Never shipped: measures the readers and runs their long fuzz.
        .executableTarget(
            name: "ReaderBench", dependencies: ["TocsinReaders", "TocsinModel"],
            path: "Benchmarks/ReaderBench", swiftSettings: strict),
        // Never shipped: measures token patterns.
        .executableTarget(
            name: "PatternBench", dependencies: ["TocsinMatching", "TocsinText", "TocsinModel"],
            path: "Benchmarks/PatternBench", swiftSettings: strict),
        // Never shipped: measures the recognizers of form.
        .executableTarget(
            name: "FormBench", dependencies: ["TocsinText", "TocsinModel"],
            path: "Benchmarks/FormBench", swiftSettings: strict),
        // Never shipped: times what the pages of a workbench ask of a full store.
        .executableTarget(
            name: "StoreBench", dependencies: ["TocsinStore", "TocsinModel"],
            path: "Benchmarks/StoreBench", swiftSettings: strict),
        // Never shipped: measures the alert stage.
        .executableTarget(
            name: "AlertBench", dependencies: ["TocsinAlerting", "TocsinModel"],
            path: "Benchmarks/AlertBench", swiftSettings: strict),
        // Never shipped: measures calls between Lua and Swift.
        .executableTarget(
            name: "LuaBench", dependencies: ["TocsinLua"], path: "Benchmarks/LuaBench",
            swiftSettings: strict),
        tests("ArchitectureTests", []),
        tests("TocsinModelTests", ["TocsinModel"]),
        // Stock Lua in a bare state, for differential tests only.
        .target(name: "CStockLua", dependencies: ["CLua"], path: "Tests/CStockLua"),
        .testTarget(
            name: "TocsinLuaTests", dependencies: ["TocsinLua", "CStockLua"],
            exclude: ["Attacks", "Ordinary", "Programs"], swiftSettings: strict),
        // A real HTTP server for tests.
        .target(name: "LoopbackServer", path: "Tests/LoopbackServer", swiftSettings: strict),
        tests("TocsinTransferTests", ["TocsinTransfer", "LoopbackServer"]),
        .testTarget(
            name: "TocsinTextTests", dependencies: ["TocsinText", "TocsinModel", "CTocsinText"],
            exclude: ["Forms"], swiftSettings: strict),
        tests(
            "TocsinSourcesTests",
            ["TocsinSources", "TocsinTransfer", "TocsinModel", "LoopbackServer"]),
        tests("TocsinReadersTests", ["TocsinReaders", "TocsinModel"]),
        tests(
            "TocsinMatchingTests", ["TocsinMatching", "TocsinText", "TocsinModel", "CTocsinText"]),
        tests(
            "TocsinExtractionTests",
            ["TocsinExtraction", "TocsinMatching", "TocsinText", "TocsinModel"]),
        tests("TocsinPluginsTests", ["TocsinPlugins", "TocsinLua", "TocsinModel", "TocsinText"]),
        tests(
            "TocsinDeliveryTests",
            ["TocsinDelivery", "TocsinTransfer", "TocsinModel", "LoopbackServer"]),
        tests("TocsinAlertingTests", ["TocsinAlerting", "TocsinModel"]),
        tests(
            "TocsinStoreTests",
            ["TocsinStore", "TocsinModel", .product(name: "GRDB", package: "GRDB.swift")]),
        tests(
            "TocsinWorkspaceTests",
            [
                "TocsinWorkspace", "TocsinAlerting", "TocsinDelivery", "TocsinTransfer",
                "TocsinModel", "LoopbackServer", "TocsinStore", "TocsinReaders", "TocsinSources",
            ]),
        tests(
            "TocsinAuthoringTests",
            [
                "TocsinAuthoring", "TocsinPlugins", "TocsinMatching", "TocsinModel",
                "TocsinWorkspace",
            ]),
        tests(
            "TocsinWebTests",
            [
                "TocsinWeb", "TocsinModel", "TocsinStore", "TocsinWorkspace",
                .product(name: "FlyingSocks", package: "FlyingFox"),
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        tests("CommandTests", ["LoopbackServer"]),
    ],
    swiftLanguageModes: [.v6]
)
