// swift-tools-version: 6.2
// The tests of TLS with TLS: the mesh runtime alone is built with its trait, once, beside the main build, which does not
// wait for BoringSSL. `make test-tls` runs them. The main package builds the same folder without the trait.
import PackageDescription

let package = Package(
    name: "TLS",
    dependencies: [
        .package(name: "xiaoer", path: "../..", traits: ["TLS"]),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .testTarget(
            name: "MeshTLSTests",
            dependencies: [
                .product(name: "MeshTLS", package: "xiaoer"),
                .product(name: "MeshRuntime", package: "xiaoer"),
                .product(name: "MeshContracts", package: "xiaoer"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "MeshTLSTests",
            swiftSettings: [
                // A trait is the condition of its own package alone.
                .define("TLS"),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
                .treatAllWarnings(as: .error),
            ]
        )
    ]
)
