// swift-tools-version: 6.2
// A package of its own: libFuzzer brings the main function, so nothing else may be linked with it. `Tests/Fuzz/run`
// builds and runs it.
import PackageDescription

let package = Package(
    name: "Fuzz",
    dependencies: [
        .package(name: "xiaoer", path: "../.."),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        .target(name: "FuzzDriver"),
        .executableTarget(
            name: "FrameFuzz",
            dependencies: [
                "FuzzDriver",
                .product(name: "MeshRuntime", package: "xiaoer"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]
        ),
    ]
)
