// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Benchmarks",
    dependencies: [
        .package(name: "xiaoer", path: ".."),
        .package(path: "Ends"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .executableTarget(
            name: "EchoBenchmark",
            dependencies: [
                .product(name: "BenchmarkEnds", package: "Ends"),
                .product(name: "MeshRuntime", package: "xiaoer"),
                .product(name: "Contracts", package: "xiaoer"),
                .product(name: "ProtobufC", package: "xiaoer"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .executableTarget(
            name: "RecommendationBenchmark",
            dependencies: [
                .product(name: "MeshRuntime", package: "xiaoer"),
                .product(name: "Contracts", package: "xiaoer"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .executableTarget(
            name: "Soak",
            dependencies: [
                .product(name: "MeshRuntime", package: "xiaoer"),
                .product(name: "MeshTestKit", package: "xiaoer"),
                .product(name: "MeshContracts", package: "xiaoer"),
                .product(name: "Contracts", package: "xiaoer"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
    ]
)

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .treatAllWarnings(as: .error),
]

for target in package.targets { target.swiftSettings = strict }
