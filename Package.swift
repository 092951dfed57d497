// swift-tools-version: 6.2
// The map of the code: libraries, services, and the edges between them.
import PackageDescription

let package = Package(
    name: "xiaoer",
    products: [
        .library(name: "MeshRuntime", targets: ["MeshRuntime"]),
        .library(name: "MeshTLS", targets: ["MeshTLS"]),
        .library(name: "MeshTracing", targets: ["MeshTracing"]),
        .library(name: "MeshTestKit", targets: ["MeshTestKit"]),
        .library(name: "MeshContracts", targets: ["MeshContracts"]),
        .library(name: "Contracts", targets: ["Contracts"]),
        .library(name: "ProtobufC", targets: ["ProtobufC"]),
        .executable(name: "xiaoer", targets: ["XiaoerTool"]),
        .executable(name: "protoc-gen-xiaoer", targets: ["ProtocGenXiaoer"]),
        .executable(name: "gateway", targets: ["Gateway"]),
        .executable(name: "dialogue-manager", targets: ["DialogueManager"]),
        .executable(name: "nlu", targets: ["Nlu"]),
        .executable(name: "inference", targets: ["Inference"]),
        .executable(name: "order-tracking", targets: ["OrderTracking"]),
        .executable(name: "recommendation", targets: ["Recommendation"]),
    ],
    traits: [
        .trait(name: "TLS", description: "Mutual TLS beneath the mesh's frames, at the cost of building BoringSSL")
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ]
)

// MARK: Products of other packages

let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL: Target.Dependency = .product(
    name: "NIOSSL",
    package: "swift-nio-ssl",
    condition: .when(traits: ["TLS"])
)
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let coreMetrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let tracing: Target.Dependency = .product(name: "Tracing", package: "swift-distributed-tracing")
let inMemoryTracing: Target.Dependency = .product(name: "InMemoryTracing", package: "swift-distributed-tracing")
let heap: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

// MARK: Libraries, none of which knows a service

@MainActor func library(_ name: String, _ dependencies: [Target.Dependency] = []) {
    package.targets.append(.target(name: name, dependencies: dependencies))
}

@MainActor func system(_ name: String, pkgConfig: String, apt: String) {
    package.targets.append(.systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])]))
}

system("CProtobufC", pkgConfig: "libprotobuf-c", apt: "libprotobuf-c-dev")
system("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev")
system("CPostgres", pkgConfig: "libpq", apt: "libpq-dev")
system("CXGBoost", pkgConfig: "xgboost", apt: "libxgboost-dev")
system("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev")
system("CLlama", pkgConfig: "xiaoer-llama", apt: "none: scripts/setup-models builds it")
library("CDescriptor", ["CProtobufC"])
library("CContracts", ["CProtobufC"])
library("ProtobufC", ["CProtobufC"])
library("ProtobufReflection", ["ProtobufC", "CDescriptor", "CProtobufC"])
library("MeshContracts", ["ProtobufC", "CContracts", "CProtobufC"])
library(
    "MeshRuntime",
    ["MeshContracts", "ProtobufC", nioCore, nioPosix, logging, metrics, coreMetrics, heap, deque, lifecycle]
)
library("MeshTLS", ["MeshRuntime", nioCore, nioSSL, logging, lifecycle, unixSignals])
library("MeshTracing", ["MeshRuntime", "ProtobufC", tracing])
library("MeshTestKit", ["MeshRuntime", "MeshContracts", nioCore, nioEmbedded, nioPosix, logging])
library("Contracts", ["MeshRuntime", "ProtobufC", "CContracts", "CProtobufC"])
library(
    "ServiceShell",
    [
        "MeshRuntime", "MeshTLS", arguments, logging, metrics, coreMetrics, lifecycle, unixSignals, nioCore, nioPosix,
        nioHTTP1,
        yams,
    ]
)
library("SeededRandom")
library("Storage", [grdb])
library("SQLStorage", ["CPostgres", "Storage", grdb, grdbSQLite])
library("PostgresTestKit")
library("AccessToken", ["CCrypto"])
library("CBinaryCoding")
library("BinaryCoding", ["CBinaryCoding"])
library("CTextClassification")
library("TextNormalization")
library("TextClassification", ["BinaryCoding", "CTextClassification", "TextNormalization"])
library("SequenceTagging", ["BinaryCoding", "SeededRandom"])
library("IntentPipeline", ["BinaryCoding", "SeededRandom", "TextClassification", "TextNormalization"])
library("SpokenWishes")
library("SurfaceRealisation")
library("TextMetrics")
library("ClaimChecking")
library("PersonalData")
library("KnowledgeSearch", ["TextClassification", grdb])
library("CustomerSimulator", ["SeededRandom"])
library("RegressionTrees", ["BinaryCoding", "CXGBoost"])
library("DeliveryForecast", ["BinaryCoding", "RegressionTrees", "SeededRandom"])
library("CItemRecommendation")
library("ItemRecommendation", ["BinaryCoding", "CItemRecommendation", "RegressionTrees", "SeededRandom"])

// MARK: Executables

@MainActor func executable(_ name: String, path: String, _ dependencies: [Target.Dependency]) {
    package.targets.append(.executableTarget(name: name, dependencies: dependencies, path: path))
}

@MainActor func service(_ name: String, folder: String, _ dependencies: [Target.Dependency]) {
    let common: [Target.Dependency] = ["Contracts", "MeshRuntime", "ServiceShell", logging, metrics, lifecycle]
    executable(name, path: "services/\(folder)/Sources", common + dependencies)
}

executable(
    "ProtocGenXiaoer",
    path: "Sources/protoc-gen-xiaoer",
    ["ProtobufC", "ProtobufReflection", "CDescriptor", "CProtobufC"]
)
executable(
    "XiaoerTool",
    path: "Sources/xiaoer",
    [
        "AccessToken", "CContracts", "CCrypto", "CProtobufC", "Contracts", "CustomerSimulator", "DeliveryForecast",
        "IntentPipeline", "ItemRecommendation", "KnowledgeSearch", "MeshContracts", "MeshRuntime", "ProtobufC",
        "ProtobufReflection",
        "SequenceTagging", "ServiceShell", "Storage", "TextClassification", "TextMetrics", "TextNormalization",
        arguments, logging, nioCore, nioPosix, yams,
    ]
)
service("Gateway", folder: "gateway", ["AccessToken", "PersonalData", "ProtobufC"])
service(
    "DialogueManager",
    folder: "dialogue-manager",
    ["ClaimChecking", "PersonalData", "SpokenWishes", "Storage", "SurfaceRealisation", grdb, yams, nioCore]
)
service(
    "Nlu",
    folder: "nlu",
    ["BinaryCoding", "IntentPipeline", "TextClassification", "TextNormalization", yams, nioCore]
)
service("Inference", folder: "inference", ["CCrypto", "CCurl", "CLlama", "ProtobufReflection", coreMetrics, nioCore])
service(
    "OrderTracking",
    folder: "order-tracking",
    ["CCrypto", "DeliveryForecast", "ProtobufC", "SQLStorage", "Storage", yams]
)
service(
    "Recommendation",
    folder: "recommendation",
    ["AccessToken", "ItemRecommendation", "SpokenWishes", "Storage", grdb, yams]
)

// MARK: Fixtures: the generated code of a contract that holds every kind of field

package.targets += [
    .target(name: "CFixtureContracts", dependencies: ["CProtobufC"], path: "Tests/Fixtures/CFixtureContracts"),
    .target(
        name: "FixtureContracts",
        dependencies: ["MeshRuntime", "ProtobufC", "CFixtureContracts", "CProtobufC"],
        path: "Tests/Fixtures/FixtureContracts"
    ),
]

// MARK: Tests, which mirror Sources/ and services/

/// All may draw random numbers, which come again with their seed.
@MainActor func tests(of name: String, _ dependencies: [Target.Dependency] = []) {
    let random: [Target.Dependency] = name == "SeededRandom" ? [] : ["SeededRandom"]
    package.targets.append(
        .testTarget(
            name: name + "Tests",
            dependencies: [.byName(name: name)] + random + dependencies,
            path: "Tests/\(name)Tests"
        )
    )
}

tests(of: "ProtobufC", ["FixtureContracts"])
tests(of: "ProtobufReflection", ["ProtobufC", "FixtureContracts", "Contracts", "MeshRuntime"])
tests(of: "ProtocGenXiaoer")
package.targets.append(
    // The server that fault tests kill, stop and restart.
    .executableTarget(
        name: "MeshPeer",
        dependencies: ["MeshContracts", "MeshRuntime", lifecycle, unixSignals, logging, nioCore, nioPosix],
        path: "Tests/Fixtures/MeshPeer"
    )
)
tests(
    of: "MeshRuntime",
    [
        "MeshTestKit", "MeshContracts", "ProtobufC", "FixtureContracts", nioCore, nioPosix, nioEmbedded, logging,
        coreMetrics,
    ]
)
tests(of: "Storage", [grdb])
tests(of: "SQLStorage", ["PostgresTestKit", "Storage"])
tests(of: "AccessToken")
tests(of: "DialogueManager", ["Contracts", "MeshRuntime", "MeshTestKit", "SpokenWishes", "Storage", grdb, logging])
tests(
    of: "MeshTracing",
    ["MeshContracts", "MeshRuntime", "MeshTestKit", "ProtobufC", tracing, inMemoryTracing]
)
package.targets.append(
    // Without the trait here, with it in a package of their own: see Tests/TLS/Package.swift.
    .testTarget(
        name: "MeshTLSTests",
        dependencies: ["MeshTLS", "MeshContracts", "MeshRuntime", nioCore, logging],
        path: "Tests/TLS/MeshTLSTests"
    )
)
tests(of: "Gateway", ["AccessToken", "Contracts", "MeshRuntime", "MeshTestKit", "ProtobufC", logging])
tests(
    of: "OrderTracking",
    [
        "Contracts", "DeliveryForecast", "MeshRuntime", "MeshTestKit", "PostgresTestKit", "ProtobufC", "SQLStorage",
        "Storage", logging,
    ]
)
tests(
    of: "Recommendation",
    ["Contracts", "ItemRecommendation", "MeshRuntime", "MeshTestKit", "Storage", grdb, logging]
)
tests(of: "BinaryCoding")
tests(of: "TextNormalization")
tests(of: "TextClassification", ["TextNormalization"])
tests(of: "SequenceTagging")
tests(of: "IntentPipeline", ["TextClassification", "TextNormalization"])
tests(of: "SpokenWishes")
tests(of: "SurfaceRealisation")
tests(of: "TextMetrics")
tests(of: "ClaimChecking")
tests(of: "PersonalData")
tests(of: "SeededRandom")
tests(of: "KnowledgeSearch")
tests(of: "CustomerSimulator")
tests(of: "RegressionTrees", ["BinaryCoding", "CXGBoost"])
tests(of: "DeliveryForecast", ["RegressionTrees"])
tests(of: "ItemRecommendation", ["BinaryCoding", "CItemRecommendation", "RegressionTrees"])
tests(of: "Nlu", ["IntentPipeline", "TextClassification", "TextNormalization", "Contracts", "MeshRuntime", logging])
tests(of: "Inference", ["Contracts", "MeshRuntime", "MeshTestKit", "ProtobufReflection", logging, nioCore, nioPosix])
tests(of: "ServiceShell", [nioCore, nioHTTP1, nioEmbedded, logging, coreMetrics, arguments])
tests(
    of: "XiaoerTool",
    [
        "Contracts", "ItemRecommendation", "MeshRuntime", "MeshTestKit", "ProtobufC", "ProtobufReflection",
        "ServiceShell",
        arguments,
    ]
)
package.targets += [
    .testTarget(name: "StyleTests"),
    .testTarget(
        name: "MeshTests",
        // The programs are not imported: being named here, they are built before the tests run them.
        dependencies: [
            "XiaoerTool", "Gateway", "DialogueManager", "Nlu", "Inference", "OrderTracking", "Recommendation",
            "Contracts", "MeshRuntime", logging, nioPosix,
        ]
    ),
]

// MARK: Benchmarks that need the inside of a target, and that plain builds never see: `Benchmarks/orders`, `recommendation`

if Context.environment["XIAOER_BENCHMARKS"] != nil {
    package.targets.removeAll { $0.type == .test }
    package.targets += [
        .target(name: "OrdersInC", path: "Benchmarks/OrdersInC", linkerSettings: [.linkedLibrary("sqlite3")]),
        .testTarget(
            name: "OrdersBenchmark",
            dependencies: ["OrdersInC", "OrderTracking", "DeliveryForecast", "SQLStorage", "Storage"],
            path: "Benchmarks/Orders"
        ),
        .testTarget(
            name: "RecommendationTreesBenchmark",
            dependencies: ["CXGBoost", "RegressionTrees"],
            path: "Benchmarks/RecommendationTrees"
        ),
    ]
}

// MARK: The same strictness everywhere

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
]

for target in package.targets where target.type != .system {
    target.swiftSettings = strict
}
